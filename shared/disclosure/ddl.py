"""The SQL that a service's migration runs to get the tables of released answers.

A version that has left the house never changes: what comes later is a new function.
"""

from __future__ import annotations


def version_1(schema: str) -> str:
    """Return the statements for ``schema``."""
    return _VERSION_1.replace("{schema}", schema)


_VERSION_1 = """
-- Some people whose answers to one question became figures together, and all that may be said of them.
CREATE TABLE {schema}.circle (
    id            uuid NOT NULL,
    questionnaire text NOT NULL,
    question      text NOT NULL,
    in_words      boolean NOT NULL,
    people        integer NOT NULL,
    quarter       date NOT NULL,
    path          text[] NOT NULL,
    function      text,
    tenure_band   text,
    age_band      text,
    leave_kind    text,
    country       text,
    sample        boolean NOT NULL,
    CONSTRAINT pk_circle PRIMARY KEY (id),
    -- The settings may ask for more, never for less.
    CONSTRAINT ck_circle_enough_people CHECK (people >= CASE WHEN in_words THEN 10 ELSE 5 END),
    CONSTRAINT ck_circle_quarter CHECK (quarter = date_trunc('quarter', quarter::timestamp)::date),
    CONSTRAINT ck_circle_id_has_no_order CHECK (substr(id::text, 15, 1) = '4')
);
CREATE INDEX ix_circle_questionnaire_question_quarter ON {schema}.circle (questionnaire, question, quarter);

CREATE TABLE {schema}.tally (
    circle_id uuid NOT NULL,
    value     text NOT NULL,
    people    integer NOT NULL,
    CONSTRAINT pk_tally PRIMARY KEY (circle_id, value),
    CONSTRAINT fk_tally_circle_id_circle FOREIGN KEY (circle_id) REFERENCES {schema}.circle (id) ON DELETE CASCADE,
    CONSTRAINT ck_tally_somebody CHECK (people > 0)
);

CREATE TABLE {schema}.words (
    id        uuid NOT NULL,
    circle_id uuid NOT NULL,
    text      text NOT NULL,
    CONSTRAINT pk_words PRIMARY KEY (id),
    CONSTRAINT fk_words_circle_id_circle FOREIGN KEY (circle_id) REFERENCES {schema}.circle (id) ON DELETE CASCADE,
    CONSTRAINT ck_words_id_has_no_order CHECK (substr(id::text, 15, 1) = '4')
);
CREATE INDEX ix_words_circle_id ON {schema}.words (circle_id);

-- What is released stays as it is: a figure that changed afterwards would give away by how much. Only invented people
-- go altogether, and they have circles of their own.
CREATE FUNCTION {schema}.released_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.sample THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what is released stays as it is';
END $$;
CREATE FUNCTION {schema}.released_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM {schema}.circle c WHERE c.id = OLD.circle_id AND NOT c.sample) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what is released stays as it is';
END $$;
CREATE TRIGGER released_stays BEFORE UPDATE OR DELETE ON {schema}.circle
    FOR EACH ROW EXECUTE FUNCTION {schema}.released_stays();
CREATE TRIGGER released_part_stays BEFORE UPDATE OR DELETE ON {schema}.tally
    FOR EACH ROW EXECUTE FUNCTION {schema}.released_part_stays();
CREATE TRIGGER released_part_stays BEFORE UPDATE OR DELETE ON {schema}.words
    FOR EACH ROW EXECUTE FUNCTION {schema}.released_part_stays();
"""
