"""The address for afterwards; the talk that brings a dismissal; reasons that HR adds; who may be asked once more."""

from alembic import op

revision = "exit_0008"
down_revision = "exit_0005"
branch_labels = None
depends_on = None

OURS = """
-- How somebody is reached after the last day: asked for, given, and shown to be theirs. The address itself is not here.
CREATE TABLE exit.home (
    leaving_id   uuid PRIMARY KEY REFERENCES exit.leaving (id) ON DELETE CASCADE,
    ask_hash     bytea UNIQUE,
    asked_at     timestamptz,
    asked_by     uuid,
    -- What waits at the front door of people, by the id that we gave it, and the letter that went there.
    caller_id    uuid UNIQUE,
    confirm_hash bytea UNIQUE,
    letter_id    uuid,
    language     text,
    given_at     timestamptz,
    expires_at   timestamptz,
    tries        integer NOT NULL DEFAULT 0,
    tried_on     date,
    confirmed_at timestamptz,
    trouble      text,
    CONSTRAINT ck_home_waiting CHECK ((caller_id IS NULL) = (confirm_hash IS NULL)),
    CONSTRAINT ck_home_trouble CHECK (trouble IN ('refused', 'suppressed', 'denied'))
);
CREATE INDEX ix_home_letter_id ON exit.home (letter_id) WHERE letter_id IS NOT NULL;

-- The talk in which the organisation ends the contract: how it was prepared (under seal), and that it was held.
CREATE TABLE exit.dismissal (
    leaving_id  uuid PRIMARY KEY REFERENCES exit.leaving (id) ON DELETE CASCADE,
    words       bytea,
    written_at  timestamptz,
    written_by  uuid,
    prepared_at timestamptz,
    prepared_by uuid,
    held_on     date,
    present     text[] NOT NULL DEFAULT '{}',
    CONSTRAINT ck_dismissal_written CHECK ((written_at IS NULL) = (written_by IS NULL)),
    CONSTRAINT ck_dismissal_prepared CHECK ((prepared_at IS NULL) = (prepared_by IS NULL)),
    CONSTRAINT ck_dismissal_present CHECK (present <@ ARRAY['manager', 'hr', 'companion', 'union', 'other'])
);

-- Whether somebody may be asked once more, half a year on; said by themselves, with their name.
ALTER TABLE exit.leaving ADD COLUMN later text,
    ADD CONSTRAINT ck_leaving_later CHECK (later IN ('wanted', 'stopped'));

-- HR's own editions of the catalogue of reasons, whole; what is published never changes. At most one is being written.
CREATE TABLE exit.edition (
    number       integer PRIMARY KEY CHECK (number BETWEEN 1 AND 99),
    tree         jsonb NOT NULL,
    changed_at   timestamptz NOT NULL,
    changed_by   uuid NOT NULL,
    published_at timestamptz,
    published_by uuid,
    CONSTRAINT ck_edition_published CHECK ((published_at IS NULL) = (published_by IS NULL))
);
CREATE UNIQUE INDEX uq_edition_draft ON exit.edition ((true)) WHERE published_at IS NULL;

CREATE FUNCTION exit.keep_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an edition of the reasons that is published never changes';
END $$;
CREATE TRIGGER edition_stays BEFORE UPDATE OR DELETE ON exit.edition
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION exit.keep_edition();

-- What HR's reasons are called, for whoever counts them. Those of ours they know.
CREATE VIEW exit.reason_name_v1 AS
    WITH RECURSIVE latest AS (
        SELECT tree FROM exit.edition WHERE published_at IS NOT NULL ORDER BY number DESC LIMIT 1
    ), node (n) AS (
        SELECT jsonb_array_elements(tree -> 'reasons') FROM latest
        UNION ALL
        SELECT jsonb_array_elements(n -> 'more') FROM node WHERE jsonb_typeof(n -> 'more') = 'array'
    )
    SELECT n ->> 'code' AS code, n -> 'text' ->> 'nl' AS nl, n -> 'text' ->> 'en' AS en, n -> 'text' ->> 'fr' AS fr,
           coalesce((n ->> 'retired')::boolean, false) AS retired
    FROM node WHERE coalesce((n ->> 'own')::boolean, false);
GRANT SELECT ON exit.reason_name_v1 TO weerzien_insights;
"""


def upgrade() -> None:
    """Make the tables, and publish what others may see of them."""
    op.get_bind().exec_driver_sql(OURS)


def downgrade() -> None:
    """Refuse: what was prepared, asked and agreed to is not dropped by a migration."""
    message = "preparations and editions are never taken down by a migration"
    raise RuntimeError(message)
