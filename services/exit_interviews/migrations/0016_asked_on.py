"""With which question somebody told why; and of those who were asked on, how many told.

What lies behind a reason is counted by question then, and no answer is looked into before it is counted.
"""

from alembic import op

revision = "exit_0016"
down_revision = "exit_0015"
branch_labels = None
depends_on = None

# As they were, with the question at the end; told_v1 knows who was asked on as well (they have no rank).
PUBLISHED = """
CREATE OR REPLACE VIEW exit.told_v1 AS
    SELECT c.id AS circle_id, c.people AS out_of, extract(year FROM c.quarter)::int AS year, c.leave_kind, c.path,
           c.function, c.tenure_band, c.age_band, c.country,
           CASE WHEN c.question = 'drop' THEN 'drop' ELSE 'cause' END AS role,
           CASE c.question WHEN 'reason' THEN 1 WHEN 'drop' THEN 1 WHEN 'also' THEN 2 END AS rank, c.question
    FROM exit.circle c
    WHERE NOT c.in_words AND (c.question IN ('reason', 'also', 'drop') OR c.question LIKE 'why\\_%'
                              OR c.question LIKE 'more\\_%');

CREATE OR REPLACE VIEW exit.reason_v1 AS
    SELECT 'form' AS source, a.questionnaire AS asked_with, a.circle_id, a.circle_people AS out_of,
           extract(year FROM a.quarter)::integer AS year, a.quarter AS since, a.leave_kind, a.path,
           a.department_path, a.function, a.tenure_band, a.age_band, a.country,
           CASE WHEN a.question = 'drop' THEN 'drop' ELSE 'cause' END AS role,
           CASE a.question WHEN 'reason' THEN 1 WHEN 'drop' THEN 1 WHEN 'also' THEN 2 END AS rank,
           a.value AS code, split_part(a.value, '.', 1) AS main,
           CASE WHEN split_part(a.value, '.', 2) <> '' THEN
               split_part(a.value, '.', 1) || '.' || split_part(a.value, '.', 2) END AS second,
           CASE WHEN split_part(a.value, '.', 3) <> '' THEN a.value END AS third,
           a.people, a.question
    FROM exit.answer_v1 a
    WHERE a.question IN ('reason', 'also', 'drop') OR a.question LIKE 'why\\_%' OR a.question LIKE 'more\\_%'
    UNION ALL
    SELECT 'import', p.survey, NULL, NULL, p.year, p.month, p.leave_kind, NULL, p.department, p.function,
           p.tenure_band, p.age_band, NULL, w.role, 1, w.code, coalesce(split_part(l.onto, '.', 1), w.code),
           CASE WHEN split_part(l.onto, '.', 2) <> '' THEN
               split_part(l.onto, '.', 1) || '.' || split_part(l.onto, '.', 2) END,
           CASE WHEN split_part(l.onto, '.', 3) <> '' THEN l.onto END, 1, NULL
    FROM exit.past_reason w
    JOIN exit.past p ON p.id = w.past_id
    LEFT JOIN exit.laid l ON l.code = w.code;
"""


def upgrade() -> None:
    """Say it."""
    op.get_bind().exec_driver_sql(PUBLISHED.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: insights asks by question."""
    message = "exit.told_v1 is read by insights"
    raise RuntimeError(message)
