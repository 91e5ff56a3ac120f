"""Conversations beside the form."""

from alembic import op

from shared.appointment import ddl

revision = "stay_0005"
down_revision = "stay_0004"
branch_labels = None
depends_on = None

# That there was a conversation and when; with whom and what was said stays here.
PUBLISHED = """
CREATE VIEW stay.talk_v1 AS
    SELECT id, subject_id AS interview_id, touchpoint_id, person_id, moment, state, reason, starts_at, offered_at,
           ended_at
    FROM stay.talk;
GRANT SELECT ON stay.talk_v1 TO weerzien_console;
"""


def upgrade() -> None:
    """Make room for them."""
    for part in (ddl.version_1("stay"), PUBLISHED):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Refuse: who comes when is not dropped by a migration."""
    message = "conversations are never taken down by a migration"
    raise RuntimeError(message)
