"""Working days of somebody: weekend, public holidays, closed days, part-time days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from shared.calendar.errors import NoWorkingDay
from shared.calendar.months import add_days

WEEKEND = frozenset({5, 6})
WEEKDAYS = range(7)
WEEKDAY_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
A_YEAR_AND_A_MONTH = 400
# What HR systems write for the regions that the holidays library names otherwise.
REGION_NAMES = {
    ("BE", "VLG"): "Flemish",
    ("BE", "VLAANDEREN"): "Flemish",
    ("BE", "WAL"): "French",
    ("BE", "WALLONIE"): "French",
    ("BE", "WALLONIË"): "French",
}


@dataclass(frozen=True)
class WorkCalendar:
    """Where and when somebody works. ``days_off`` are ISO weekdays (Monday is 1) that a part-timer is free."""

    country: str | None = None
    region: str | None = None
    days_off: frozenset[int] = frozenset()
    closed: frozenset[date] = frozenset()


EVERYWHERE = WorkCalendar()


@lru_cache(maxsize=512)
def days_off(part_time_days: str | None) -> frozenset[int]:
    """Return the ISO weekdays that a part-timer is free, from the days worked as people keeps them.

    ``mon,tue,thu`` names them; ``4`` is a number of days of which we do not know which they are, so none is free.
    """
    worked = {code for code in (part_time_days or "").split(",") if code in WEEKDAY_CODES}
    if not worked:
        return frozenset()
    return frozenset(number for number, code in enumerate(WEEKDAY_CODES, start=1) if code not in worked)


@lru_cache(maxsize=4096)
def work_calendar(
    country: str | None,
    region: str | None,
    part_time_days: str | None,
    closed: frozenset[date] = frozenset(),
) -> WorkCalendar:
    """Return when somebody works, from what people keeps of them.

    One object for all who work alike: what is worked out for one of them is found again for the others.
    """
    return WorkCalendar(country, region, days_off(part_time_days), closed)


@lru_cache(maxsize=64)
def closed_days(spans: tuple[tuple[date, date], ...]) -> frozenset[date]:
    """Return each day on which an organisation is closed, given the first and last day of each time."""
    return frozenset(
        add_days(first, number) for first, last in spans for number in range((last - first).days + 1)
    )


def is_working_day(day: date, calendar: WorkCalendar = EVERYWHERE) -> bool:
    """Return whether somebody with this calendar works on ``day``."""
    return (
        day not in _free_days(calendar.country, calendar.region, day.year)
        and day not in calendar.closed
        and (not calendar.days_off or day.isoweekday() not in _days_off(calendar.country, calendar.days_off))
    )


def why_free(day: date, calendar: WorkCalendar = EVERYWHERE) -> str | None:
    """Return why ``day`` is no working day (weekend, holiday, closed or part_time), or None where it is one."""
    if day.weekday() in _weekend(calendar.country):
        return "weekend"
    if day in public_holidays(calendar.country, calendar.region, day.year):
        return "holiday"
    if day in calendar.closed:
        return "closed"
    return None if is_working_day(day, calendar) else "part_time"


def next_working_day(day: date, calendar: WorkCalendar = EVERYWHERE) -> date:
    """Return ``day`` itself where it is a working day, else the first one after it."""
    found = day
    for _ in range(A_YEAR_AND_A_MONTH):
        if is_working_day(found, calendar):
            return found
        found = add_days(found, 1)
    raise NoWorkingDay(day=day.isoformat())


def add_working_days(day: date, days: int, calendar: WorkCalendar = EVERYWHERE) -> date:
    """Return the ``days``-th working day after ``day`` (before it, where negative); 0 is ``day`` itself."""
    step = 1 if days > 0 else -1
    found = day
    for _ in range(abs(days)):
        found = _neighbour(found, step, calendar)
    return found


def _neighbour(day: date, step: int, calendar: WorkCalendar) -> date:
    found = day
    for _ in range(A_YEAR_AND_A_MONTH):
        found = add_days(found, step)
        if is_working_day(found, calendar):
            return found
    raise NoWorkingDay(day=day.isoformat())


@lru_cache(maxsize=4096)
def public_holidays(country: str | None, region: str | None, year: int) -> Mapping[date, str]:
    """Return the public holidays of a year with their names; a region we do not know has those of its country."""
    known = _country(country)
    if known is None:
        return {}
    return dict(holidays.country_holidays(known.country, subdiv=_subdivision(known, region), years=year))


@lru_cache(maxsize=512)
def _country(country: str | None) -> holidays.HolidayBase | None:
    """Return what the library knows of a country, by its code of two or three letters; None where it knows none."""
    code = (country or "").strip().upper()
    return holidays.country_holidays(code) if code in holidays.list_supported_countries() else None


@lru_cache(maxsize=4096)
def _free_days(country: str | None, region: str | None, year: int) -> frozenset[date]:
    """Return weekends and holidays of a year in one set: a million moments are planned against a few of these."""
    weekend = _weekend(country)
    first = date(year, 1, 1)
    length = (date(year, 12, 31) - first).days + 1
    days = (first + timedelta(days=n) for n in range(length))
    return frozenset(d for d in days if d.weekday() in weekend) | frozenset(
        public_holidays(country, region, year)
    )


@lru_cache(maxsize=512)
def _weekend(country: str | None) -> frozenset[int]:
    known = _country(country)
    return frozenset(known.weekend) if known is not None else WEEKEND


@lru_cache(maxsize=1024)
def _days_off(country: str | None, days_off: frozenset[int]) -> frozenset[int]:
    """Days off that leave no working day in a week are no days off: such a person would never hear from us."""
    weekend = _weekend(country)
    working = {n + 1 for n in WEEKDAYS if n not in weekend}
    return days_off if working - days_off else frozenset()


def _subdivision(known: holidays.HolidayBase, region: str | None) -> str | None:
    if not region:
        return None
    name = region.strip().removeprefix(f"{known.country}-")
    name = REGION_NAMES.get((known.country, name.upper()), name)
    if name in known.subdivisions:
        return name
    return known.subdivisions_aliases.get(name) or known.subdivisions_aliases.get(name.title())
