"""To whom something was promised, for who prepares the last conversation: that and when, not what or by whom."""

from alembic import op

revision = "stay_0008"
down_revision = "stay_0007"
branch_labels = None
depends_on = None

VIEW = """
CREATE VIEW stay.promised_v1 AS
SELECT p.id, t.person_id, p.due_on, p.state, p.ended_at
FROM stay.promise p JOIN stay.talk t ON t.id = p.talk_id
WHERE p.state <> 'waiting' AND t.person_id IS NOT NULL;
GRANT USAGE ON SCHEMA stay TO weerzien_exit;
GRANT SELECT ON stay.promised_v1 TO weerzien_exit;
"""


def upgrade() -> None:
    """Publish it to exit interviews."""
    op.get_bind().exec_driver_sql(VIEW)


def downgrade() -> None:
    """Refuse: exit interviews read it."""
    message = "stay.promised_v1 is read by exit interviews"
    raise RuntimeError(message)
