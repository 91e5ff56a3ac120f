"""Who died in a record that was merged into another has died there too."""

from alembic import op

revision = "people_0014"
down_revision = "people_0013"
branch_labels = None
depends_on = None

DIED = """
UPDATE people.person p SET deceased = true
WHERE NOT p.deceased AND EXISTS (SELECT FROM people.person g WHERE g.merged_into = p.id AND g.deceased)
"""


def upgrade() -> None:
    """Say so of those that were merged until now; the post room looks at it before every letter."""
    op.execute(DIED)


def downgrade() -> None:
    """Who died, died."""
