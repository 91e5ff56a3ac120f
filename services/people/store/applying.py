"""What a matched file changes: worked out as a list first, then done, all in a few statements over the whole file."""

# ruff: noqa: E501, S608  SQL has lines of its own, and what is put together here are constants of this file

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from services.people.store import departments, people

_STATE = """CASE WHEN {died} THEN 'left' WHEN {hired} > :today THEN 'expected' WHEN {last} IS NULL THEN 'active'
    WHEN {last} >= :today THEN 'leaving' ELSE 'left' END"""


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
_WITHDRAWN = """(:last_day_mapped AND w.last_day IS NULL AND s.last_day IS NOT NULL AND s.leave_by = 'import' AND s.latest
    AND w.times = 1 AND NOT p.deceased)"""
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
  AND s.last_day IS NULL AND s.hire_date <= :today
  AND NOT EXISTS (SELECT 1 FROM work w WHERE w.known_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM people.rejected_row r WHERE r.import_id = :import_id AND r.key = {key_as_read})
ORDER BY p.id
"""

_NEW_PERSONS = """
INSERT INTO people.person (id, employee_number, given_name, infix, family_name, name_key, email, private_email, language,
    time_zone, country, region, birth_date, sample, deceased, created_at, changed_at)
SELECT person_id, employee_number, given_name, infix, family_name, name_key, email, private_email, language,
    time_zone, country, region, birth_date, :sample, coalesce(leave_kind = 'death', false), :now, :now
FROM work WHERE known_id IS NULL AND verdict IS NULL AND leads ORDER BY row
"""

_CHANGED_PERSONS = """
UPDATE people.person p SET
    employee_number = CASE WHEN :number_may_change THEN coalesce(w.employee_number, p.employee_number) ELSE p.employee_number END,
    given_name = coalesce(w.given_name, p.given_name), infix = coalesce(w.infix, p.infix),
    family_name = coalesce(w.family_name, p.family_name), name_key = coalesce(w.name_key, p.name_key),
    email = CASE WHEN lower(w.email) IS DISTINCT FROM lower(p.email) THEN coalesce(w.email, p.email) ELSE p.email END,
    private_email = coalesce(w.private_email, p.private_email),
    language = coalesce(w.language, p.language), time_zone = coalesce(w.time_zone, p.time_zone),
    country = coalesce(w.country, p.country), region = coalesce(w.region, p.region),
    birth_date = coalesce(w.birth_date, p.birth_date)
FROM work w JOIN outcome o USING (row)
WHERE p.id = w.known_id AND o.of_person <> '{}'
"""

_TOUCHED = """
UPDATE people.person p SET version = version + 1, changed_at = :now,
    deceased = p.deceased OR EXISTS (SELECT 1 FROM work w WHERE w.known_id = p.id AND w.verdict IS NULL AND w.leave_kind = 'death')
WHERE p.id IN (SELECT person_id FROM outcome
               WHERE NOT new_person AND (new_spell OR of_person <> '{}' OR of_spell <> '{}'))
"""

_CHANGED_SPELLS = f"""
UPDATE people.spell s SET
    hire_date = coalesce(w.hire_date, s.hire_date),
    last_day = CASE WHEN o.withdrawn THEN NULL ELSE coalesce(w.last_day, s.last_day) END,
    notice_date = CASE WHEN o.withdrawn OR coalesce(w.last_day, s.last_day) IS NULL THEN NULL ELSE coalesce(w.notice_date, s.notice_date) END,
    leave_kind = CASE WHEN o.withdrawn OR coalesce(w.last_day, s.last_day) IS NULL THEN NULL ELSE coalesce(w.leave_kind, s.leave_kind) END,
    leave_by = CASE WHEN o.withdrawn THEN NULL WHEN o.of_spell ? 'last_day' THEN 'import' ELSE s.leave_by END,
    department_id = coalesce(d.id, s.department_id), function = coalesce(w.function, s.function),
    manager_id = CASE WHEN o.of_spell ? 'manager' THEN w.manager_id ELSE s.manager_id END,
    manager_name = CASE WHEN o.of_spell ? 'manager' THEN w.manager_name ELSE s.manager_name END,
    hours = coalesce(w.hours, s.hours), part_time_days = coalesce(w.part_time_days, s.part_time_days),
    state = {_STATE.format(died="coalesce(w.leave_kind, s.leave_kind, '') = 'death' AND NOT o.withdrawn",
                           hired="coalesce(w.hire_date, s.hire_date)",
                           last="(CASE WHEN o.withdrawn THEN NULL ELSE coalesce(w.last_day, s.last_day) END)")}
FROM work w JOIN outcome o USING (row) LEFT JOIN people.department d ON d.path = w.department
WHERE s.id = w.spell_id AND NOT w.new_spell AND o.of_spell <> '{{}}'
"""  # fmt: skip

_NEW_SPELLS = f"""
INSERT INTO people.spell (id, person_id, no, latest, state, hire_date, notice_date, last_day, leave_kind, leave_by,
    department_id, function, manager_id, manager_name, hours, part_time_days)
SELECT w.spell_id, w.person_id,
       row_number() OVER (PARTITION BY w.person_id ORDER BY w.hire_date) + CASE WHEN w.known_id IS NULL THEN 0 ELSE 1000 END,
       w.known_id IS NULL AND row_number() OVER (PARTITION BY w.person_id ORDER BY w.hire_date DESC) = 1,
       {_STATE.format(died="coalesce(w.leave_kind, '') = 'death'", hired="w.hire_date", last="w.last_day")},
       w.hire_date, CASE WHEN w.last_day IS NOT NULL THEN w.notice_date END, w.last_day,
       CASE WHEN w.last_day IS NOT NULL THEN w.leave_kind END, CASE WHEN w.last_day IS NOT NULL THEN 'import' END,
       d.id, w.function, w.manager_id, w.manager_name, w.hours, w.part_time_days
FROM work w LEFT JOIN people.department d ON d.path = w.department
WHERE w.new_spell AND w.verdict IS NULL ORDER BY w.row
"""

_SALARIES = """
INSERT INTO people.salary (spell_id, amount)
SELECT spell_id, salary FROM work WHERE verdict IS NULL AND salary IS NOT NULL AND spell_id IS NOT NULL
ON CONFLICT (spell_id) DO UPDATE SET amount = excluded.amount WHERE salary.amount IS DISTINCT FROM excluded.amount
"""

_FACTS = """
SELECT o.row, o.person_id, o.spell_id, o.new_spell, o.withdrawn, o.was_last_day, o.was_state, o.was_hired,
       s.hire_date, s.last_day, s.leave_kind, s.notice_date, s.state, s.no,
       CASE WHEN o.new_spell AND s.no > 1 THEN (SELECT q.id FROM people.spell q WHERE q.person_id = s.person_id AND q.no = s.no - 1)
            END AS previous_id,
       nullif(o.of_person || o.of_spell, '{}') AS fields
FROM outcome o JOIN people.spell s ON s.id = o.spell_id
WHERE o.new_spell OR o.of_person <> '{}' OR o.of_spell <> '{}'
UNION ALL
SELECT o.row, o.person_id, NULL, false, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, o.of_person
FROM outcome o WHERE o.spell_id IS NULL AND o.of_person <> '{}'
ORDER BY 1
"""

_PROPOSALS = """
INSERT INTO people.merge_proposal (id, first_id, second_id, reason, created_at)
SELECT gen_random_uuid(), least(a.id, b.id), greatest(a.id, b.id), {reason}, :now
FROM people.person a JOIN people.person b ON {same} AND b.id <> a.id
WHERE a.id IN (SELECT person_id FROM outcome WHERE new_person OR of_person <> '{{}}')
  AND a.forgotten_at IS NULL AND b.forgotten_at IS NULL AND a.merged_into IS NULL AND b.merged_into IS NULL
ON CONFLICT (first_id, second_id) DO NOTHING
"""
_SAME = (
    ("'name_and_birth_date'", "b.name_key = a.name_key AND a.name_key <> '' AND b.birth_date = a.birth_date"),
    ("'email'", "lower(b.email) = lower(a.email)"),
    ("'email'", "lower(b.private_email) = lower(a.private_email)"),
)


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


def write(conn: Connection, given: Mapping[str, Any]) -> None:
    """Do what the list says. ``given``: now, today, sample, number_may_change."""
    now, today = given["now"], given["today"]
    conn.execute(text("SET CONSTRAINTS people.ex_spell_overlap, people.uq_spell_person_id_no DEFERRED"))
    paths = conn.execute(
        text("SELECT DISTINCT department FROM work WHERE verdict IS NULL AND department IS NOT NULL")
    ).scalars()
    departments.ensure(conn, list(paths))
    conn.execute(text(_NEW_PERSONS), {"now": now, "sample": given["sample"]})
    conn.execute(text(_CHANGED_PERSONS), {"number_may_change": given["number_may_change"]})
    conn.execute(text(_CHANGED_SPELLS), {"today": today})
    conn.execute(text(_NEW_SPELLS), {"today": today})
    conn.execute(text(_SALARIES))
    conn.execute(text(_TOUCHED), {"now": now})
    again = conn.execute(
        text(
            "SELECT DISTINCT person_id FROM outcome WHERE NOT new_person AND (new_spell OR of_spell ? 'hire_date')"
        )
    ).scalars()
    people.renumber(conn, list(again))


def leave(conn: Connection, spell_ids: list[UUID], last_day: date) -> None:
    """Give the spells of who is no longer in the file their last day."""
    conn.execute(
        text(
            "UPDATE people.spell SET last_day = :day, leave_by = 'import', state = 'leaving' WHERE id = ANY(:ids)"
        ),
        {"day": last_day, "ids": spell_ids},
    )


def outcomes(conn: Connection) -> list[Row[Any]]:
    """Return what happened, row by row, for the facts."""
    return list(conn.execute(text(_FACTS)))


def propose_merges(conn: Connection, now: datetime) -> None:
    """Propose to merge people who came in and look like somebody else: same name and birth date, or an address."""
    for reason, same in _SAME:
        conn.execute(text(_PROPOSALS.format(reason=reason, same=same)), {"now": now})
