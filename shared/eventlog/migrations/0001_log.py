"""The journey log, its followers' checkpoints, and what they parked."""

from alembic import op

revision = "eventlog_0001"
down_revision = None
branch_labels = ("eventlog",)
depends_on = None

LOG = """
CREATE TABLE eventlog.fact (
    position    bigint PRIMARY KEY,
    id          uuid NOT NULL DEFAULT gen_random_uuid(),
    type        text NOT NULL,
    person_id   uuid,
    occurred_at timestamptz NOT NULL,
    body        jsonb NOT NULL,
    hash        bytea NOT NULL,
    CONSTRAINT ck_fact_position CHECK (position > 0),
    CONSTRAINT ck_fact_type CHECK (type ~ '^[a-z_]+\\.[a-z_]+\\.v[0-9]+$')
);
CREATE INDEX ix_fact_person_id_position ON eventlog.fact (person_id, position) WHERE person_id IS NOT NULL;
CREATE INDEX ix_fact_type_position ON eventlog.fact (type, position);

CREATE FUNCTION eventlog.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journey log is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER fact_is_for_good BEFORE UPDATE OR DELETE ON eventlog.fact
    FOR EACH ROW EXECUTE FUNCTION eventlog.refuse();
CREATE TRIGGER fact_is_never_emptied BEFORE TRUNCATE ON eventlog.fact
    FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse();
"""

# The bytes that the hash of a fact is taken over. Every part is framed by its length, so no two facts share bytes.
# IMMUTABLE is honest: the instant goes in as microseconds, jsonb prints itself in one way.
LINK = """
CREATE FUNCTION eventlog.link(
    before bytea, position_ bigint, id_ uuid, type_ text, person_ uuid, occurred_ timestamptz, body_ jsonb
) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(before || convert_to(
        position_ || '|' || id_ || '|' || type_ || '|' || coalesce(person_::text, '-') || '|' ||
        (extract(epoch FROM occurred_) * 1000000)::bigint || '|' || body_::text, 'UTF8'))
$$;
"""

# One statement from the client, sent together with its COMMIT. The lock makes position order commit order: whoever
# holds it is the only one between taking a position and being visible.
APPEND = """
CREATE FUNCTION eventlog.append(facts_ jsonb, occurred_ timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    service text := substring(session_user FROM '^weerzien_(.*)$');
    last_position bigint;
    last_hash bytea;
    fact record;
BEGIN
    PERFORM pg_advisory_xact_lock(7733);
    SELECT f.position, f.hash INTO last_position, last_hash
        FROM eventlog.fact f ORDER BY f.position DESC LIMIT 1;
    last_position := coalesce(last_position, 0);
    last_hash := coalesce(last_hash, ''::bytea);
    FOR fact IN
        SELECT gen_random_uuid() AS id, e ->> 0 AS type, (e ->> 1)::uuid AS person_id, e -> 2 AS body
        FROM jsonb_array_elements(facts_) AS e
    LOOP
        IF split_part(fact.type, '.', 1) <> service THEN
            RAISE EXCEPTION '% records no facts of another service', session_user
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        last_position := last_position + 1;
        last_hash := eventlog.link(
            last_hash, last_position, fact.id, fact.type, fact.person_id, occurred_, fact.body);
        INSERT INTO eventlog.fact (position, id, type, person_id, occurred_at, body, hash)
            VALUES (last_position, fact.id, fact.type, fact.person_id, occurred_, fact.body, last_hash);
    END LOOP;
END $$;
"""

FOLLOWERS = """
CREATE TABLE eventlog.checkpoint (
    follower   text PRIMARY KEY,
    position   bigint NOT NULL DEFAULT 0,
    moved_at   timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE eventlog.parked (
    follower    text NOT NULL,
    position    bigint NOT NULL,
    person_id   uuid,
    attempts    int NOT NULL,
    next_try_at timestamptz,
    error       text NOT NULL,
    parked_at   timestamptz NOT NULL,
    CONSTRAINT pk_parked PRIMARY KEY (follower, position)
);
CREATE INDEX ix_parked_person ON eventlog.parked (follower, person_id, position);
CREATE INDEX ix_parked_due ON eventlog.parked (follower, next_try_at) WHERE next_try_at IS NOT NULL;
COMMENT ON COLUMN eventlog.parked.next_try_at IS
    'null: waits for an earlier fact of the same person, or (attempts used up) for a person to press the button';

ALTER TABLE eventlog.checkpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE eventlog.parked ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_checkpoint ON eventlog.checkpoint
    USING (current_user = 'weerzien_' || follower) WITH CHECK (current_user = 'weerzien_' || follower);
CREATE POLICY own_parked ON eventlog.parked
    USING (current_user = 'weerzien_' || follower) WITH CHECK (current_user = 'weerzien_' || follower);
CREATE POLICY desk_sees_checkpoints ON eventlog.checkpoint FOR SELECT TO weerzien_console USING (true);
CREATE POLICY desk_sees_parked ON eventlog.parked FOR SELECT TO weerzien_console USING (true);
CREATE POLICY desk_retries_parked ON eventlog.parked FOR UPDATE TO weerzien_console USING (true);
"""


def upgrade() -> None:
    """Make the log."""
    for part in (LOG, LINK, APPEND, FOLLOWERS):
        op.execute(part)
    op.execute("REVOKE ALL ON FUNCTION eventlog.append FROM PUBLIC")


def downgrade() -> None:
    """Refuse: the log is for good."""
    message = "the journey log is never taken down by a migration"
    raise RuntimeError(message)
