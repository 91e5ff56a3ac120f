"""Whether two rules of a plan are always in each other's way: on no day there is, both could leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from services.journey.domain.rule import YEARLY, Audience, Offset, Range, Rule

LISTS = ("functions", "countries", "contracts", "leave_kinds")
RANGES = ("tenure_months", "hours", "absence_days")
# A leap year and the one after it: each weekday, each length of a month.
FIRST_DAY = date(2028, 1, 1)
DAYS = tuple(FIRST_DAY + timedelta(days=number) for number in range(731))
SATURDAY, WORKING_DAYS = 5, 5


def always(one: Rule, other: Rule, spacing_days: int, departments: Mapping[UUID, Sequence[UUID]]) -> bool:
    """Return whether whoever gets ``one`` never gets ``other``: too close on every day, and nothing parts them.

    ``departments`` are all there are, each with all above it and itself.
    """
    if one.beside_budget or other.beside_budget:
        return False
    if not _beside(one, other) or apart(one.audience, other.audience, departments):
        return False
    spacing = timedelta(days=spacing_days)
    days = zip(_leaving(one.after, one.on), _leaving(other.after, other.on), strict=True)
    return all(
        _too_close(first, one, second, other, spacing)
        if first <= second
        else _too_close(second, other, first, one, spacing)
        for first, second in days
    )


def apart(one: Audience, other: Audience, departments: Mapping[UUID, Sequence[UUID]]) -> bool:
    """Return whether surely nobody belongs to both."""
    if any(_no_overlap(getattr(one, name), getattr(other, name)) for name in LISTS):
        return True
    if any(_beyond(getattr(one, name), getattr(other, name)) for name in RANGES):
        return True
    if None not in {one.returned, other.returned} and one.returned != other.returned:
        return True
    return bool(one.departments and other.departments) and not any(
        here in departments.get(there, ()) or there in departments.get(here, ())
        for here in one.departments
        for there in other.departments
    )


def _no_overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _beyond(one: Range, other: Range) -> bool:
    return any(
        low.most is not None and high.least is not None and low.most < high.least
        for low, high in ((one, other), (other, one))
    )


def _beside(one: Rule, other: Rule) -> bool:
    """Return whether they count from the same days, as often."""
    if one.anchor != other.anchor or one.every or other.every or one.times != other.times:
        return False
    return one.anchor != YEARLY or one.on == other.on


@lru_cache(maxsize=512)
def _leaving(after: Offset, on: tuple[int, int] | None) -> tuple[date, ...]:
    """Return when a moment leaves, for each day on which the date that it counts from can fall."""
    return tuple(working(counted(after, day)) for day in DAYS if on is None or (day.month, day.day) == on)


def _too_close(first: date, before: Rule, second: date, after: Rule, spacing: timedelta) -> bool:
    if second - first >= spacing or before.name in after.merges_with:
        return False
    return working(first + spacing) > second + timedelta(days=after.tolerance)


def working(day: date) -> date:
    """Return ``day``, or the Monday after it where it lies in a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= SATURDAY else day


def counted(offset: Offset, day: date) -> date:
    """Return the day that lies an offset after ``day``; working days are reckoned, not walked, and without holidays."""
    if offset.unit != "working_days" or not offset.number:
        return offset.after(day)
    number, weekday = abs(offset.number), day.weekday()
    if offset.number > 0:
        start = min(weekday, WORKING_DAYS - 1)
        return day + timedelta(days=start - weekday + number + 2 * ((start + number) // WORKING_DAYS))
    # The same week, looked at in a mirror: Friday is its first day.
    ahead = 7 - weekday if weekday >= SATURDAY else 0
    start = WORKING_DAYS - 1 - (0 if ahead else weekday)
    return day + timedelta(days=ahead - number - 2 * ((start + number) // WORKING_DAYS))
