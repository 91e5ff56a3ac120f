"""The SQL that a service's migration runs to let people ask for a talk. A version that left the house never changes."""

from __future__ import annotations


def version_1(schema: str, *, subject: str) -> str:
    """Return the statements for ``schema``, whose requests are called ``subject``."""
    return _VERSION_1.replace("{schema}", schema).replace("{subject}", subject)


# A talk hangs on its request and so follows it: to another record of the person, and into oblivion.
_VERSION_1 = """
CREATE TABLE {schema}.wish (
    id         uuid PRIMARY KEY,
    request_id uuid NOT NULL,
    whom       text,
    named      text,
    about      text,
    reach      text,
    -- Questions and answers in words, as the person saw them when they allowed them to be shown.
    shown      jsonb NOT NULL DEFAULT '[]',
    state      text NOT NULL,
    asked_on   date NOT NULL,
    due_on     date NOT NULL,
    ended_at   timestamptz,
    ended_by   uuid,
    CONSTRAINT fk_wish_request_id_{subject} FOREIGN KEY (request_id)
        REFERENCES {schema}.{subject} (id) ON DELETE CASCADE,
    CONSTRAINT ck_wish_state CHECK (state IN ('open', 'done', 'withdrawn', 'stopped')),
    CONSTRAINT ck_wish_ended CHECK ((state = 'open') = (ended_at IS NULL)),
    CONSTRAINT ck_wish_whom CHECK (whom IN ('hr', 'manager', 'counsellor', 'buddy', 'named')),
    CONSTRAINT ck_wish_open_knows_whom CHECK (state <> 'open' OR whom IS NOT NULL),
    CONSTRAINT ck_wish_named CHECK (whom IS NULL OR (whom = 'named') = (named IS NOT NULL))
);
-- One wish at a time: a second click is the same one.
CREATE UNIQUE INDEX uq_wish_open_request_id ON {schema}.wish (request_id) WHERE state = 'open';
CREATE INDEX ix_wish_request_id ON {schema}.wish (request_id);
CREATE INDEX ix_wish_due_on_id ON {schema}.wish (due_on, id) WHERE state = 'open';
CREATE INDEX ix_wish_ended_at_id ON {schema}.wish (ended_at, id) WHERE state <> 'open';

-- How many wait, and until when: for the home of the desk. Not who.
CREATE VIEW {schema}.wish_v1 AS SELECT due_on FROM {schema}.wish WHERE state = 'open';
GRANT SELECT ON {schema}.wish_v1 TO weerzien_console;
"""
