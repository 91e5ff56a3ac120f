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
-- Everybody of a past survey, once: what its reasons are counted against. No person, no day.
CREATE VIEW exit.past_v1 AS
    SELECT id AS past_id, survey AS asked_with, year, month, leave_kind, department, function, tenure_band, age_band
    FROM exit.past;

CREATE VIEW exit.past_score_v1 AS
    SELECT p.id AS past_id, p.survey AS asked_with, p.year, p.month, p.leave_kind, p.department, p.function,
           p.tenure_band, p.age_band, s.statement, s.score
    FROM exit.past_score s JOIN exit.past p ON p.id = s.past_id;

-- A reason a row, with how many gave it: of the form in circles, in three layers; of a past survey under its own code,
-- laid onto the catalogue where HR did so. role: cause or drop; main is the one kind of leaving that a survey names.
-- rank 1 is the heaviest, deeper layers have none. out_of: of how many people; for a past survey count past_v1.
CREATE VIEW exit.reason_v1 AS
    SELECT 'form' AS source, a.questionnaire AS asked_with, a.circle_id, a.circle_people AS out_of,
           extract(year FROM a.quarter)::integer AS year, a.quarter AS since, a.leave_kind, a.path,
           a.department_path, a.function, a.tenure_band, a.age_band, a.country,
           CASE WHEN a.question = 'drop' THEN 'drop' ELSE 'cause' END AS role,
           CASE a.question WHEN 'reason' THEN 1 WHEN 'drop' THEN 1 WHEN 'also' THEN 2 END AS rank,
           a.value AS code, split_part(a.value, '.', 1) AS main,
           CASE WHEN split_part(a.value, '.', 2) <> '' THEN
               split_part(a.value, '.', 1) || '.' || split_part(a.value, '.', 2) END AS second,
           CASE WHEN split_part(a.value, '.', 3) <> '' THEN a.value END AS third,
           a.people
    FROM exit.answer_v1 a
    WHERE a.question IN ('reason', 'also', 'drop') OR a.question LIKE 'why\\_%' OR a.question LIKE 'more\\_%'
    UNION ALL
    SELECT 'import', p.survey, NULL, NULL, p.year, p.month, p.leave_kind, NULL, p.department, p.function,
           p.tenure_band, p.age_band, NULL, w.role, 1, w.code, coalesce(split_part(l.onto, '.', 1), w.code),
           CASE WHEN split_part(l.onto, '.', 2) <> '' THEN
               split_part(l.onto, '.', 1) || '.' || split_part(l.onto, '.', 2) END,
           CASE WHEN split_part(l.onto, '.', 3) <> '' THEN l.onto END, 1
    FROM exit.past_reason w
    JOIN exit.past p ON p.id = w.past_id
    LEFT JOIN exit.laid l ON l.code = w.code;
"""


def upgrade() -> None:
    """Make the tables, and publish what others may see of them."""
    for part in (PAST, PUBLISHED):
        op.get_bind().exec_driver_sql(part.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what was said is not dropped by a migration."""
    message = "past surveys are never taken down by a migration"
    raise RuntimeError(message)
