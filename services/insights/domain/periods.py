"""Stretches of time that figures are about. A period runs from the day after one boundary up to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 12
YEAR_DAYS = 365.25


@dataclass(frozen=True)
class Period:
    """Everything after ``start`` (the day of the first headcount) up to and including ``end`` (of the last)."""

    name: str
    start: date
    end: date

    @property
    def first_day(self) -> date:
        """The first day that counts."""
        return self.start + timedelta(days=1)

    @property
    def years(self) -> float:
        """How many years it lasts: what a person counts for who is there throughout."""
        return (self.end - self.start).days / YEAR_DAYS


def year(number: int, until: date) -> Period:
    """Return a calendar year; one that is not over ends at ``until``."""
    return Period(str(number), date(number - 1, 12, 31), min(date(number, 12, 31), until))


def years(first: int, last: int, until: date) -> list[Period]:
    """Return calendar years, the oldest first; a year that has not begun is left out."""
    return [year(number, until) for number in range(first, min(last, until.year) + 1)]


def twelve_months(until: date) -> Period:
    """Return the last whole months, twelve of them, up to the end of the month before ``until`` (or on it)."""
    end = month_end(until) if until == month_end(until) else month_end(until, -1)
    return Period("12m", month_end(end, -MONTHS), end)


def before(period: Period) -> Period:
    """Return the stretch of a year before ``period``, for comparing."""
    return Period(f"{period.name}-1", month_end(period.start, -MONTHS), period.start)


def month_end(day: date, months: int = 0) -> date:
    """Return the last day of the month that lies ``months`` further than the one of ``day``."""
    number = day.year * MONTHS + day.month - 1 + months + 1
    return date(number // MONTHS, number % MONTHS + 1, 1) - timedelta(days=1)


def month_ends(period: Period) -> list[date]:
    """Return the boundaries of the months within ``period``: for a year thirteen, beginning with its start."""
    ends = [period.start]
    while ends[-1] < period.end:
        ends.append(min(month_end(ends[-1], 1), period.end))
    return ends
