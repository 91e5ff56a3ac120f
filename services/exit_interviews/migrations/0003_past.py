"""Past exit surveys; and reasons and answers, of then and of now, as others may see them."""

from alembic import op

revision = "exit_0003"
down_revision = "exit_0002"
branch_labels = None
depends_on = None

PAST = """
CREATE TABLE exit.survey (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,
    file_name   text NOT NULL,
    signature   text NOT NULL,
    mapping     jsonb NOT NULL,
    rows        integer NOT NULL,
    created     integer NOT NULL,
    changed     integer NOT NULL,
    unchanged   integer NOT NULL,
    rejected    integer NOT NULL,
    imported_at timestamptz NOT NULL,
    imported_by uuid
);
CREATE INDEX ix_survey_imported_at ON exit.survey (imported_at, id);
CREATE INDEX ix_survey_signature ON exit.survey (signature, imported_at);

CREATE TABLE exit.past (
    id          uuid PRIMARY KEY,
    survey      text NOT NULL,
    -- A keyed hash of the id that the file has: the same row is known again, and nobody reads whose it is.
    key         bytea NOT NULL,
    digest      text NOT NULL,
    leave_kind  text,
    year        integer,
    month       date,
    hired_year  integer,
    department  text,
    function    text,
    age_band    text,
    tenure_band text,
    CONSTRAINT uq_past_survey_key UNIQUE (survey, key),
    CONSTRAINT ck_past_month_has_no_day CHECK (month = date_trunc('month', month::timestamp)::date),
    CONSTRAINT ck_past_month_is_of_year CHECK (month IS NULL OR year = extract(year FROM month)),
    CONSTRAINT ck_past_id_has_no_order CHECK (substr(id::text, 15, 1) = '4')
);
CREATE INDEX ix_past_year ON exit.past (year);

CREATE TABLE exit.past_reason (
    past_id uuid NOT NULL REFERENCES exit.past (id) ON DELETE CASCADE,
    role    text NOT NULL,
    code    text NOT NULL,
    CONSTRAINT pk_past_reason PRIMARY KEY (past_id, role, code),
    CONSTRAINT ck_past_reason_role CHECK (role IN ('main', 'cause'))
);
CREATE INDEX ix_past_reason_code ON exit.past_reason (code);

CREATE TABLE exit.past_score (
    past_id   uuid NOT NULL REFERENCES exit.past (id) ON DELETE CASCADE,
    statement text NOT NULL,
    score     integer NOT NULL,
    CONSTRAINT pk_past_score PRIMARY KEY (past_id, statement)
);

CREATE TABLE exit.laid (
    code    text PRIMARY KEY,
    onto    text NOT NULL,
    laid_at timestamptz NOT NULL,
    laid_by uuid
);
"""

PUBLISHED = """
-- Everybody who told something, once: what is counted against. No person, no day.
CREATE VIEW exit.response_v1 AS
    SELECT r.id AS response_id, 'form' AS source, r.questionnaire AS asked_with,
           extract(year FROM r.month)::integer AS year, r.month, r.leave_kind, r.department_id,
           r.department, r.department_path, r.function, r.tenure_band, r.age_band, r.country
    FROM exit.response r
    WHERE EXISTS (SELECT FROM exit.part p WHERE p.response_id = r.id AND p.released)
    UNION ALL
    SELECT p.id, 'import', p.survey, p.year, p.month, p.leave_kind, NULL, p.department, NULL, p.function, p.tenure_band,
           p.age_band, NULL
    FROM exit.past p;

-- A reason a row: of the form as deep as it was peeled; of a past survey under its own code, laid onto the catalogue
-- where HR did so. role: cause, drop, or main (the one kind of leaving that a survey names); rank 1 is the heaviest.
CREATE VIEW exit.reason_v1 AS
    SELECT r.id AS response_id, 'form' AS source, r.questionnaire AS asked_with,
           extract(year FROM r.month)::integer AS year, r.month, r.leave_kind, r.department_id,
           r.department, r.department_path, r.function, r.tenure_band, r.age_band, r.country, w.role, w.rank,
           coalesce(w.third, w.second, w.main) AS code, w.main, w.second, w.third
    FROM exit.reason w
    JOIN exit.response r ON r.id = w.response_id
    JOIN exit.part p ON p.response_id = r.id AND p.part = 'reasons' AND p.released
    UNION ALL
    SELECT p.id, 'import', p.survey, p.year, p.month, p.leave_kind, NULL, p.department, NULL, p.function, p.tenure_band,
           p.age_band, NULL, w.role, 1, w.code, coalesce(split_part(l.onto, '.', 1), w.code),
           CASE WHEN split_part(l.onto, '.', 2) <> '' THEN
               split_part(l.onto, '.', 1) || '.' || split_part(l.onto, '.', 2) END,
           CASE WHEN split_part(l.onto, '.', 3) <> '' THEN l.onto END
    FROM exit.past_reason w
    JOIN exit.past p ON p.id = w.past_id
    LEFT JOIN exit.laid l ON l.code = w.code;

CREATE OR REPLACE VIEW exit.answer_v1 AS
    SELECT r.id AS response_id, r.questionnaire, r.version, p.part, r.month, r.department_id, r.department,
           r.department_path, r.function, r.tenure_band, r.age_band, r.country, r.leave_kind,
           a.question, a.number, a.codes, a.text, a.day
    FROM exit.response r
    JOIN exit.part p ON p.response_id = r.id AND p.released
    JOIN exit.answer a ON a.response_id = r.id AND a.question = ANY (p.questions)
    UNION ALL
    SELECT p.id, p.survey, 1, 'past', p.month, NULL, p.department, NULL, p.function, p.tenure_band, p.age_band, NULL,
           p.leave_kind, s.statement, s.score, NULL, NULL, NULL
    FROM exit.past_score s JOIN exit.past p ON p.id = s.past_id;
"""


def upgrade() -> None:
    """Make the tables, and publish what others may see of them."""
    for part in (PAST, PUBLISHED):
        op.get_bind().exec_driver_sql(part)


def downgrade() -> None:
    """Refuse: what was said is not dropped by a migration."""
    message = "past surveys are never taken down by a migration"
    raise RuntimeError(message)
