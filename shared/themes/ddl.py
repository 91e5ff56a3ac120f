"""The SQL that a service's migration runs to get the tables of themes.

A version that has left the house never changes: what comes later is a new function.
"""

from __future__ import annotations


def version_1(schema: str, *, coding: str = "coding") -> str:
    """Return the statements for ``schema``, which has the tables of ``shared/disclosure``.

    ``coding`` is what the table of decisions is called, where that name is taken.
    """
    return _VERSION_1.replace("{schema}", schema).replace("{coding}", coding)


def version_2(schema: str) -> str:
    """Return the statements that keep the sums of each circle: what a figure is made of is counted once."""
    return _VERSION_2.replace("{schema}", schema)


_VERSION_1 = """
CREATE TABLE {schema}.theme (
    id            uuid NOT NULL,
    questionnaire text NOT NULL,
    name_nl       text NOT NULL,
    name_en       text NOT NULL,
    name_fr       text NOT NULL,
    side          text NOT NULL,
    words         text[] NOT NULL,
    made_by       uuid NOT NULL,
    made_at       timestamptz NOT NULL,
    ended_at      timestamptz,
    CONSTRAINT pk_theme PRIMARY KEY (id),
    CONSTRAINT ck_theme_name CHECK (length(name_nl) BETWEEN 1 AND 60),
    CONSTRAINT ck_theme_side CHECK (side IN ('binds', 'pushes', 'neither'))
);
CREATE UNIQUE INDEX uq_theme_questionnaire_name ON {schema}.theme (questionnaire, lower(name_nl));

-- What somebody decided about a text. One stands; the others are what was decided before, or was undone.
-- A text that goes takes all of it along.
CREATE TABLE {schema}.{coding} (
    id          uuid NOT NULL,
    words_id    uuid NOT NULL,
    decided_by  uuid NOT NULL,
    decided_at  timestamptz NOT NULL,
    stands      boolean NOT NULL,
    previous_id uuid,
    CONSTRAINT pk_{coding} PRIMARY KEY (id),
    CONSTRAINT fk_{coding}_words_id_words FOREIGN KEY (words_id) REFERENCES {schema}.words (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX uq_{coding}_words_id ON {schema}.{coding} (words_id) WHERE stands;
CREATE INDEX ix_{coding}_words_id ON {schema}.{coding} (words_id);
CREATE INDEX ix_{coding}_decided_at_id ON {schema}.{coding} (decided_at, id) WHERE stands;

-- Which themes: those that were taken, and those that were suggested and refused.
CREATE TABLE {schema}.{coding}_theme (
    coding_id uuid NOT NULL,
    theme_id  uuid NOT NULL,
    suggested boolean NOT NULL,
    taken     boolean NOT NULL,
    CONSTRAINT pk_{coding}_theme PRIMARY KEY (coding_id, theme_id),
    CONSTRAINT fk_{coding}_theme_coding_id_{coding} FOREIGN KEY (coding_id)
        REFERENCES {schema}.{coding} (id) ON DELETE CASCADE,
    CONSTRAINT fk_{coding}_theme_theme_id_theme FOREIGN KEY (theme_id) REFERENCES {schema}.theme (id),
    CONSTRAINT ck_{coding}_theme_why CHECK (suggested OR taken)
);
CREATE INDEX ix_{coding}_theme_theme_id ON {schema}.{coding}_theme (theme_id);

-- How many texts of a circle are about which theme. A circle counts as a whole, and only while each of its texts has
-- been read: no figure grows text by text. Where no text has any theme, theme_id is null.
CREATE VIEW {schema}.theme_v1 AS
    WITH finished AS (
        SELECT w.circle_id, count(*) AS texts
        FROM {schema}.words w LEFT JOIN {schema}.{coding} k ON k.words_id = w.id AND k.stands
        GROUP BY w.circle_id HAVING count(k.id) = count(*)
    ), laid AS (
        SELECT w.circle_id, g.theme_id, count(*) AS texts
        FROM {schema}.words w
        JOIN {schema}.{coding} k ON k.words_id = w.id AND k.stands
        JOIN {schema}.{coding}_theme g ON g.coding_id = k.id AND g.taken
        GROUP BY w.circle_id, g.theme_id
    )
    SELECT c.id AS circle_id, c.questionnaire, c.question, c.quarter, c.path,
           array_to_string(c.path, ' > ') AS department_path, c.function, c.tenure_band, c.age_band, c.leave_kind,
           c.country, c.people AS circle_people, f.texts AS circle_texts,
           t.id AS theme_id, t.name_nl, t.name_en, t.name_fr, t.side, coalesce(l.texts, 0) AS texts
    FROM finished f
    JOIN {schema}.circle c ON c.id = f.circle_id
    LEFT JOIN laid l ON l.circle_id = f.circle_id
    LEFT JOIN {schema}.theme t ON t.id = l.theme_id
    WHERE c.in_words;

GRANT USAGE ON SCHEMA {schema} TO weerzien_insights;
GRANT SELECT ON {schema}.theme_v1 TO weerzien_insights;
"""

_VERSION_2 = """
-- A circle of which every text has been read, and of how many texts it is; and how many of them are about which theme.
-- Both are counted again whenever something is decided about one of its texts (shared/themes/store.py).
CREATE TABLE {schema}.circle_read (
    circle_id uuid NOT NULL,
    texts     integer NOT NULL,
    CONSTRAINT pk_circle_read PRIMARY KEY (circle_id),
    CONSTRAINT fk_circle_read_circle_id_circle FOREIGN KEY (circle_id)
        REFERENCES {schema}.circle (id) ON DELETE CASCADE
);
CREATE TABLE {schema}.theme_tally (
    circle_id uuid NOT NULL,
    theme_id  uuid NOT NULL,
    texts     integer NOT NULL,
    CONSTRAINT pk_theme_tally PRIMARY KEY (circle_id, theme_id),
    CONSTRAINT fk_theme_tally_circle_id_circle_read FOREIGN KEY (circle_id)
        REFERENCES {schema}.circle_read (circle_id) ON DELETE CASCADE,
    CONSTRAINT fk_theme_tally_theme_id_theme FOREIGN KEY (theme_id) REFERENCES {schema}.theme (id)
);
CREATE INDEX ix_theme_tally_theme_id ON {schema}.theme_tally (theme_id);
INSERT INTO {schema}.circle_read (circle_id, texts)
SELECT DISTINCT circle_id, circle_texts FROM {schema}.theme_v1;
INSERT INTO {schema}.theme_tally (circle_id, theme_id, texts)
SELECT circle_id, theme_id, texts FROM {schema}.theme_v1 WHERE theme_id IS NOT NULL;

-- Circles that count, each once: what their themes are counted against.
CREATE VIEW {schema}.read_v1 AS
    SELECT c.id AS circle_id, c.questionnaire, c.question, c.quarter, c.path, c.function, c.tenure_band, c.age_band,
           c.leave_kind, c.country, c.people AS circle_people, r.texts AS circle_texts
    FROM {schema}.circle_read r JOIN {schema}.circle c ON c.id = r.circle_id;

CREATE OR REPLACE VIEW {schema}.theme_v1 AS
    SELECT c.id AS circle_id, c.questionnaire, c.question, c.quarter, c.path,
           array_to_string(c.path, ' > ') AS department_path, c.function, c.tenure_band, c.age_band, c.leave_kind,
           c.country, c.people AS circle_people, r.texts::bigint AS circle_texts,
           t.id AS theme_id, t.name_nl, t.name_en, t.name_fr, t.side, coalesce(l.texts, 0)::bigint AS texts
    FROM {schema}.circle_read r
    JOIN {schema}.circle c ON c.id = r.circle_id
    LEFT JOIN {schema}.theme_tally l ON l.circle_id = r.circle_id
    LEFT JOIN {schema}.theme t ON t.id = l.theme_id;

GRANT SELECT ON {schema}.read_v1 TO weerzien_insights;
"""
