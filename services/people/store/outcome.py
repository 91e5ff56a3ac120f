"""What a matched file would change, worked out as a list in the temporary table ``outcome``: what is shown and then done."""

# ruff: noqa: E501, S608  SQL has lines of its own, and what is put together here are constants of this file

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text


def _pair(name: str, known: str, given: str, when: str = "") -> str:
    """SQL for one entry of the list: the field, from what, to what; nothing where the file says nothing or the same."""
    condition = when or f"{given} IS NOT NULL AND {given} IS DISTINCT FROM {known}"
    return f"'{name}', CASE WHEN {condition} THEN jsonb_build_array({known}, {given}) END"


_NAMES = "w.given_name IS NOT NULL AND (w.given_name, w.infix, w.family_name) IS DISTINCT FROM (p.given_name, p.infix, p.family_name)"
_PERSON_PAIRS = ", ".join(
    [
        *(
            _pair(name, f"p.{name}", f"w.{name}", f"{_NAMES} AND w.{name} <> p.{name}")
            for name in ("given_name", "infix", "family_name")
        ),
        _pair("employee_number", "p.employee_number", "w.employee_number",
              ":number_may_change AND w.employee_number IS DISTINCT FROM p.employee_number AND w.employee_number IS NOT NULL"),
        _pair("email", "p.email", "w.email", "w.email IS NOT NULL AND lower(w.email) IS DISTINCT FROM lower(p.email)"),
        *(
            _pair(name, f"p.{name}", f"w.{name}")
            for name in ("private_email", "language", "time_zone", "country", "region", "birth_date")
        ),
    ]
)  # fmt: skip
_MANAGER = """w.manager IS NOT NULL AND coalesce(w.manager_notice, '') <> 'manager_self'
    AND (w.manager_id IS DISTINCT FROM s.manager_id OR (w.manager_id IS NULL AND w.manager_name IS DISTINCT FROM s.manager_name))"""
_BOSS = "coalesce((SELECT concat_ws(' ', nullif(b.given_name, ''), nullif(b.infix, ''), nullif(b.family_name, '')) FROM people.person b WHERE b.id = s.manager_id), s.manager_name)"
# An empty cell erases nothing, but for one thing: a last day that an earlier file brought and this one no longer has.
# And who never began does not leave.
_WITHDRAWN = """((:last_day_mapped AND w.last_day IS NULL AND s.last_day IS NOT NULL AND s.leave_by = 'import' AND s.latest
    AND w.times = 1 AND NOT p.deceased AND w.never_started IS NULL) OR (w.never AND s.last_day IS NOT NULL))"""
_SPELL_PAIRS = ", ".join(
    [
        _pair("hire_date", "s.hire_date", "w.hire_date"),
        _pair("last_day", "s.last_day", "w.last_day",
              f"{_WITHDRAWN} OR (w.last_day IS NOT NULL AND w.last_day IS DISTINCT FROM s.last_day)"),
        _pair("leave_kind", "s.leave_kind", "w.leave_kind",
              f"({_WITHDRAWN} AND s.leave_kind IS NOT NULL) OR (w.leave_kind IS DISTINCT FROM s.leave_kind AND w.leave_kind IS NOT NULL)"),
        _pair("notice_date", "s.notice_date", "w.notice_date",
              f"({_WITHDRAWN} AND s.notice_date IS NOT NULL) OR (w.notice_date IS DISTINCT FROM s.notice_date AND w.notice_date IS NOT NULL)"),
        _pair("department", "d.path", "w.department"),
        _pair("function", "s.function", "w.function"),
        _pair("manager", _BOSS, "w.manager", _MANAGER),
        _pair("hours", "s.hours", "w.hours"),
        _pair("part_time_days", "s.part_time_days", "w.part_time_days"),
        _pair("contract", "s.contract", "w.contract"),
        _pair("contract_end", "s.contract_end", "w.contract_end"),
        _pair("probation_end", "s.probation_end", "w.probation_end"),
        _pair("place", "l.name", "w.place", "w.place IS NOT NULL AND lower(w.place) IS DISTINCT FROM lower(l.name)"),
        _pair("never_started", "NULL::text", "'never_started'", "w.never AND s.state IS DISTINCT FROM 'never_started'"),
        _pair("absence_from", "a.first_day", "w.absence_from", "w.absence_id IS NOT NULL AND w.absence_from IS DISTINCT FROM a.first_day"),
        _pair("absence_until", "a.last_day", "w.absence_until",
              "w.absence_id IS NOT NULL AND w.absence_until IS NOT NULL AND w.absence_until IS DISTINCT FROM a.last_day"),
        # What a leave is for stands with the leave and nowhere else.
        "'absence_kind', CASE WHEN w.absence_id IS NOT NULL AND w.absence_kind IS DISTINCT FROM a.kind AND w.absence_kind IS NOT NULL THEN '[]'::jsonb END",
        "'salary', CASE WHEN w.salary IS DISTINCT FROM y.amount AND w.salary IS NOT NULL THEN '[]'::jsonb END",
    ]
)  # fmt: skip

_OUTCOME = f"""
CREATE TEMPORARY TABLE outcome ON COMMIT DROP AS
SELECT w.row, w.person_id, w.spell_id, w.known_id IS NULL AS new_person, w.new_spell, s.last_day AS was_last_day,
       s.state AS was_state, s.hire_date AS was_hired, coalesce({_WITHDRAWN}, false) AS withdrawn,
       row_number() OVER (PARTITION BY w.person_id ORDER BY w.row) AS nth,
       CASE WHEN w.known_id IS NULL OR NOT w.leads THEN '{{}}'::jsonb
            ELSE jsonb_strip_nulls(jsonb_build_object({_PERSON_PAIRS})) END AS of_person,
       CASE WHEN w.new_spell THEN '{{}}'::jsonb
            ELSE jsonb_strip_nulls(jsonb_build_object({_SPELL_PAIRS})) END AS of_spell
FROM work w
LEFT JOIN people.person p ON p.id = w.known_id
LEFT JOIN people.spell s ON s.id = w.spell_id
LEFT JOIN people.department d ON d.id = s.department_id
LEFT JOIN people.salary y ON y.spell_id = s.id
LEFT JOIN people.place l ON l.id = s.place_id
LEFT JOIN people.absence a ON a.id = w.absence_id
WHERE w.verdict IS NULL
"""

_CHANGES = """
INSERT INTO people.import_change (import_id, row, person_id, what, fields)
SELECT :import_id, row, person_id,
       CASE WHEN new_person AND nth = 1 THEN 'created' WHEN new_spell THEN 'returned' ELSE 'changed' END,
       of_person || of_spell
FROM outcome WHERE new_person OR new_spell OR of_person <> '{}' OR of_spell <> '{}'
ORDER BY row
"""

_COUNTS = """
SELECT count(*) FILTER (WHERE new_person AND nth = 1) AS created,
       count(*) FILTER (WHERE NOT (new_person AND nth = 1)
                        AND (new_spell OR of_person <> '{}' OR of_spell <> '{}')) AS changed,
       count(*) FILTER (WHERE NOT new_spell AND NOT new_person AND of_person = '{}' AND of_spell = '{}') AS unchanged
FROM outcome
"""

# Who could be in the file and is not: has a number, is employed, and no row of theirs was refused.
_ABSENT = """
SELECT p.id AS person_id, s.id AS spell_id FROM people.person p JOIN people.spell s ON s.person_id = p.id AND s.latest
WHERE p.forgotten_at IS NULL AND p.merged_into IS NULL AND p.sample = :sample AND p.{key} IS NOT NULL
  AND s.last_day IS NULL AND s.hire_date <= :today AND s.state <> 'never_started'
  AND NOT EXISTS (SELECT 1 FROM work w WHERE w.known_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM people.rejected_row r WHERE r.import_id = :import_id AND r.key = {key_as_read})
ORDER BY p.id
"""

_FACTS = """
SELECT o.row, o.person_id, o.spell_id, o.new_spell, o.withdrawn, o.was_last_day, o.was_state, o.was_hired,
       s.hire_date, s.last_day, s.leave_kind, s.notice_date, s.state, s.no,
       CASE WHEN o.new_spell AND s.no > 1 THEN (SELECT q.id FROM people.spell q WHERE q.person_id = s.person_id AND q.no < s.no
                AND q.state <> 'never_started' ORDER BY q.no DESC LIMIT 1) END AS previous_id,
       nullif(o.of_person || o.of_spell, '{}') AS fields
FROM outcome o JOIN people.spell s ON s.id = o.spell_id
WHERE o.new_spell OR o.of_person <> '{}' OR o.of_spell <> '{}'
UNION ALL
SELECT o.row, o.person_id, NULL, false, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, o.of_person
FROM outcome o WHERE o.spell_id IS NULL AND o.of_person <> '{}'
ORDER BY 1
"""


def work_out(conn: Connection, *, number_may_change: bool, last_day_mapped: bool) -> None:
    """List what every row would change, in the temporary table ``outcome``."""
    conn.execute(text("DROP TABLE IF EXISTS pg_temp.outcome"))
    conn.execute(text(_OUTCOME), {"number_may_change": number_may_change, "last_day_mapped": last_day_mapped})
    conn.execute(text("CREATE UNIQUE INDEX ON outcome (row)"))
    conn.execute(text("ANALYZE outcome"))


def counts(conn: Connection) -> Row[Any]:
    """Return how many rows are new, change something, change nothing."""
    return conn.execute(text(_COUNTS)).one()


def list_changes(conn: Connection, import_id: UUID) -> None:
    """Keep the list, to be read before it is applied and afterwards."""
    conn.execute(text(_CHANGES), {"import_id": import_id})


def absent(conn: Connection, import_id: UUID, *, key: str, sample: bool, today: date) -> list[Row[Any]]:
    """Return who is employed and not in the file, and list them."""
    as_read = "p.employee_number" if key == "employee_number" else f"lower(p.{key})"
    statement = _ABSENT.replace("{key}", key).replace("{key_as_read}", as_read)
    found = list(conn.execute(text(statement), {"import_id": import_id, "sample": sample, "today": today}))
    if found:
        conn.execute(
            text(
                "INSERT INTO people.import_change (import_id, row, person_id, what, fields) "
                "VALUES (:import_id, NULL, :person_id, 'absent', jsonb_build_object('last_day', "
                "jsonb_build_array(NULL, cast(:today AS date))))"
            ),
            [{"import_id": import_id, "person_id": row.person_id, "today": today} for row in found],
        )
    return found


def outcomes(conn: Connection) -> list[Row[Any]]:
    """Return what happened, row by row, for the facts."""
    return list(conn.execute(text(_FACTS)))
