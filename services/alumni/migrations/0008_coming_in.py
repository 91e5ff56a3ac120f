"""What comes in from elsewhere: former colleagues with the proof of their consent, vacancies of another system."""

from alembic import op

revision = "alumni_0008"
down_revision = "alumni_0007"
branch_labels = None
depends_on = None

FORMER = """
CREATE TABLE alumni.former_list (
    id          uuid NOT NULL,
    file_name   text NOT NULL,
    state       text NOT NULL DEFAULT 'open',
    rows        integer NOT NULL,
    wrong       jsonb NOT NULL DEFAULT '[]',
    unused      jsonb NOT NULL DEFAULT '[]',
    created_at  timestamptz NOT NULL,
    created_by  uuid,
    decided_at  timestamptz,
    CONSTRAINT pk_former_list PRIMARY KEY (id),
    CONSTRAINT ck_former_list_state CHECK (state IN ('open', 'done', 'dropped'))
);
CREATE INDEX ix_former_list_created ON alumni.former_list (created_at DESC, id DESC);

CREATE TABLE alumni.former (
    id            uuid NOT NULL,
    list_id       uuid NOT NULL,
    row           integer NOT NULL,
    address_hash  bytea,
    mail_hash     bytea,
    subjects      text[] NOT NULL DEFAULT '{}',
    agreed_on     date,
    agreed_how    text,
    language      text,
    from_year     integer,
    until_year    integer,
    place         text,
    department    text,
    function      text,
    state         text NOT NULL DEFAULT 'listed',
    why           text,
    member_id     uuid,
    ended_at      timestamptz,
    CONSTRAINT pk_former PRIMARY KEY (id),
    CONSTRAINT uq_former_list_id_row UNIQUE (list_id, row),
    CONSTRAINT fk_former_list_id_former_list FOREIGN KEY (list_id) REFERENCES alumni.former_list (id),
    CONSTRAINT fk_former_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id),
    CONSTRAINT ck_former_state CHECK (state IN ('listed', 'vouched', 'asked', 'member', 'out')),
    CONSTRAINT ck_former_subjects CHECK (subjects <@ '{news,reunions,vacancies}'),
    CONSTRAINT ck_former_language CHECK (language IN ('nl', 'en', 'fr')),
    CONSTRAINT ck_former_years CHECK (from_year <= until_year),
    -- A consent out of a file has its whole proof, for as long as it is more than a hint.
    CONSTRAINT ck_former_proof CHECK (state NOT IN ('listed', 'vouched') OR
        (subjects = '{}') = (agreed_on IS NULL) AND (subjects = '{}') = (agreed_how IS NULL))
);
CREATE INDEX ix_former_member ON alumni.former (member_id) WHERE member_id IS NOT NULL;

CREATE TABLE alumni.asked_once (
    address_hash  bytea NOT NULL,
    source        text NOT NULL,
    at            timestamptz NOT NULL,
    CONSTRAINT pk_asked_once PRIMARY KEY (address_hash),
    CONSTRAINT ck_asked_once_source CHECK (source IN ('file', 'colleague'))
);

ALTER TABLE alumni.application
    DROP CONSTRAINT ck_application_source,
    ADD CONSTRAINT ck_application_source CHECK (source IN
        ('public_page', 'invitation', 'address', 'file', 'colleague'));
"""

SOURCES = """
CREATE TABLE alumni.vacancy_source (
    id              uuid NOT NULL,
    name            text NOT NULL,
    url             text,
    state           text NOT NULL DEFAULT 'first',
    decide_days     integer NOT NULL,
    shown           boolean NOT NULL DEFAULT true,
    pending         jsonb,
    faults          jsonb,
    counts          jsonb,
    failure         text,
    failure_params  jsonb NOT NULL DEFAULT '{}',
    asked_at        timestamptz,
    read_at         timestamptz,
    created_at      timestamptz NOT NULL,
    created_by      uuid,
    CONSTRAINT pk_vacancy_source PRIMARY KEY (id),
    -- first: HR has not said yes to what it brings; on: what it brings goes in by itself; off: not asked any more.
    CONSTRAINT ck_vacancy_source_state CHECK (state IN ('first', 'on', 'off')),
    CONSTRAINT ck_vacancy_source_decide CHECK (decide_days BETWEEN 1 AND 60)
);
CREATE INDEX ix_vacancy_source_created ON alumni.vacancy_source (created_at DESC, id DESC);

ALTER TABLE alumni.vacancy
    ADD COLUMN source_id uuid,
    ADD COLUMN outside_id text,
    ADD COLUMN outside_url text,
    ADD COLUMN outside_mark text,
    ADD COLUMN gone boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT fk_vacancy_source_id_vacancy_source
        FOREIGN KEY (source_id) REFERENCES alumni.vacancy_source (id),
    ADD CONSTRAINT ck_vacancy_outside CHECK ((source_id IS NULL) = (outside_id IS NULL));
CREATE UNIQUE INDEX uq_vacancy_source_id_outside_id ON alumni.vacancy (source_id, outside_id)
    WHERE source_id IS NOT NULL;
"""

RECOMMENDED = """
CREATE TABLE alumni.recommendation (
    id              uuid NOT NULL,
    application_id  uuid,
    member_id       uuid NOT NULL,
    at              timestamptz NOT NULL,
    CONSTRAINT pk_recommendation PRIMARY KEY (id),
    CONSTRAINT uq_recommendation_application_id UNIQUE (application_id),
    CONSTRAINT fk_recommendation_application_id_application
        FOREIGN KEY (application_id) REFERENCES alumni.application (id),
    CONSTRAINT fk_recommendation_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id)
);
CREATE INDEX ix_recommendation_member ON alumni.recommendation (member_id, at);
CREATE INDEX ix_recommendation_at ON alumni.recommendation (at);

ALTER TABLE alumni.consent
    DROP CONSTRAINT ck_consent_how,
    ADD CONSTRAINT ck_consent_how CHECK (how IN
        ('public_page', 'invitation', 'colleague', 'farewell', 'preferences', 'one_click', 'leave_page', 'forget',
         'file', 'merge')),
    ADD CONSTRAINT ck_consent_colleague CHECK (how <> 'colleague' OR (given AND hand = 'person'));
"""

NOTES = """
ALTER TABLE alumni.interest ADD COLUMN looks_along uuid, ADD COLUMN spell_id uuid;
CREATE INDEX ix_interest_looks_along ON alumni.interest (looks_along, promised_on, id) WHERE looks_along IS NOT NULL;

CREATE TABLE alumni.return_note (
    id           uuid NOT NULL,
    interest_id  uuid NOT NULL,
    account_id   uuid NOT NULL,
    words        text NOT NULL,
    at           timestamptz NOT NULL,
    CONSTRAINT pk_return_note PRIMARY KEY (id),
    CONSTRAINT fk_return_note_interest_id_interest FOREIGN KEY (interest_id) REFERENCES alumni.interest (id)
);
CREATE INDEX ix_return_note_interest ON alumni.return_note (interest_id, at);
"""


def upgrade() -> None:
    """Make room."""
    for part in (FORMER, SOURCES, RECOMMENDED, NOTES):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: the proof of what people agreed to is not dropped by a migration."""
    message = "the proof of a consent is never taken down by a migration"
    raise RuntimeError(message)
