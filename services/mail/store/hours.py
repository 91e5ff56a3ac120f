"""When somebody works, as people publishes it, and the organisation's hours and closed days, as journey does."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.mail.domain.hours import Hours, window_of
from shared.calendar.window import known_zone
from shared.calendar.working import closed_days, work_calendar
from shared.kernel.settings import settings

# Person by person, by index, whatever the planner believes of tables that have just been filled; the last employment.
_HOURS = text("""
    SELECT asked.id AS person_id, found.*, org.settings
    FROM unnest(cast(:ids AS uuid[])) AS asked (id)
    LEFT JOIN LATERAL (
        SELECT c.time_zone, c.country, c.region, c.part_time_days FROM people.career_v1 c
        WHERE c.person_id = asked.id
        ORDER BY c.spell_no DESC LIMIT 1) AS found ON true
    LEFT JOIN (SELECT settings FROM journey.hours_v1) AS org ON true
""")
_NOBODY = UUID(int=0)


def hours(conn: Connection, person_ids: Collection[UUID]) -> dict[UUID | None, Hours]:
    """Return the hours of these persons, and under None those of whoever else."""
    rows = conn.execute(_HOURS, {"ids": [_NOBODY, *person_ids]})
    return {None if row.person_id == _NOBODY else row.person_id: _hours(row) for row in rows}


def _hours(row: Any) -> Hours:
    chosen = row.settings or {}
    closed = closed_days(
        tuple(
            (date.fromisoformat(first), date.fromisoformat(last))
            for first, last in chosen.get("closed") or ()
        )
    )
    country = settings().country_of(row.country, row.time_zone)
    return Hours(
        zone=known_zone(row.time_zone, settings().zone),
        calendar=work_calendar(country, row.region, row.part_time_days, closed),
        window=window_of(chosen),
    )
