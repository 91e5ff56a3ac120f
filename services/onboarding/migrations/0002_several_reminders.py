"""A moment of the plan may name the days on which to remind: one after the other, and how many have gone."""

from alembic import op

revision = "onboarding_0002"
down_revision = "onboarding_0001"
branch_labels = None
depends_on = None

REMINDERS = """
ALTER TABLE onboarding.checkin
    ADD COLUMN remind_later timestamptz[] NOT NULL DEFAULT '{}',
    ADD COLUMN reminders integer NOT NULL DEFAULT 0,
    DROP CONSTRAINT ck_checkin_remind_at;
UPDATE onboarding.checkin SET reminders = 1 WHERE reminded_at IS NOT NULL;
ALTER TABLE onboarding.checkin
    ADD CONSTRAINT ck_checkin_remind_at CHECK (remind_at IS NULL OR state = 'open'),
    ADD CONSTRAINT ck_checkin_remind_later CHECK (remind_at IS NOT NULL OR remind_later = '{}'),
    ADD CONSTRAINT ck_checkin_reminders CHECK ((reminders > 0) = (reminded_at IS NOT NULL));
"""


def upgrade() -> None:
    """Make room for more than one reminder; what was sent counts as the first."""
    op.execute(REMINDERS)


def downgrade() -> None:
    """Refuse: with one place for a reminder, those to come would be lost."""
    message = "reminders that are planned are never thrown away by a migration"
    raise RuntimeError(message)
