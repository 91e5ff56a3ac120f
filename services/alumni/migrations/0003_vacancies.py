"""Vacancies, who is interested, what was promised to them; and what monthly readers have still to hear of."""

from alembic import op

revision = "alumni_0003"
down_revision = "alumni_0002"
branch_labels = None
depends_on = None

MISSED = """
-- Newsletters that wait for the letter of the month of who wants one a month.
CREATE TABLE alumni.missed (
    member_id  uuid NOT NULL,
    issue_id   uuid NOT NULL,
    CONSTRAINT pk_missed PRIMARY KEY (member_id, issue_id),
    CONSTRAINT fk_missed_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id),
    CONSTRAINT fk_missed_issue_id_issue FOREIGN KEY (issue_id) REFERENCES alumni.issue (id) ON DELETE CASCADE
);
"""

VACANCY = """
CREATE TABLE alumni.vacancy (
    id            uuid NOT NULL,
    title         text NOT NULL,
    body          text NOT NULL,
    field         text NOT NULL DEFAULT '',
    place         text NOT NULL DEFAULT '',
    hours_from    integer,
    hours_to      integer,
    level         text,
    opens_on      date NOT NULL,
    closes_on     date NOT NULL,
    decide_days   integer NOT NULL,
    shown         boolean NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL,
    created_by    uuid,
    withdrawn_at  timestamptz,
    alerted_at    timestamptz,
    alerted       integer,
    CONSTRAINT pk_vacancy PRIMARY KEY (id),
    CONSTRAINT ck_vacancy_days CHECK (opens_on <= closes_on),
    CONSTRAINT ck_vacancy_hours CHECK (hours_from <= hours_to AND hours_from >= 0 AND hours_to <= 60),
    CONSTRAINT ck_vacancy_level CHECK (level IN ('starting', 'skilled', 'senior', 'leading')),
    CONSTRAINT ck_vacancy_decide CHECK (decide_days BETWEEN 1 AND 60)
);
CREATE INDEX ix_vacancy_created ON alumni.vacancy (created_at DESC, id DESC);
CREATE INDEX ix_vacancy_alert ON alumni.vacancy (opens_on) WHERE alerted_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE alumni.interest (
    id           uuid NOT NULL,
    vacancy_id   uuid NOT NULL,
    member_id    uuid NOT NULL,
    way          text NOT NULL,
    phone        text NOT NULL DEFAULT '',
    motivation   text NOT NULL DEFAULT '',
    file_name    text,
    file_kind    text,
    state        text NOT NULL DEFAULT 'open',
    at           timestamptz NOT NULL,
    promised_on  date NOT NULL,
    reminded_at  timestamptz,
    decided_at   timestamptz,
    decided_by   uuid,
    CONSTRAINT pk_interest PRIMARY KEY (id),
    CONSTRAINT uq_interest_vacancy_id_member_id UNIQUE (vacancy_id, member_id),
    CONSTRAINT fk_interest_vacancy_id_vacancy FOREIGN KEY (vacancy_id) REFERENCES alumni.vacancy (id),
    CONSTRAINT fk_interest_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id),
    CONSTRAINT ck_interest_way CHECK (way IN ('call', 'full')),
    CONSTRAINT ck_interest_state CHECK (state IN ('open', 'invited', 'declined', 'withdrawn')),
    CONSTRAINT ck_interest_file CHECK (file_kind IN ('pdf', 'docx'))
);
CREATE INDEX ix_interest_open ON alumni.interest (promised_on, id) WHERE state = 'open';
CREATE INDEX ix_interest_member ON alumni.interest (member_id);
CREATE INDEX ix_interest_file ON alumni.interest (decided_at) WHERE file_kind IS NOT NULL;
"""


def upgrade() -> None:
    """Make room for vacancies."""
    for part in (MISSED, VACANCY):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what was promised to people is not forgotten by a migration."""
    message = "vacancies and who is interested are never taken down by a migration"
    raise RuntimeError(message)
