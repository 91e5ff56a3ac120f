"""The SQL that a service's migration runs to get the tables of answers.

A version that has left the house never changes: what comes later is a new function.
"""

from __future__ import annotations


def version_1(schema: str) -> str:
    """Return the statements for ``schema``."""
    return _VERSION_1.replace("{schema}", schema)


def version_2(schema: str) -> str:
    """Return the statements for where answers wait, sealed, until they become figures with those of others."""
    return _VERSION_2.replace("{schema}", schema)


def version_2_after(schema: str) -> str:
    """Return what can be said once what was kept in the open before has been sealed (``resealing``)."""
    return _VERSION_2_AFTER.replace("{schema}", schema)


_VERSION_2 = """
-- What somebody answered, readable with the house's key only: neither this table nor a copy of it says what was said,
-- by whom, or when. The month is the one whose batch it goes in.
CREATE TABLE {schema}.waiting (
    id            uuid NOT NULL,
    questionnaire text NOT NULL,
    version       integer NOT NULL,
    level         text NOT NULL,
    ready_on      date NOT NULL,
    seal          bytea,
    code_hash     bytea,
    content       bytea NOT NULL,
    -- All that can become a figure did; what is left will be asked back from the same person.
    remembered    boolean NOT NULL DEFAULT false,
    CONSTRAINT pk_waiting PRIMARY KEY (id),
    CONSTRAINT uq_waiting_seal UNIQUE (seal),
    CONSTRAINT uq_waiting_code_hash UNIQUE (code_hash),
    CONSTRAINT ck_waiting_level CHECK (level IN ('named', 'confidential', 'anonymous')),
    CONSTRAINT ck_waiting_anonymous_has_no_seal CHECK ((level = 'anonymous') = (seal IS NULL)),
    CONSTRAINT ck_waiting_only_anonymous_has_a_code CHECK ((level = 'anonymous') = (code_hash IS NOT NULL)),
    CONSTRAINT ck_waiting_ready_on_has_no_day CHECK (ready_on = date_trunc('month', ready_on::timestamp)::date),
    CONSTRAINT ck_waiting_id_has_no_order CHECK (substr(id::text, 15, 1) = '4')
);
CREATE INDEX ix_waiting_ready_on ON {schema}.waiting (ready_on) WHERE NOT remembered;
"""

_VERSION_2_AFTER = """
-- In the open stands only what somebody said by name.
ALTER TABLE {schema}.response
    DROP COLUMN seal,
    ADD CONSTRAINT ck_response_only_named_in_the_open CHECK (level = 'named');
"""

_VERSION_1 = """
CREATE TABLE {schema}.response (
    id              uuid NOT NULL,
    questionnaire   text NOT NULL,
    version         integer NOT NULL,
    level           text NOT NULL,
    month           date NOT NULL,
    subject_id      uuid,
    person_id       uuid,
    submitted_at    timestamptz,
    seal            bytea,
    department_id   uuid,
    department      text,
    department_path text,
    function        text,
    tenure_band     text,
    age_band        text,
    leave_kind      text,
    country         text,
    CONSTRAINT pk_response PRIMARY KEY (id),
    CONSTRAINT uq_response_subject_id UNIQUE (subject_id),
    CONSTRAINT uq_response_seal UNIQUE (seal),
    CONSTRAINT ck_response_level CHECK (level IN ('named', 'confidential', 'anonymous')),
    CONSTRAINT ck_response_only_named_knows_about_whom CHECK ((level = 'named') = (subject_id IS NOT NULL)),
    CONSTRAINT ck_response_only_named_knows_the_person CHECK (level = 'named' OR person_id IS NULL),
    CONSTRAINT ck_response_only_named_knows_the_moment CHECK ((level = 'named') = (submitted_at IS NOT NULL)),
    CONSTRAINT ck_response_only_confidential_is_sealed CHECK ((level = 'confidential') = (seal IS NOT NULL)),
    CONSTRAINT ck_response_month_has_no_day CHECK (month = date_trunc('month', month::timestamp)::date),
    CONSTRAINT ck_response_id_has_no_order CHECK (substr(id::text, 15, 1) = '4')
);
CREATE INDEX ix_response_questionnaire_month ON {schema}.response (questionnaire, month);
CREATE INDEX ix_response_person_id ON {schema}.response (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE {schema}.answer (
    response_id uuid NOT NULL,
    question    text NOT NULL,
    number      integer,
    codes       text[],
    text        text,
    day         date,
    CONSTRAINT pk_answer PRIMARY KEY (response_id, question),
    CONSTRAINT fk_answer_response_id_response FOREIGN KEY (response_id)
        REFERENCES {schema}.response (id) ON DELETE CASCADE,
    CONSTRAINT ck_answer_says_something CHECK (num_nonnulls(number, codes, text, day) > 0)
);
CREATE INDEX ix_answer_question ON {schema}.answer (question);
"""
