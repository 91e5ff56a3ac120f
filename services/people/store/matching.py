"""Which person and which spell a staged row means, worked out for the whole file at once in the database.

The work stands in a temporary table, ``work``: one row a staged row, with the person (known or new), the spell (known
or new), the manager, and ``verdict``: null while the row may go in, else the code of the problem that keeps it out.
"""

# ruff: noqa: E501  SQL has lines of its own, and what is put together here are constants of this file

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from services.people.policy import CORRECTION_DAYS
from services.people.store import fitting

MANY = 2_000
_KEY_JOIN = {
    "employee_number": "p.employee_number = s.key",
    "email": "lower(p.email) = s.key AND p.merged_into IS NULL",
    "private_email": "lower(p.private_email) = s.key AND p.merged_into IS NULL",
}

# A key that leads to two people (an address they share) is refused: it must never be the first that comes.
# Half of every page stays free: what is filled in later then goes beside the row, and no index has to hear of it.
# Who is new has a new spell, at once: another turn over a large file for that costs seconds.
_PERSONS = """
CREATE TEMPORARY TABLE work WITH (fillfactor = 45) ON COMMIT DROP AS
WITH known AS (
    SELECT s.row, min(coalesce(p.merged_into, p.id)::text)::uuid AS id, count(DISTINCT coalesce(p.merged_into, p.id)) AS n
    FROM people.staged_row s JOIN people.person p ON {join} AND p.forgotten_at IS NULL
    WHERE s.import_id = :import_id
    GROUP BY s.row)
SELECT s.*, known.id AS known_id,
       coalesce(known.id, first_value(s.fresh_id) OVER (PARTITION BY known.id IS NULL, s.key ORDER BY s.row)) AS person_id,
       row_number() OVER (PARTITION BY coalesce(known.id::text, s.key) ORDER BY s.row) AS nth,
       count(*) OVER (PARTITION BY coalesce(known.id::text, s.key)) AS times,
       CASE WHEN known.id IS NULL AND s.hire_date IS NOT NULL THEN gen_random_uuid() END AS spell_id,
       known.id IS NULL AND s.hire_date IS NOT NULL AS new_spell, cast(NULL AS date) AS was_hired, true AS leads,
       cast(NULL AS uuid) AS manager_id, cast(NULL AS text) AS manager_name, cast(NULL AS text) AS manager_notice,
       coalesce(s.never_started, false) AS never, cast(NULL AS uuid) AS absence_id, false AS absence_new,
       CASE WHEN known.n > 1 THEN 'key_ambiguous' END AS verdict,
       cast(NULL AS integer) AS other_row
FROM people.staged_row s LEFT JOIN known USING (row)
WHERE s.import_id = :import_id
"""

_NEEDED = """
UPDATE work SET verdict = CASE
    WHEN hire_date IS NULL THEN 'hire_date_missing'
    ELSE 'name_missing' END
WHERE known_id IS NULL AND verdict IS NULL
  AND (hire_date IS NULL OR coalesce(given_name, '') || coalesce(family_name, '') = '')
"""

# Exact hire dates first: what they claim is no candidate for a correction by another row.
_EXACT = """
UPDATE work w SET spell_id = s.id, was_hired = s.hire_date
FROM people.spell s
WHERE s.person_id = w.known_id AND w.verdict IS NULL
  AND (s.hire_date = w.hire_date OR (w.hire_date IS NULL AND s.latest))
"""

_NEAR = """
WITH candidate AS (
    SELECT w.row, s.id, s.hire_date
    FROM work w JOIN people.spell s ON s.person_id = w.known_id
    WHERE w.verdict IS NULL AND w.spell_id IS NULL AND w.hire_date IS NOT NULL AND s.state <> 'never_started'
      AND (daterange(s.hire_date, s.last_day, '[]') && daterange(w.hire_date, w.last_day, '[]')
           OR abs(s.hire_date - w.hire_date) <= :days)
      AND NOT EXISTS (SELECT 1 FROM work o WHERE o.spell_id = s.id)),
counted AS (SELECT row, count(*) AS n, min(id::text)::uuid AS id, min(hire_date) AS hire_date FROM candidate GROUP BY row)
UPDATE work w SET spell_id = CASE WHEN n = 1 THEN c.id END, was_hired = c.hire_date,
       verdict = CASE WHEN n > 1 THEN 'spells_overlap' END
FROM counted c WHERE c.row = w.row
"""

_NEW = """
UPDATE work SET spell_id = gen_random_uuid(), new_spell = true
WHERE verdict IS NULL AND spell_id IS NULL AND hire_date IS NOT NULL
"""

# Two rows about one spell, or two new spells that overlap or begin within days of each other: the second is a duplicate.
_DUPLICATES = """
UPDATE work w SET verdict = 'duplicate_row', other_row = d.first_row
FROM (
    SELECT later.row, min(sooner.row) AS first_row
    FROM work later JOIN work sooner ON sooner.person_id = later.person_id AND sooner.row < later.row
    WHERE later.times > 1 AND later.verdict IS NULL AND sooner.verdict IS NULL
      AND (sooner.spell_id = later.spell_id
           OR (sooner.new_spell AND later.new_spell AND NOT sooner.never AND NOT later.never AND (
               abs(sooner.hire_date - later.hire_date) <= :days
               OR daterange(sooner.hire_date, sooner.last_day, '[]') && daterange(later.hire_date, later.last_day, '[]'))))
    GROUP BY later.row) d
WHERE d.row = w.row
"""

# What the spells of everybody in the file would be afterwards; no two of one person may share a day.
_OVERLAPS = """
WITH after AS (
    SELECT w.person_id, w.spell_id, w.row, w.hire_date, coalesce(w.last_day, s.last_day) AS last_day
    FROM work w LEFT JOIN people.spell s ON s.id = w.spell_id
    WHERE w.verdict IS NULL AND w.hire_date IS NOT NULL AND NOT w.never AND (w.known_id IS NOT NULL OR w.times > 1)
    UNION ALL
    SELECT s.person_id, s.id, 0, s.hire_date, s.last_day
    FROM people.spell s
    WHERE s.person_id IN (SELECT known_id FROM work WHERE verdict IS NULL AND known_id IS NOT NULL)
      AND s.state <> 'never_started'
      AND NOT EXISTS (SELECT 1 FROM work w WHERE w.spell_id = s.id AND w.verdict IS NULL
                      AND (w.hire_date IS NOT NULL OR w.never)))
UPDATE work w SET verdict = CASE WHEN w.last_day < w.hire_date THEN 'left_before_hire' ELSE 'spells_overlap' END
FROM after a JOIN after b ON b.person_id = a.person_id AND b.spell_id <> a.spell_id AND b.row < a.row
WHERE w.row = a.row AND a.row > 0
  AND daterange(a.hire_date, greatest(a.last_day, a.hire_date), '[]')
      && daterange(b.hire_date, greatest(b.last_day, b.hire_date), '[]')
"""

# A file that brings only some of the dates may not fit the ones we know.
_BACKWARDS = """
UPDATE work w SET verdict = CASE
    WHEN coalesce(w.last_day, s.last_day) < coalesce(w.hire_date, s.hire_date) THEN 'left_before_hire'
    ELSE 'notice_after_last_day' END
FROM people.spell s
WHERE s.id = w.spell_id AND w.verdict IS NULL AND NOT w.never
  AND (coalesce(w.last_day, s.last_day) < coalesce(w.hire_date, s.hire_date)
       OR coalesce(w.notice_date, s.notice_date) > coalesce(w.last_day, s.last_day))
"""

# Where addresses are the key, a number may be somebody else's, here or further up in the file.
_NUMBER_TAKEN = """
UPDATE work w SET verdict = 'number_taken'
WHERE w.verdict IS NULL AND w.employee_number IS NOT NULL
  AND (EXISTS (SELECT 1 FROM people.person p
               WHERE p.employee_number = w.employee_number AND w.person_id <> coalesce(p.merged_into, p.id))
       OR EXISTS (SELECT 1 FROM work o
                  WHERE o.employee_number = w.employee_number AND o.person_id <> w.person_id AND o.row < w.row))
"""

# Of several rows about one person the one with the last hire date speaks for the person.
_LEADS = """
UPDATE work w SET leads = false
FROM (
    SELECT row, row_number() OVER (PARTITION BY person_id ORDER BY hire_date DESC NULLS LAST, row DESC) AS back
    FROM work WHERE verdict IS NULL AND times > 1) o
WHERE o.row = w.row AND o.back > 1
"""

_MANAGERS_BY_NUMBER = """
WITH everybody AS (
    SELECT employee_number, coalesce(merged_into, id) AS id FROM people.person WHERE forgotten_at IS NULL
    UNION
    SELECT employee_number, person_id FROM work WHERE known_id IS NULL AND verdict IS NULL),
wanted AS (
    SELECT m.manager, min(e.id::text)::uuid AS id, count(DISTINCT e.id) AS n
    FROM (SELECT DISTINCT manager FROM work WHERE manager IS NOT NULL) m
    LEFT JOIN everybody e ON e.employee_number = m.manager
    GROUP BY m.manager)
"""

# A number where names were expected still finds its person: a column may hold both, or begin with a thousand blanks.
_MANAGERS_BY_NAME = """
WITH everybody AS (
    SELECT name_key, id FROM people.person WHERE forgotten_at IS NULL AND merged_into IS NULL
    UNION
    SELECT name_key, person_id FROM work WHERE known_id IS NULL AND verdict IS NULL
    UNION
    SELECT lower(regexp_replace(employee_number, '[^[:alnum:]]', '', 'g')), coalesce(merged_into, id)
    FROM people.person WHERE forgotten_at IS NULL AND employee_number ~ '[0-9]'
    UNION
    SELECT lower(regexp_replace(employee_number, '[^[:alnum:]]', '', 'g')), person_id
    FROM work WHERE known_id IS NULL AND verdict IS NULL AND employee_number ~ '[0-9]'),
wanted AS (
    SELECT m.manager_key, min(e.id::text)::uuid AS id, count(DISTINCT e.id) AS n
    FROM (SELECT DISTINCT manager_key FROM work WHERE manager_key IS NOT NULL) m
    LEFT JOIN everybody e ON e.name_key = m.manager_key
    GROUP BY m.manager_key)
"""

_SET_MANAGERS = """
UPDATE work w SET
    manager_id = CASE WHEN f.n = 1 AND f.id <> w.person_id THEN f.id END,
    manager_name = CASE WHEN f.n <> 1 THEN w.manager END,
    manager_notice = CASE WHEN f.n = 0 THEN 'manager_unknown' WHEN f.n > 1 THEN 'manager_ambiguous'
                          WHEN f.id = w.person_id THEN 'manager_self' END
FROM wanted f WHERE f.{column} = w.{column} AND w.verdict IS NULL
"""

# Only who is somebody's manager and has one can be part of a circle.
_LINES = """
WITH line AS (
    SELECT person_id, manager_id, row FROM work
    WHERE verdict IS NULL AND manager_id IS NOT NULL AND leads
    UNION ALL
    SELECT s.person_id, s.manager_id, NULL FROM people.spell s
    WHERE s.latest AND s.manager_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM work w WHERE w.person_id = s.person_id AND w.verdict IS NULL AND w.leads
                      AND w.manager IS NOT NULL))
SELECT person_id, manager_id, row FROM line WHERE person_id IN (SELECT manager_id FROM line)
"""


def begin(conn: Connection, import_id: UUID, *, key: str) -> None:
    """Find persons and spells for every staged row, and refuse what cannot be."""
    _plan_for_many(conn, import_id)
    conn.execute(text("DROP TABLE IF EXISTS pg_temp.work"))
    conn.execute(text(_PERSONS.replace("{join}", _KEY_JOIN[key])), {"import_id": import_id})
    conn.execute(text("CREATE UNIQUE INDEX ON work (row)"))
    conn.execute(text("CREATE INDEX ON work (person_id)"))
    conn.execute(text("ANALYZE work"))
    days = {"days": CORRECTION_DAYS}
    conn.execute(text(_NEEDED))
    if key != "employee_number":
        conn.execute(text(_NUMBER_TAKEN))
    conn.execute(text(_EXACT))
    conn.execute(text("CREATE INDEX ON work (spell_id)"))
    conn.execute(text("ANALYZE work (spell_id)"))
    conn.execute(text(_NEAR), days)
    conn.execute(text(_NEW))
    fitting.begin(conn)
    conn.execute(text(_DUPLICATES), days)
    conn.execute(text(_OVERLAPS))
    conn.execute(text(_BACKWARDS))
    conn.execute(text(_LEADS))


def _plan_for_many(conn: Connection, import_id: UUID) -> None:
    """Keep the planner from nested loops for the rest of the transaction, where the file is large.

    The rows came in a moment ago, so its statistics still say that there are few; a loop over each would take hours.
    """
    rows = text("SELECT count(*) FROM people.staged_row WHERE import_id = :import_id")
    if conn.execute(rows, {"import_id": import_id}).scalar_one() > MANY:
        conn.execute(text("SET LOCAL enable_nestloop = off"))


def find_managers(conn: Connection, *, by_name: bool) -> None:
    """Find the manager of every row that may go in."""
    column = "manager_key" if by_name else "manager"
    found = _MANAGERS_BY_NAME if by_name else _MANAGERS_BY_NUMBER
    conn.execute(text(found + _SET_MANAGERS.replace("{column}", column)))


def lines(conn: Connection) -> list[Row[Any]]:
    """Return who stands under whom afterwards, as far as it could be part of a circle."""
    return list(conn.execute(text(_LINES)))


def refuse(conn: Connection, rows: list[int], code: str) -> None:
    """Keep rows out."""
    statement = text("UPDATE work SET verdict = :code, manager_id = NULL WHERE row = ANY(:rows)")
    conn.execute(statement, {"rows": rows, "code": code})


def refused(conn: Connection) -> list[Row[Any]]:
    """Return the rows that were refused beside the others."""
    return list(
        conn.execute(
            text("SELECT row, key, verdict, other_row FROM work WHERE verdict IS NOT NULL ORDER BY row")
        )
    )


def manager_notices(conn: Connection) -> list[Row[Any]]:
    """Return the rows that go in without a manager."""
    statement = (
        "SELECT row, manager, manager_notice FROM work WHERE verdict IS NULL AND manager_notice IS NOT NULL"
    )
    return list(conn.execute(text(statement + " ORDER BY row")))
