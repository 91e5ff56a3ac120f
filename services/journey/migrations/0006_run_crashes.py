"""Long work that breaks off again and again ends, and can be begun again where it was."""

from alembic import op

revision = "journey_0006"
down_revision = "journey_0005"
branch_labels = None
depends_on = None

CRASHES = """
-- How often it broke off since it last came any further.
ALTER TABLE journey.run ADD COLUMN crashes int NOT NULL DEFAULT 0;
"""


def upgrade() -> None:
    """Count."""
    op.get_bind().exec_driver_sql(CRASHES)


def downgrade() -> None:
    """Refuse: work that crashes would be tried for ever."""
    message = "how often runs crashed is not forgotten by a migration"
    raise RuntimeError(message)
