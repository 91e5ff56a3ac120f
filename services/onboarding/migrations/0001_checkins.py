"""Check-ins, their invitations and answers, and what others may see of them."""

from alembic import op

from shared.invitation import ddl as invitation_ddl
from shared.questionnaire import ddl as questionnaire_ddl

revision = "onboarding_0001"
down_revision = None
branch_labels = ("onboarding",)
depends_on = None

CHECKIN = """
CREATE TABLE onboarding.checkin (
    id            uuid PRIMARY KEY,
    touchpoint_id uuid NOT NULL,
    person_id     uuid,
    spell_id      uuid,
    moment        text NOT NULL,
    state         text NOT NULL,
    reason        text,
    opened_at     timestamptz NOT NULL,
    remind_at     timestamptz,
    reminded_at   timestamptz,
    closes_on     date NOT NULL,
    closes_at     timestamptz NOT NULL,
    ended_at      timestamptz,
    delivery      text,
    CONSTRAINT uq_checkin_touchpoint_id UNIQUE (touchpoint_id),
    CONSTRAINT ck_checkin_state CHECK (state IN ('open', 'answered', 'declined', 'closed')),
    CONSTRAINT ck_checkin_ended CHECK ((state = 'open') = (ended_at IS NULL)),
    CONSTRAINT ck_checkin_reason CHECK ((state = 'closed') = (reason IS NOT NULL)),
    -- One reminder, and only while there is something to remind of.
    CONSTRAINT ck_checkin_remind_at CHECK (remind_at IS NULL OR (state = 'open' AND reminded_at IS NULL))
);
CREATE INDEX ix_checkin_remind_at ON onboarding.checkin (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX ix_checkin_closes_at ON onboarding.checkin (closes_at) WHERE state = 'open';
CREATE INDEX ix_checkin_person_id ON onboarding.checkin (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_checkin_opened_at_id ON onboarding.checkin (opened_at, id);
CREATE INDEX ix_checkin_state_opened_at_id ON onboarding.checkin (state, opened_at, id);
"""

PUBLISHED = """
CREATE VIEW onboarding.checkin_v1 AS
    SELECT id, person_id, touchpoint_id, moment, state, opened_at, reminded_at, closes_on,
           CASE WHEN state = 'answered' THEN ended_at END AS answered_at, ended_at, reason, delivery
    FROM onboarding.checkin;

-- No person, no check-in, no time but the month. The id of a response says which answers belong together, no more.
CREATE VIEW onboarding.answer_v1 AS
    SELECT r.id AS response_id, r.questionnaire, r.version, r.level, r.month, r.department_id, r.department,
           r.department_path, r.function, r.tenure_band, r.country, a.question, a.number, a.codes, a.text, a.day
    FROM onboarding.response r JOIN onboarding.answer a ON a.response_id = r.id;
"""


def upgrade() -> None:
    """Make the tables, and publish what others may see of them."""
    for part in (
        invitation_ddl.version_1("onboarding"),
        questionnaire_ddl.version_1("onboarding"),
        CHECKIN,
        PUBLISHED,
    ):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))
    op.execute("GRANT USAGE ON SCHEMA onboarding TO weerzien_console")
    op.execute("GRANT SELECT ON onboarding.checkin_v1 TO weerzien_console")
    # The desk speaks of people by name; addresses stay with people and mail.
    op.execute("GRANT SELECT (person_id, display_name) ON people.contact_v1 TO weerzien_onboarding")


def downgrade() -> None:
    """Refuse: answers are not dropped by a migration."""
    message = "check-ins and answers are never taken down by a migration"
    raise RuntimeError(message)
