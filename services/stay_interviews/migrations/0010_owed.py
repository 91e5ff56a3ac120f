"""Who still owes what they promised, by when: for the home of who leads people; not what, and not to whom."""

from alembic import op

revision = "stay_0010"
down_revision = "stay_0009"
branch_labels = None
depends_on = None

VIEW = """
CREATE VIEW stay.owed_v1 AS SELECT keeper_id, due_on FROM stay.promise WHERE state = 'open';
GRANT SELECT ON stay.owed_v1 TO weerzien_insights;
"""


def upgrade() -> None:
    """Publish it to insights."""
    op.get_bind().exec_driver_sql(VIEW)


def downgrade() -> None:
    """Refuse: insights reads it."""
    message = "stay.owed_v1 is read by insights"
    raise RuntimeError(message)
