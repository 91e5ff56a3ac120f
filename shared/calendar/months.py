"""Counting months and years: the same day, or the last day of a month that has no such day."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

from shared.calendar.errors import DateOutOfReach

MONTHS_IN_YEAR = 12
SHORTEST_MONTH = 28


@lru_cache(maxsize=65_536)
def add_months(day: date, months: int) -> date:
    """Return ``day`` plus ``months`` (may be negative): 31 January + 1 month is the last day of February."""
    year, month = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + months, MONTHS_IN_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        raise DateOutOfReach(day=day.isoformat())
    if day.day <= SHORTEST_MONTH:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """Return the anniversary of ``day``; one of 29 February falls on 28 February in other years."""
    return add_months(day, years * MONTHS_IN_YEAR)


def add_days(day: date, days: int) -> date:
    """Return ``day`` plus ``days``, or raise where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise DateOutOfReach(day=day.isoformat()) from None
