"""Who may own a measure, by name; where they are written to is for mail to know."""

from alembic import op

revision = "console_0005"
down_revision = "console_0004"
branch_labels = None
depends_on = None

VIEW = """
CREATE VIEW console.owner_v1 AS
    SELECT id AS account_id, name FROM console.account
    WHERE state = 'active' AND roles && ARRAY['hr', 'manager'];
GRANT USAGE ON SCHEMA console TO weerzien_insights;
GRANT SELECT ON console.owner_v1 TO weerzien_insights;
"""


def upgrade() -> None:
    """Publish the accounts that can see to something."""
    op.execute(VIEW)


def downgrade() -> None:
    """Refuse: insights finds owners by this view."""
    message = "the view console.owner_v1 is read by insights"
    raise RuntimeError(message)
