"""How often was asked and answered: states and days of what other services asked, of nobody in particular."""

from alembic import op

revision = "insights_0002"
down_revision = "insights_0001"
branch_labels = None
depends_on = None

RIGHTS = """
GRANT USAGE ON SCHEMA onboarding, stay TO weerzien_insights;
GRANT SELECT (moment, state, opened_at) ON onboarding.checkin_v1 TO weerzien_insights;
GRANT SELECT (moment, state, opened_at) ON stay.stay_v1 TO weerzien_insights;
"""


def upgrade() -> None:
    """Let insights count who was asked, without seeing whom."""
    op.execute(RIGHTS)


def downgrade() -> None:
    """Take it back."""
    op.execute("REVOKE ALL ON onboarding.checkin_v1, stay.stay_v1 FROM weerzien_insights")
