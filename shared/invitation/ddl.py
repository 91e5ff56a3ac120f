"""The SQL that a service's migration runs to get the tables of invitations.

A version that has left the house never changes: what comes later is a new function.
"""

from __future__ import annotations


def version_1(schema: str) -> str:
    """Return the statements for ``schema``."""
    return _VERSION_1.replace("{schema}", schema)


def version_2(schema: str) -> str:
    """Return the statements with which what was answered can be corrected until the time is over."""
    return _VERSION_2.replace("{schema}", schema)


_VERSION_2 = """
-- Who answered may write again until the time is over; what was sent counts until it is sent anew. Of an anonymous
-- answer nobody knows any more whose it is, so there is nothing to correct.
ALTER TABLE {schema}.invitation
    DROP CONSTRAINT ck_invitation_draft_only_while_open,
    ADD CONSTRAINT ck_invitation_draft_only_while_in_time CHECK (
        draft IS NULL OR state = 'open' OR (state = 'answered' AND level <> 'anonymous'));
CREATE INDEX ix_invitation_person_id_answered ON {schema}.invitation (person_id) WHERE state = 'answered';
CREATE INDEX ix_invitation_expires_at_draft ON {schema}.invitation (expires_at)
    WHERE state = 'answered' AND draft IS NOT NULL;
"""


def version_3(schema: str) -> str:
    """Return the statements by which a refusal can be taken back; everything else that is closed stays so."""
    return _VERSION_3.replace("{schema}", schema)


_VERSION_3 = """
CREATE OR REPLACE FUNCTION {schema}.invitation_keeps_its_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.level, NEW.questionnaire, NEW.version) IS DISTINCT FROM (OLD.level, OLD.questionnaire, OLD.version) THEN
        RAISE EXCEPTION 'an invitation keeps its level and its questionnaire';
    END IF;
    IF OLD.state <> 'open' AND NEW.state <> OLD.state AND NOT (OLD.state = 'declined' AND NEW.state = 'open') THEN
        RAISE EXCEPTION 'an invitation that is % stays so', OLD.state;
    END IF;
    RETURN NEW;
END $$;
"""

_VERSION_1 = """
CREATE TABLE {schema}.invitation (
    id            uuid NOT NULL,
    subject_id    uuid NOT NULL,
    person_id     uuid,
    questionnaire text NOT NULL,
    version       integer NOT NULL,
    level         text NOT NULL,
    language      text,
    expires_at    timestamptz NOT NULL,
    state         text NOT NULL DEFAULT 'open',
    draft         jsonb,
    CONSTRAINT pk_invitation PRIMARY KEY (id),
    CONSTRAINT uq_invitation_subject_id UNIQUE (subject_id),
    CONSTRAINT ck_invitation_level CHECK (level IN ('named', 'confidential', 'anonymous')),
    CONSTRAINT ck_invitation_state CHECK (state IN ('open', 'answered', 'declined', 'expired', 'revoked')),
    CONSTRAINT ck_invitation_draft_only_while_open CHECK (state = 'open' OR draft IS NULL)
);
CREATE INDEX ix_invitation_expires_at ON {schema}.invitation (expires_at) WHERE state = 'open';
CREATE INDEX ix_invitation_person_id ON {schema}.invitation (person_id) WHERE state = 'open';

CREATE TABLE {schema}.link (
    token_hash    bytea NOT NULL,
    invitation_id uuid NOT NULL,
    CONSTRAINT pk_link PRIMARY KEY (token_hash),
    CONSTRAINT fk_link_invitation_id_invitation FOREIGN KEY (invitation_id)
        REFERENCES {schema}.invitation (id) ON DELETE CASCADE,
    CONSTRAINT ck_link_token_hash CHECK (length(token_hash) = 32)
);
CREATE INDEX ix_link_invitation_id ON {schema}.link (invitation_id);

-- The level is a promise made when the letter left; nothing loosens it afterwards, and nothing reopens what is closed.
CREATE FUNCTION {schema}.invitation_keeps_its_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.level, NEW.questionnaire, NEW.version) IS DISTINCT FROM (OLD.level, OLD.questionnaire, OLD.version) THEN
        RAISE EXCEPTION 'an invitation keeps its level and its questionnaire';
    END IF;
    IF OLD.state <> 'open' AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'an invitation that is % stays so', OLD.state;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER invitation_keeps_its_promise BEFORE UPDATE ON {schema}.invitation
    FOR EACH ROW EXECUTE FUNCTION {schema}.invitation_keeps_its_promise();
"""
