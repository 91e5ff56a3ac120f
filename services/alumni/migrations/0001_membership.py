"""Members, what they agreed to, who asks to be one, and what others may see of it."""

from alembic import op

revision = "alumni_0001"
down_revision = None
branch_labels = ("alumni",)
depends_on = None

APPLICATION = """
CREATE TABLE alumni.application (
    id             uuid NOT NULL,
    token_hash     bytea NOT NULL,
    source         text NOT NULL,
    address_hash   bytea,
    person_id      uuid,
    touchpoint_id  uuid,
    subjects       text[] NOT NULL DEFAULT '{}',
    language       text,
    state          text NOT NULL DEFAULT 'open',
    asked_at       timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    confirmed_at   timestamptz,
    ended_at       timestamptz,
    CONSTRAINT pk_application PRIMARY KEY (id),
    CONSTRAINT uq_application_token_hash UNIQUE (token_hash),
    CONSTRAINT uq_application_touchpoint_id UNIQUE (touchpoint_id),
    CONSTRAINT ck_application_token_hash CHECK (length(token_hash) = 32),
    CONSTRAINT ck_application_source CHECK (source IN ('public_page', 'invitation', 'address')),
    CONSTRAINT ck_application_state CHECK (state IN
        ('open', 'confirmed', 'admitted', 'refused', 'declined', 'expired')),
    CONSTRAINT ck_application_subjects CHECK (subjects <@ '{news,reunions,vacancies}'),
    CONSTRAINT ck_application_language CHECK (language IN ('nl', 'en', 'fr'))
);
CREATE INDEX ix_application_address ON alumni.application (address_hash, asked_at) WHERE address_hash IS NOT NULL;
CREATE INDEX ix_application_person ON alumni.application (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_application_expires ON alumni.application (expires_at) WHERE state = 'open';
"""

MEMBER = """
CREATE TABLE alumni.member (
    id            uuid NOT NULL,
    person_id     uuid,
    state         text NOT NULL,
    news          boolean NOT NULL DEFAULT false,
    reunions      boolean NOT NULL DEFAULT false,
    vacancies     boolean NOT NULL DEFAULT false,
    language      text,
    frequency     text NOT NULL DEFAULT 'each',
    paused_until  date,
    wishes        jsonb NOT NULL DEFAULT '{}',
    place         text,
    department    text,
    function      text,
    first_year    integer,
    last_year     integer,
    link_no       integer NOT NULL DEFAULT 1,
    -- Whose it was before two records became one; for the way back.
    merged_from   uuid,
    joined_at     timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL,
    CONSTRAINT pk_member PRIMARY KEY (id),
    CONSTRAINT uq_member_person_id UNIQUE (person_id),
    -- awake: a former colleague; asleep: works here (again); stopped: nobody is written any more.
    CONSTRAINT ck_member_state CHECK (state IN ('awake', 'asleep', 'stopped')),
    CONSTRAINT ck_member_language CHECK (language IN ('nl', 'en', 'fr')),
    CONSTRAINT ck_member_frequency CHECK (frequency IN ('each', 'monthly'))
);
-- Whoever is written; a segment is counted from here.
CREATE INDEX ix_member_news ON alumni.member (id) WHERE state = 'awake' AND news;
CREATE INDEX ix_member_vacancies ON alumni.member (id) WHERE state = 'awake' AND vacancies;
CREATE INDEX ix_member_joined ON alumni.member (joined_at DESC, id DESC);
"""

# Consent only moves by the person's own hand. The columns of a member follow from the ledger, by this trigger; whoever
# tries to move them otherwise (an import, a merge, a rehire, a slip of ours) is refused by the next.
LEDGER = """
CREATE TABLE alumni.consent (
    id         uuid NOT NULL,
    no         bigint GENERATED ALWAYS AS IDENTITY,
    member_id  uuid NOT NULL,
    subject    text NOT NULL,
    given      boolean NOT NULL,
    how        text NOT NULL,
    hand       text NOT NULL,
    evidence   jsonb NOT NULL DEFAULT '{}',
    at         timestamptz NOT NULL,
    CONSTRAINT pk_consent PRIMARY KEY (id),
    CONSTRAINT uq_consent_no UNIQUE (no),
    CONSTRAINT fk_consent_member_id_member FOREIGN KEY (member_id) REFERENCES alumni.member (id),
    CONSTRAINT ck_consent_subject CHECK (subject IN ('news', 'reunions', 'vacancies')),
    CONSTRAINT ck_consent_how CHECK (how IN
        ('public_page', 'invitation', 'preferences', 'one_click', 'leave_page', 'forget', 'file', 'merge')),
    -- Two records that are one person keep the stricter of two answers, never the wider.
    CONSTRAINT ck_consent_merge CHECK (how <> 'merge' OR NOT given),
    -- A file with proof brings what somebody agreed to elsewhere, once; nothing but the person ever revives a no.
    CONSTRAINT ck_consent_hand CHECK (hand = 'person' OR (hand = 'proof' AND how = 'file'))
);
CREATE INDEX ix_consent_member ON alumni.consent (member_id, no);

CREATE FUNCTION alumni.consent_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.given AND NEW.hand <> 'person' AND EXISTS (
        SELECT FROM alumni.consent c WHERE c.member_id = NEW.member_id AND c.subject = NEW.subject AND c.id <> NEW.id)
    THEN
        RAISE EXCEPTION 'only the person moves a consent that the ledger knows already';
    END IF;
    UPDATE alumni.member SET
        news = CASE WHEN NEW.subject = 'news' THEN NEW.given ELSE news END,
        reunions = CASE WHEN NEW.subject = 'reunions' THEN NEW.given ELSE reunions END,
        vacancies = CASE WHEN NEW.subject = 'vacancies' THEN NEW.given ELSE vacancies END,
        changed_at = NEW.at
    WHERE id = NEW.member_id;
    RETURN NULL;
END $$;
CREATE TRIGGER consent_counts AFTER INSERT ON alumni.consent
    FOR EACH ROW EXECUTE FUNCTION alumni.consent_counts();

CREATE FUNCTION alumni.ledger_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger of consent is only added to';
END $$;
CREATE TRIGGER ledger_stands BEFORE UPDATE OR DELETE ON alumni.consent
    FOR EACH ROW EXECUTE FUNCTION alumni.ledger_stands();
CREATE TRIGGER ledger_is_not_emptied BEFORE TRUNCATE ON alumni.consent
    FOR EACH STATEMENT EXECUTE FUNCTION alumni.ledger_stands();

CREATE FUNCTION alumni.member_follows_the_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND (NEW.news OR NEW.reunions OR NEW.vacancies) THEN
        RAISE EXCEPTION 'a member begins without consent; the ledger gives it';
    END IF;
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() < 2
        AND (NEW.news, NEW.reunions, NEW.vacancies) IS DISTINCT FROM (OLD.news, OLD.reunions, OLD.vacancies)
    THEN
        RAISE EXCEPTION 'consent only moves by the ledger';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER member_follows_the_ledger BEFORE INSERT OR UPDATE ON alumni.member
    FOR EACH ROW EXECUTE FUNCTION alumni.member_follows_the_ledger();
"""

# Console shows that somebody is a member; mail asks, for each batch of news, who still wants it.
PUBLISHED = """
CREATE VIEW alumni.member_v1 AS
    SELECT person_id, state, news, reunions, vacancies, paused_until, joined_at FROM alumni.member
    WHERE person_id IS NOT NULL;
GRANT USAGE ON SCHEMA alumni TO weerzien_console, weerzien_mail;
GRANT SELECT ON alumni.member_v1 TO weerzien_console, weerzien_mail;

GRANT USAGE ON SCHEMA people, journey, console TO weerzien_alumni;
GRANT SELECT ON people.career_v1, people.sample_v1, journey.stop_v1 TO weerzien_alumni;
GRANT SELECT ON console.session_v1, console.account_name_v1 TO weerzien_alumni;
GRANT SELECT (person_id, given_name, display_name, state, deceased, language) ON people.contact_v1 TO weerzien_alumni;
GRANT EXECUTE ON FUNCTION console.session_seen TO weerzien_alumni;
"""


def upgrade() -> None:
    """Build the schema."""
    for part in (APPLICATION, MEMBER, LEDGER, PUBLISHED):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what people agreed to is not dropped by a migration."""
    message = "members and their consent are never taken down by a migration"
    raise RuntimeError(message)
