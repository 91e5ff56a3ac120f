"""Who may hold conversations: journey shares them out."""

from alembic import op

revision = "console_0003"
down_revision = "console_0002"
branch_labels = None
depends_on = None

VIEW = """
CREATE VIEW console.interviewer_v1 AS
    SELECT id AS account_id, name, person_id, roles FROM console.account
    WHERE state = 'active' AND roles && ARRAY['hr', 'interviewer'];
GRANT SELECT ON console.interviewer_v1 TO weerzien_journey;
"""


def upgrade() -> None:
    """Publish the accounts that can come in and may hold a conversation."""
    op.execute(VIEW)


def downgrade() -> None:
    """Refuse: journey finds interviewers by this view."""
    message = "the view console.interviewer_v1 is read by journey"
    raise RuntimeError(message)
