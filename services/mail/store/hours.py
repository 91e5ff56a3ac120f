"""When somebody works, as people publishes it, and the organisation's hours and closed days, as journey does."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.mail.domain.hours import Hours, window_of
from shared.calendar.errors import UnknownZone
from shared.calendar.window import zone_of
from shared.calendar.working import WorkCalendar, days_off

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


def hours(conn: Connection, person_ids: Collection[UUID], *, zone: str) -> dict[UUID | None, Hours]:
    """Return the hours of these persons, and under None those of whoever else; ``zone`` is for who has none."""
    rows = conn.execute(_HOURS, {"ids": [_NOBODY, *person_ids]})
    return {None if row.person_id == _NOBODY else row.person_id: _hours(row, zone) for row in rows}


def _hours(row: Any, zone: str) -> Hours:
    settings = row.settings or {}
    closed = _closed(tuple((first, last) for first, last in settings.get("closed") or ()))
    return Hours(
        zone=_known_zone(row.time_zone, zone),
        calendar=WorkCalendar(row.country, row.region, days_off(row.part_time_days), closed),
        window=window_of(settings),
    )


@lru_cache(maxsize=16)
def _closed(spans: tuple[tuple[str, str], ...]) -> frozenset[date]:
    found = ((date.fromisoformat(first), date.fromisoformat(last)) for first, last in spans)
    return frozenset(
        first + timedelta(days=number) for first, last in found for number in range((last - first).days + 1)
    )


@lru_cache(maxsize=1024)
def _known_zone(name: str | None, default: str) -> str:
    """A zone that a newer zone file dropped must not stop everybody's letters."""
    if not name:
        return default
    try:
        zone_of(name)
    except UnknownZone:
        return default
    return name
