"""How far the letters of one newsletter are: counted for the desk that sent it, never who got one."""

from alembic import op

revision = "mail_0006"
down_revision = "mail_0005"
branch_labels = None
depends_on = None

ISSUES = """
CREATE INDEX ix_letter_issue ON mail.letter ((params ->> 'issue'), state) WHERE params ? 'issue';
CREATE VIEW mail.issue_v1 AS
    SELECT (params ->> 'issue')::uuid AS issue_id, state,
           CASE WHEN state = 'sent' AND reason LIKE 'bounced_%%' THEN 'bounced'
                WHEN state = 'sent' AND reason = 'complained' THEN 'complained'
                WHEN state = 'cancelled' THEN reason END AS outcome,
           count(*) AS letters, max(sent_at) AS last_sent_at
    FROM mail.letter WHERE params ? 'issue' GROUP BY 1, 2, 3;
"""


def upgrade() -> None:
    """Count."""
    op.get_bind().exec_driver_sql(ISSUES)


def downgrade() -> None:
    """Refuse: the desk of newsletters reads this view."""
    message = "mail.issue_v1 is read by alumni"
    raise RuntimeError(message)
