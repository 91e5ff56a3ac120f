"""The address for afterwards; the talk that brings a dismissal; reasons that HR adds; who may be asked once more."""

from alembic import op

revision = "exit_0009"
down_revision = "exit_0008"
branch_labels = None
depends_on = None

OURS = """
-- How somebody is reached after the last day: asked for, given, and shown to be theirs. The address itself is not here.
CREATE TABLE exit.home (
    leaving_id   uuid PRIMARY KEY REFERENCES exit.leaving (id) ON DELETE CASCADE,
    ask_hash     bytea,
    asked_at     timestamptz,
    asked_by     uuid,
    -- What waits at the front door of people, by the id that we gave it, and the letter that went there.
    caller_id    uuid,
    confirm_hash bytea,
    letter_id    uuid,
    language     text,
    given_at     timestamptz,
    expires_at   timestamptz,
    tries        integer NOT NULL DEFAULT 0,
    tried_on     date,
    confirmed_at timestamptz,
    trouble      text,
    CONSTRAINT uq_home_ask_hash UNIQUE (ask_hash),
    CONSTRAINT uq_home_caller_id UNIQUE (caller_id),
    CONSTRAINT uq_home_confirm_hash UNIQUE (confirm_hash),
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

# Where the latest form of a leaving stands, beside the leaving itself: the board counts ten thousand of them at once.
# Whatever changes a form changes it here, in the same commit; aftercare and what is asked half a year on are no answer.
LATEST = """
ALTER TABLE exit.leaving
    ADD COLUMN asked_form uuid,
    ADD COLUMN asked_state text,
    ADD COLUMN asked_delivery text;

CREATE FUNCTION exit.note_latest_form(whose uuid) RETURNS void LANGUAGE sql AS $$
    UPDATE exit.leaving l SET asked_form = f.id, asked_state = f.state, asked_delivery = f.delivery
    FROM (SELECT f.id, f.state, f.delivery FROM exit.form f
          JOIN exit.invitation i ON i.subject_id = f.id AND i.questionnaire NOT IN ('aftercare', 'exit_later')
          WHERE f.spell_id = whose ORDER BY f.opened_at DESC, f.id DESC LIMIT 1) f
    WHERE l.spell_id = whose
      AND (l.asked_form, l.asked_state, l.asked_delivery) IS DISTINCT FROM (f.id, f.state, f.delivery)
$$;
CREATE FUNCTION exit.form_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM exit.note_latest_form(NEW.spell_id);
    RETURN NULL;
END $$;
CREATE FUNCTION exit.form_invited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM exit.note_latest_form(f.spell_id) FROM exit.form f WHERE f.id = NEW.subject_id;
    RETURN NULL;
END $$;
CREATE TRIGGER latest_form AFTER UPDATE OF state, delivery, spell_id ON exit.form
    FOR EACH ROW WHEN (NEW.spell_id IS NOT NULL AND (OLD.state, OLD.delivery, OLD.spell_id)
        IS DISTINCT FROM (NEW.state, NEW.delivery, NEW.spell_id)) EXECUTE FUNCTION exit.form_changed();
CREATE TRIGGER latest_form AFTER INSERT ON exit.invitation FOR EACH ROW EXECUTE FUNCTION exit.form_invited();
-- A leaving that is known later than its form.
CREATE TRIGGER latest_form AFTER INSERT ON exit.leaving
    FOR EACH ROW WHEN (NEW.spell_id IS NOT NULL) EXECUTE FUNCTION exit.form_changed();
SELECT exit.note_latest_form(spell_id) FROM exit.leaving WHERE spell_id IS NOT NULL;
"""


def upgrade() -> None:
    """Make the tables, and publish what others may see of them."""
    for part in (OURS, LATEST):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Refuse: what was prepared, asked and agreed to is not dropped by a migration."""
    message = "preparations and editions are never taken down by a migration"
    raise RuntimeError(message)
