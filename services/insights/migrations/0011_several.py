"""Who has more than one employment is noted with each, not looked for whenever figures are shared."""

from alembic import op

revision = "insights_0011"
down_revision = "insights_0010"
branch_labels = None
depends_on = None

NOTED = """
ALTER TABLE insights.employment_{name} ADD several boolean NOT NULL DEFAULT false;
UPDATE insights.employment_{name} SET several = true WHERE person_id IN
    (SELECT person_id FROM insights.employment_{name} GROUP BY person_id HAVING count(*) > 1);
ALTER TABLE insights.employment_{name} ALTER several DROP DEFAULT;
"""


def upgrade() -> None:
    """Note it with those that are there."""
    for name in ("a", "b"):
        op.get_bind().exec_driver_sql(NOTED.format(name=name))


def downgrade() -> None:
    """Take it away."""
    for name in ("a", "b"):
        op.get_bind().exec_driver_sql(f"ALTER TABLE insights.employment_{name} DROP several")
