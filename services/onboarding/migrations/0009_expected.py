"""What newcomers found otherwise than they had expected, in circles, for insights: how many, of how many."""

from alembic import op

revision = "onboarding_0009"
down_revision = "onboarding_0008"
branch_labels = None
depends_on = None

# A circle that asked back an expectation in the third month; ``otherwise`` found something else.
VIEW = """
CREATE VIEW onboarding.expected_v1 AS
    SELECT c.id AS circle_id, c.question, c.quarter, c.path, c.people AS circle_people,
           coalesce(t.people, 0) AS otherwise
    FROM onboarding.circle c LEFT JOIN onboarding.tally t ON t.circle_id = c.id AND t.value = 'different'
    WHERE c.questionnaire = 'month_3' AND c.question LIKE 'found\\_%' AND NOT c.in_words;
GRANT SELECT ON onboarding.expected_v1 TO weerzien_insights;
"""


def upgrade() -> None:
    """Publish it to insights."""
    op.get_bind().exec_driver_sql(VIEW.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: insights reads it."""
    message = "onboarding.expected_v1 is read by insights"
    raise RuntimeError(message)
