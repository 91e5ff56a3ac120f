"""Months and weeks as they stand on a wall: which days, what comes before and after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from shared.calendar.months import add_months

MONTH, WEEK = "month", "week"
# What lies outside was before anybody's employment, or is nobody's worry.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class Period:
    """A month or a week, with its first and last day."""

    kind: str
    first: date
    last: date

    @property
    def name(self) -> str:
        """Return how it stands in an address: ``2027-03``, ``2026-W53``."""
        if self.kind == MONTH:
            return f"{self.first:%Y-%m}"
        year, week, _ = self.first.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def before(self) -> Period | None:
        """Return the period before, None at the beginning of the calendar."""
        return _within(self.kind, self.first - timedelta(days=1))

    @property
    def after(self) -> Period | None:
        """Return the period after, None at the end of the calendar."""
        return _within(self.kind, self.last + timedelta(days=1))

    @property
    def days(self) -> list[date]:
        """Return each day."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    @property
    def weeks(self) -> list[Row]:
        """Return the days in weeks from Monday on; a week that begins or ends outside has gaps."""
        rows: dict[tuple[int, int], list[date | None]] = {}
        for day in self.days:
            year, week, weekday = day.isocalendar()
            rows.setdefault((year, week), [None] * _DAYS_IN_WEEK)[weekday - 1] = day
        return [Row(week, tuple(days)) for (_, week), days in rows.items()]


@dataclass(frozen=True)
class Row:
    """A week of a month: its number, and its days."""

    number: int
    days: tuple[date | None, ...]


def month_of(day: date) -> Period:
    """Return the month of a day, the nearest that the calendar has."""
    first = _held(day).replace(day=1)
    return Period(MONTH, first, add_months(first, 1) - timedelta(days=1))


def week_of(day: date) -> Period:
    """Return the week of a day, from Monday to Sunday, the nearest that the calendar has."""
    held = _held(day)
    monday = held - timedelta(days=held.weekday())
    return Period(WEEK, monday, monday + timedelta(days=_DAYS_IN_WEEK - 1))


def read_month(words: str) -> Period | None:
    """Return the month ``2027-03``, None where there is none of that name."""
    found = _MONTH.fullmatch(words)
    return _read(MONTH, f"{words}-01") if found else None


def read_week(words: str) -> Period | None:
    """Return the week ``2026-W53`` (ISO 8601), None where that year has none of that number."""
    found = _WEEK.fullmatch(words)
    return _read(WEEK, f"{words}-1") if found else None


def _read(kind: str, day: str) -> Period | None:
    try:
        return _within(kind, date.fromisoformat(day))
    except ValueError:
        return None


def _within(kind: str, day: date) -> Period | None:
    if not EARLIEST <= day <= LATEST:
        return None
    return month_of(day) if kind == MONTH else week_of(day)


def _held(day: date) -> date:
    return min(max(day, EARLIEST), LATEST)
