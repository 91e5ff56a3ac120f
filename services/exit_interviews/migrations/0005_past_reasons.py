"""Which reasons of a past survey go together, for insights: it lets them out in groups that are large enough."""

from alembic import op

revision = "exit_0005"
down_revision = "exit_0004"
branch_labels = None
depends_on = None

# The id is one of chance, and no person's: past surveys hold none.
VIEW = """
CREATE VIEW exit.past_reason_v1 AS
    SELECT w.past_id, w.role, w.code, coalesce(split_part(l.onto, '.', 1), w.code) AS main,
           CASE WHEN split_part(l.onto, '.', 2) <> '' THEN
               split_part(l.onto, '.', 1) || '.' || split_part(l.onto, '.', 2) END AS second
    FROM exit.past_reason w LEFT JOIN exit.laid l ON l.code = w.code;
GRANT USAGE ON SCHEMA exit TO weerzien_insights;
GRANT SELECT ON exit.past_v1, exit.past_reason_v1, exit.reason_v1 TO weerzien_insights;
GRANT SELECT (moment, state, opened_at) ON exit.form_v1 TO weerzien_insights;
"""


def upgrade() -> None:
    """Publish them."""
    op.execute(VIEW)


def downgrade() -> None:
    """Refuse: insights counts by this view."""
    message = "exit.past_reason_v1 is read by insights"
    raise RuntimeError(message)
