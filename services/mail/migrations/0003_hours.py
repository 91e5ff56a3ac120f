"""Letters that ask somebody something leave in their hours: which those are, people and journey say."""

from alembic import op

revision = "mail_0003"
down_revision = "mail_0002"
branch_labels = None
depends_on = None

HOURS = """
-- The hours of the plan under which a letter was asked for ("opens", "closes", "days"); NULL: the organisation's.
ALTER TABLE mail.letter ADD COLUMN hours jsonb;
-- Where and when somebody works; nothing else of a career is mail's business.
GRANT SELECT (person_id, spell_no, time_zone, country, region, part_time_days) ON people.career_v1 TO weerzien_mail;
"""


def upgrade() -> None:
    """Let mail know when somebody works."""
    op.execute(HOURS)


def downgrade() -> None:
    """Refuse: letters that wait for the morning would leave at night."""
    message = "the hours of letters are not forgotten by a migration"
    raise RuntimeError(message)
