"""The SQL that a service's migration runs to keep questionnaires of HR's own making.

A version that has left the house never changes: what comes later is a new function.
"""

from __future__ import annotations


def version_1(schema: str) -> str:
    """Return the statements for ``schema``."""
    return _VERSION_1.replace("{schema}", schema)


_VERSION_1 = """
CREATE TABLE {schema}.questionnaire (
    key          text NOT NULL,
    version      integer NOT NULL,
    level        text NOT NULL,
    -- As a file has it: texts, sections, questions.
    definition   jsonb NOT NULL,
    published_at timestamptz NOT NULL,
    published_by uuid,
    CONSTRAINT pk_questionnaire PRIMARY KEY (key, version),
    CONSTRAINT ck_questionnaire_version CHECK (version BETWEEN 1 AND 9999),
    CONSTRAINT ck_questionnaire_level CHECK (level IN ('named', 'confidential', 'anonymous')),
    CONSTRAINT ck_questionnaire_says_the_same CHECK (
        definition ->> 'key' = key AND (definition ->> 'version')::integer = version AND definition ->> 'level' = level)
);
CREATE FUNCTION {schema}.questionnaire_is_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published questionnaire never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER questionnaire_is_for_good BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.questionnaire
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.questionnaire_is_for_good();
REVOKE UPDATE, DELETE ON {schema}.questionnaire FROM weerzien_{schema};

CREATE TABLE {schema}.questionnaire_draft (
    key        text NOT NULL,
    -- As a file has it, as far as it has been written.
    definition jsonb NOT NULL,
    -- The version that it began as; none for a questionnaire that is new.
    based_on   integer,
    revision   integer NOT NULL DEFAULT 1,
    -- What an import could not carry over, and why.
    remarks    jsonb NOT NULL DEFAULT '[]',
    begun_at   timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid,
    CONSTRAINT pk_questionnaire_draft PRIMARY KEY (key),
    CONSTRAINT ck_questionnaire_draft_revision CHECK (revision > 0)
);

-- What plans may ask: the newest version of each, and what it is called.
CREATE VIEW {schema}.questionnaire_v1 AS
    SELECT DISTINCT ON (key) key, version, level, definition -> 'title' AS title, published_at
    FROM {schema}.questionnaire ORDER BY key, version DESC;
GRANT USAGE ON SCHEMA {schema} TO weerzien_journey;
GRANT SELECT ON {schema}.questionnaire_v1 TO weerzien_journey;
-- Where each is used, beside how often: counted by this index alone.
GRANT SELECT ON journey.asks_v1 TO weerzien_{schema};
CREATE INDEX ix_invitation_questionnaire_version_state ON {schema}.invitation (questionnaire, version, state);
"""
