"""What the list of ``outcome`` says is done, in a few statements over the whole file."""

# ruff: noqa: E501, S608  SQL has lines of its own, and what is put together here are constants of this file

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.people.store import absences_of_file, departments, earlier, people

_STATE = """CASE WHEN w.never THEN 'never_started' WHEN {died} THEN 'left' WHEN {hired} > :today THEN 'expected' WHEN {last} IS NULL THEN 'active'
    WHEN {last} >= :today THEN 'leaving' ELSE 'left' END"""


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
    known_leaving_on = CASE WHEN o.withdrawn THEN NULL WHEN s.last_day IS NULL AND w.last_day IS NOT NULL THEN :today
                            ELSE s.known_leaving_on END,
    contract = coalesce(w.contract, s.contract), contract_end = coalesce(w.contract_end, s.contract_end),
    probation_end = coalesce(w.probation_end, s.probation_end), place_id = coalesce(l.id, s.place_id),
    department_id = coalesce(d.id, s.department_id), function = coalesce(w.function, s.function),
    manager_id = CASE WHEN o.of_spell ? 'manager' THEN w.manager_id ELSE s.manager_id END,
    manager_name = CASE WHEN o.of_spell ? 'manager' THEN w.manager_name ELSE s.manager_name END,
    hours = coalesce(w.hours, s.hours), part_time_days = coalesce(w.part_time_days, s.part_time_days),
    state = {_STATE.format(died="coalesce(w.leave_kind, s.leave_kind, '') = 'death' AND NOT o.withdrawn",
                           hired="coalesce(w.hire_date, s.hire_date)",
                           last="(CASE WHEN o.withdrawn THEN NULL ELSE coalesce(w.last_day, s.last_day) END)")}
FROM work w JOIN outcome o USING (row) LEFT JOIN people.department d ON d.path = w.department
LEFT JOIN people.place l ON lower(l.name) = lower(w.place)
WHERE s.id = w.spell_id AND NOT w.new_spell AND o.of_spell <> '{{}}'
"""  # fmt: skip

_NEW_PLACES = """
INSERT INTO people.place (id, name)
SELECT gen_random_uuid(), name
FROM (SELECT DISTINCT ON (lower(place)) place AS name FROM work WHERE verdict IS NULL AND place IS NOT NULL
      ORDER BY lower(place), row) new
ON CONFLICT (lower(name)) DO NOTHING
"""

_NEW_SPELLS = f"""
INSERT INTO people.spell (id, person_id, no, latest, state, hire_date, notice_date, last_day, leave_kind, leave_by,
    known_leaving_on, department_id, function, manager_id, manager_name, hours, part_time_days, contract, contract_end,
    probation_end, place_id)
SELECT w.spell_id, w.person_id,
       row_number() OVER (PARTITION BY w.person_id ORDER BY w.hire_date) + CASE WHEN w.known_id IS NULL THEN 0 ELSE 1000 END,
       w.known_id IS NULL AND row_number() OVER (PARTITION BY w.person_id ORDER BY w.never, w.hire_date DESC) = 1,
       {_STATE.format(died="coalesce(w.leave_kind, '') = 'death'", hired="w.hire_date", last="w.last_day")},
       w.hire_date, CASE WHEN w.last_day IS NOT NULL THEN w.notice_date END, w.last_day,
       CASE WHEN w.last_day IS NOT NULL THEN w.leave_kind END, CASE WHEN w.last_day IS NOT NULL THEN 'import' END,
       CASE WHEN w.last_day IS NOT NULL THEN cast(:today AS date) END,
       d.id, w.function, w.manager_id, w.manager_name, w.hours, w.part_time_days, w.contract, w.contract_end,
       w.probation_end, l.id
FROM work w LEFT JOIN people.department d ON d.path = w.department
LEFT JOIN people.place l ON lower(l.name) = lower(w.place)
WHERE w.new_spell AND w.verdict IS NULL ORDER BY w.row
"""

_SALARIES = """
INSERT INTO people.salary (spell_id, amount)
SELECT spell_id, salary FROM work WHERE verdict IS NULL AND salary IS NOT NULL AND spell_id IS NOT NULL
ON CONFLICT (spell_id) DO UPDATE SET amount = excluded.amount WHERE salary.amount IS DISTINCT FROM excluded.amount
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
    (
        "'name_and_birth_date'",
        "b.name_key = a.name_key AND a.name_key <> '' AND b.birth_date = a.birth_date AND a.birth_date IS NOT NULL",
    ),
    ("'email'", "lower(b.email) = lower(a.email)"),
    ("'email'", "lower(b.private_email) = lower(a.private_email)"),
)


def write(conn: Connection, given: Mapping[str, Any]) -> None:
    """Do what the list says. ``given``: now, today, sample, number_may_change."""
    now, today = given["now"], given["today"]
    conn.execute(text("SET CONSTRAINTS people.ex_spell_overlap, people.uq_spell_person_id_no DEFERRED"))
    paths = conn.execute(
        text("SELECT DISTINCT department FROM work WHERE verdict IS NULL AND department IS NOT NULL")
    ).scalars()
    departments.ensure(conn, list(paths))
    conn.execute(text(_NEW_PLACES))
    conn.execute(text(_NEW_PERSONS), {"now": now, "sample": given["sample"]})
    conn.execute(text(_CHANGED_PERSONS), {"number_may_change": given["number_may_change"]})
    earlier.keep_listed(conn, now, today)
    conn.execute(text(_CHANGED_SPELLS), {"today": today})
    conn.execute(text(_NEW_SPELLS), {"today": today})
    conn.execute(text(_SALARIES))
    absences_of_file.write(conn, now)
    conn.execute(text(_TOUCHED), {"now": now})
    again = conn.execute(
        text(
            "SELECT DISTINCT person_id FROM outcome "
            "WHERE NOT new_person AND (new_spell OR of_spell ?| ARRAY['hire_date', 'never_started'])"
        )
    ).scalars()
    people.renumber(conn, list(again))


def leave(conn: Connection, spell_ids: list[UUID], last_day: date, *, known_on: date) -> None:
    """Give the spells of who is no longer in the file their last day."""
    conn.execute(
        text(
            "UPDATE people.spell SET last_day = :day, leave_by = 'import', state = 'leaving', "
            "known_leaving_on = :known WHERE id = ANY(:ids)"
        ),
        {"day": last_day, "ids": spell_ids, "known": known_on},
    )


def propose_merges(conn: Connection, now: datetime) -> None:
    """Propose to merge people who came in and look like somebody else: same name and birth date, or an address."""
    for reason, same in _SAME:
        conn.execute(text(_PROPOSALS.format(reason=reason, same=same)), {"now": now})
