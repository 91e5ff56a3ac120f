"""When the letter of the month leaves. Pure."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from shared.calendar.months import add_months

# On the first of the month, on the wall clock of the organisation; mail keeps to each reader's own hours.
LEAVES_AT: Final = time(9, 10)


def month_letter(since: datetime, zone: str) -> datetime:
    """Return the instant of the first letter of the month at or after ``since``."""
    here = ZoneInfo(zone)
    first = since.astimezone(here).date().replace(day=1)
    this = _leaves(first, here)
    return this if since <= this else _leaves(add_months(first, 1), here)


def _leaves(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, LEAVES_AT, zone)
