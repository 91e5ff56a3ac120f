"""The SQL that a service's migration runs to get the tables of answers.

A version that has left the house never changes: what comes later is a new function.
"""

from __future__ import annotations


def version_1(schema: str) -> str:
    """Return the statements for ``schema``."""
    return _VERSION_1.replace("{schema}", schema)


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
