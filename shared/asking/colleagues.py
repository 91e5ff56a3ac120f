"""What people publishes of employments, for whoever asks: where and when somebody works, never a name or an address."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import text

from shared.asking.model import Colleague
from shared.calendar.window import known_zone
from shared.calendar.working import work_calendar
from shared.db.transaction import Tx
from shared.kernel.settings import settings

# Joined from the ids, not filtered by them: right after a large import the planner knows nothing about the tables yet.
# Who is forgotten has a career for the figures, and is no contact any more: no letter, no question.
# Person by person, by index (OFFSET 0 keeps the planner from turning it around): just after a large import it has no
# figures yet, and would walk through everybody for each answer that comes in.
_COLLEAGUES = text("""
    SELECT found.*
    FROM unnest(cast(:ids AS uuid[])) AS asked (id),
    LATERAL (
        SELECT c.person_id, c.spell_id, c.hire_date, c.state, c.deceased, c.time_zone, c.language, c.country, c.region,
               c.part_time_days, c.department_id, c.department, c.department_path, c.function, c.forgotten, c.sample,
               c.notice_date, c.last_day, c.leave_kind
        FROM people.career_v1 c
        WHERE c.person_id = asked.id
        OFFSET 0) AS found
    WHERE NOT found.forgotten
""")


def colleagues(tx: Tx, person_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], Colleague]:
    """Return the employments of these people by person and spell."""
    if not person_ids:
        return {}
    rows = tx.conn.execute(_COLLEAGUES, {"ids": list(person_ids)})
    return {(row.person_id, row.spell_id): _colleague(row) for row in rows}


def _colleague(row: Any) -> Colleague:
    return Colleague(
        person_id=row.person_id,
        spell_id=row.spell_id,
        hire_date=row.hire_date,
        state=row.state,
        deceased=bool(row.deceased),
        zone=known_zone(row.time_zone, settings().zone),
        language=row.language or settings().language,
        calendar=work_calendar(
            settings().country_of(row.country, row.time_zone), row.region, row.part_time_days
        ),
        department_id=row.department_id,
        department=row.department,
        department_path=row.department_path,
        function=row.function,
        country=row.country,
        sample=row.sample,
        notice_date=row.notice_date,
        last_day=row.last_day,
        leave_kind=row.leave_kind,
    )
