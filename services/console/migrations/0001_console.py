"""Accounts, their logins, and the record of who did what."""

from alembic import op

revision = "console_0001"
down_revision = None
branch_labels = ("console",)
depends_on = None

ACCOUNTS = """
CREATE TABLE console.account (
    id                  uuid PRIMARY KEY,
    email               text NOT NULL,
    email_key           text NOT NULL CONSTRAINT uq_account_email_key UNIQUE,
    name                text NOT NULL,
    password_hash       text,
    roles               text[] NOT NULL,
    language            text NOT NULL,
    person_id           uuid,
    state               text NOT NULL,
    totp_secret         bytea,
    totp_confirmed_at   timestamptz,
    totp_last_step      bigint,
    told_locked_at      timestamptz,
    created_at          timestamptz NOT NULL,
    last_login_at       timestamptz,
    CONSTRAINT ck_account_roles CHECK (
        cardinality(roles) > 0 AND roles <@ ARRAY['hr', 'interviewer', 'manager', 'board']),
    CONSTRAINT ck_account_language CHECK (language IN ('nl', 'en', 'fr')),
    CONSTRAINT ck_account_state CHECK (state IN ('invited', 'active', 'closed')),
    CONSTRAINT ck_account_active_has_password CHECK (state <> 'active' OR password_hash IS NOT NULL),
    CONSTRAINT ck_account_second_factor CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL)
);
-- A code that is used is deleted.
CREATE TABLE console.recovery_code (
    account_id  uuid NOT NULL CONSTRAINT fk_recovery_code_account_id_account
                REFERENCES console.account ON DELETE CASCADE,
    code_hash   text NOT NULL,
    CONSTRAINT pk_recovery_code PRIMARY KEY (account_id, code_hash)
);
-- A link that is used is deleted, with all others of its account.
CREATE TABLE console.link (
    token_hash  text PRIMARY KEY,
    account_id  uuid NOT NULL CONSTRAINT fk_link_account_id_account REFERENCES console.account ON DELETE CASCADE,
    purpose     text NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    CONSTRAINT ck_link_purpose CHECK (purpose IN ('welcome', 'reset'))
);
CREATE INDEX ix_link_account_id ON console.link (account_id);
CREATE INDEX ix_link_expires_at ON console.link (expires_at);
-- Asked at the door, answered by a job: the page takes the same time whether or not the account exists.
CREATE TABLE console.reset_request (
    id          uuid PRIMARY KEY,
    email_key   text NOT NULL,
    asked_at    timestamptz NOT NULL
);
"""

SESSIONS = """
CREATE TABLE console.session (
    sid_hash    text PRIMARY KEY,
    account_id  uuid NOT NULL CONSTRAINT fk_session_account_id_account REFERENCES console.account ON DELETE CASCADE,
    browser     text NOT NULL,
    created_at  timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX ix_session_account_id ON console.session (account_id);
CREATE INDEX ix_session_expires_at ON console.session (expires_at);

-- A login lives by the clock of the browser outside, not by the time this house is set to: a journey of a month in
-- a trial must not log everybody out. So this is the one place where PostgreSQL is asked for the time.
CREATE VIEW console.session_v1 AS
    SELECT s.sid_hash, s.account_id, a.email, a.name, a.roles, a.person_id, a.language,
           least(s.expires_at, s.seen_at + interval '2 hours') AS expires_at,
           s.seen_at < now() - interval '5 minutes' AS unseen
    FROM console.session s JOIN console.account a ON a.id = s.account_id
    WHERE a.state = 'active' AND s.expires_at > now() AND s.seen_at + interval '2 hours' > now();

-- Every service sees that a login is in use; none may write in this schema. One write in five minutes is enough.
CREATE FUNCTION console.session_seen(sid_hash_ text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE console.session SET seen_at = now()
    WHERE sid_hash = sid_hash_ AND seen_at < now() - interval '5 minutes'
      AND expires_at > now() AND seen_at + interval '2 hours' > now()
$$;
REVOKE ALL ON FUNCTION console.session_seen FROM PUBLIC;

-- Tries per subject (hash of an e-mail or of an address) and door (what was tried, from which known browser).
CREATE TABLE console.guard (
    subject      text NOT NULL,
    door         text NOT NULL,
    failures     int NOT NULL,
    since        timestamptz NOT NULL,
    locked_until timestamptz,
    locks        int NOT NULL,
    CONSTRAINT pk_guard PRIMARY KEY (subject, door),
    CONSTRAINT ck_guard_failures CHECK (failures >= 0 AND locks >= 0)
);
CREATE INDEX ix_guard_since ON console.guard (since);
"""

AUDIT = """
CREATE TABLE console.audit (
    id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_audit PRIMARY KEY,
    at          timestamptz NOT NULL,
    actor_id    uuid,
    action      text NOT NULL,
    subject_id  uuid,
    detail      jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT ck_audit_action CHECK (action ~ '^[a-z_]+\\.[a-z_]+$')
);
CREATE INDEX ix_audit_actor_id_id ON console.audit (actor_id, id DESC);
CREATE INDEX ix_audit_subject_id_id ON console.audit (subject_id, id DESC);
CREATE FUNCTION console.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_is_for_good BEFORE UPDATE OR DELETE ON console.audit
    FOR EACH ROW EXECUTE FUNCTION console.refuse();
CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON console.audit
    FOR EACH STATEMENT EXECUTE FUNCTION console.refuse();
REVOKE UPDATE, DELETE ON console.audit FROM weerzien_console;
"""

READERS = ("people", "journey", "onboarding", "mail", "clock", "console")


def upgrade() -> None:
    """Make the front door."""
    for part in (ACCOUNTS, SESSIONS, AUDIT):
        op.execute(part)
    for reader in READERS:
        op.execute(f"GRANT USAGE ON SCHEMA console TO weerzien_{reader}")
        op.execute(f"GRANT SELECT ON console.session_v1 TO weerzien_{reader}")
        op.execute(f"GRANT EXECUTE ON FUNCTION console.session_seen TO weerzien_{reader}")


def downgrade() -> None:
    """Refuse: the audit is for good."""
    message = "the audit is never taken down by a migration"
    raise RuntimeError(message)
