"""Employments and absences, as people publishes them now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.journey.domain.spell import Absence, Spell
from shared.calendar.window import known_zone
from shared.calendar.working import work_calendar
from shared.kernel.settings import settings

# One look in the index for each of them (OFFSET 0 keeps it so), whatever the planner believes of tables that have just
# been filled: joined as a set, planning a large import read all of people for every thousand.
# Careers of forgotten people stay for the figures; they get no letters.
_SPELLS = text("""
    SELECT found.*, EXISTS (SELECT FROM journey.pause p WHERE p.person_id = found.person_id) AS paused
    FROM unnest(cast(:ids AS uuid[])) AS asked (id),
    LATERAL (
        SELECT c.person_id, c.spell_id, c.hire_date, c.state, c.deceased, c.country, c.region, c.time_zone,
               c.part_time_days, c.forgotten, c.last_day, coalesce(c.notice_date, c.known_leaving_on) AS notice_date,
               c.leave_kind, c.contract, c.contract_end, c.probation_end, c.department_id, c.department_ids,
               c.function, c.hours
        FROM people.career_v1 c
        WHERE c.person_id = asked.id
        OFFSET 0) AS found
    WHERE NOT found.forgotten
""")
_ABSENCES = text("""
    SELECT found.* FROM unnest(cast(:ids AS uuid[])) AS asked (id),
    LATERAL (
        SELECT a.absence_id, a.spell_id, a.first_day, a.last_day FROM people.absence_v1 a
        WHERE a.person_id = asked.id
          AND (a.last_day IS NULL OR a.last_day >= :since OR EXISTS (
            SELECT FROM journey.touchpoint t
            WHERE t.person_id = asked.id AND t.about = a.absence_id AND t.state = 'planned'))
        OFFSET 0) AS found
    ORDER BY found.first_day
""")
_ANY_ABSENCE = text("SELECT EXISTS (SELECT FROM people.absence_v1)")


def spells_of(
    conn: Connection,
    person_ids: Collection[UUID],
    *,
    zone: str,
    closed: frozenset[date],
    absent_since: date,
) -> list[Spell]:
    """Return all employments of these people, with the absences that matter since ``absent_since``.

    What waits still for one of long ago, as HR moved it, keeps that one too.

    ``zone`` is the organisation's, for who has none; ``closed`` are the days on which nobody works.
    """
    absences = _absences(conn, person_ids, absent_since)
    rows = conn.execute(_SPELLS, {"ids": list(person_ids)}).all()
    return [_spell(row, absences.get(row.spell_id, ()), zone, closed) for row in rows]


def _absences(conn: Connection, person_ids: Collection[UUID], since: date) -> dict[UUID, tuple[Absence, ...]]:
    # In a house that keeps no absences, a million people are not asked for them one by one.
    if not conn.execute(_ANY_ABSENCE).scalar():
        return {}
    found: dict[UUID, tuple[Absence, ...]] = {}
    for row in conn.execute(_ABSENCES, {"ids": list(person_ids), "since": since}):
        one = Absence(row.absence_id, row.first_day, row.last_day)
        found[row.spell_id] = (*found.get(row.spell_id, ()), one)
    return found


def _spell(row: Any, absences: Iterable[Absence], zone: str, closed: frozenset[date]) -> Spell:
    return Spell(
        person_id=row.person_id,
        spell_id=row.spell_id,
        hire_date=row.hire_date,
        state=row.state,
        deceased=bool(row.deceased),
        zone=known_zone(row.time_zone, zone),
        calendar=work_calendar(
            settings().country_of(row.country, row.time_zone), row.region, row.part_time_days, closed
        ),
        last_day=row.last_day,
        notice_date=row.notice_date,
        probation_end=row.probation_end,
        contract_end=row.contract_end,
        leave_kind=row.leave_kind,
        contract=row.contract,
        department_id=row.department_id,
        department_ids=_ids(tuple(row.department_ids)),
        function=row.function,
        country=row.country,
        hours=float(row.hours) if row.hours is not None else None,
        absences=tuple(absences),
        paused=row.paused,
    )


@lru_cache(maxsize=4096)
def _ids(found: tuple[UUID, ...]) -> frozenset[UUID]:
    return frozenset(found)
