"""One at a time for a person: what fits among all that the house would ask of somebody, and what has to give way.

Days only. What has left stays where it is; who chose a day by hand is obeyed. Of the rest, the programme that goes
first takes its day, and what follows is moved within its tolerance, goes along with what it belongs to, or is left out.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Budget:
    """No more than one request in so many days, and so many in any year."""

    spacing_days: int = 21
    a_year: int = 8

    @property
    def spacing(self) -> timedelta:
        """Return the least time between two requests."""
        return timedelta(days=self.spacing_days)


class Wish(NamedTuple):
    """A moment that would like a day."""

    rank: int
    day: date
    # Where it would have been, were it alone and nothing late: tolerance counts from there, and so does who goes first.
    first: date
    tolerance: int
    name: str
    merges_with: frozenset[str]
    fixed: bool


class Place(NamedTuple):
    """What became of a wish: its day, or None and what was in the way; ``together`` where it goes along with that."""

    day: date | None
    blocker: str = ""
    blocked_on: date | None = None
    together: bool = False


def fits_all(days: Sequence[date], budget: Budget) -> bool:
    """Return whether requests on these days, in order, keep the budget."""
    spacing, most = budget.spacing, budget.a_year
    for number in range(1, len(days)):
        if days[number] - days[number - 1] < spacing:
            return False
        if number >= most and days[number] - days[number - most] < A_YEAR:
            return False
    return True


def place(
    wishes: Sequence[Wish],
    sent: Sequence[tuple[date, str]],
    budget: Budget,
    next_day: Callable[[int, date], date],
) -> list[Place]:
    """Return a place for each wish, in their order; ``next_day(n, day)`` is when wish n can leave from ``day`` on."""
    if fits_all(sorted([wish.day for wish in wishes] + [day for day, _ in sent]), budget):
        return [Place(wish.day) for wish in wishes]
    taken = _Taken(sent, budget)
    found: list[Place | None] = [None] * len(wishes)
    # Who chose a day by hand first; then by programme, day, and the order of the plan.
    order = sorted(
        range(len(wishes)), key=lambda n: (not wishes[n].fixed, wishes[n].rank, wishes[n].first, n)
    )
    for number in order:
        found[number] = _place_one(number, wishes[number], taken, next_day)
    return [one for one in found if one is not None]


def _place_one(number: int, wish: Wish, taken: _Taken, next_day: Callable[[int, date], date]) -> Place:
    if wish.fixed:
        taken.add(wish.day, wish.name)
        return Place(wish.day)
    first: tuple[date, str] | None = None
    day, last = wish.day, max(wish.day, wish.first + timedelta(days=wish.tolerance))
    while day <= last:
        blocker = taken.in_the_way(day)
        if blocker is None:
            taken.add(day, wish.name)
            return Place(day)
        first = first or blocker
        if blocker[1] in wish.merges_with and abs(blocker[0] - wish.first) < taken.budget.spacing:
            return Place(None, blocker[1], blocker[0], together=True)
        day = next_day(number, max(taken.after(blocker, day), day + timedelta(days=1)))
    assert first is not None
    return Place(None, first[1], first[0])


class _Taken:
    """The days that are taken, in order."""

    def __init__(self, sent: Sequence[tuple[date, str]], budget: Budget) -> None:
        self.budget = budget
        self._days = sorted(sent)

    def add(self, day: date, name: str) -> None:
        insort(self._days, (day, name))

    def in_the_way(self, day: date) -> tuple[date, str] | None:
        """Return what makes a request on ``day`` one too many, or None."""
        at = bisect_left(self._days, (day, ""))
        for near in self._days[max(at - 1, 0) : at + 1]:
            if abs(near[0] - day) < self.budget.spacing:
                return near
        return self._full_year(day, at)

    def after(self, blocker: tuple[date, str], day: date) -> date:
        """Return the first day on which ``blocker`` is no longer in the way of a request on ``day``."""
        near = abs(blocker[0] - day) < self.budget.spacing
        return blocker[0] + (self.budget.spacing if near else A_YEAR)

    def _full_year(self, day: date, at: int) -> tuple[date, str] | None:
        most = self.budget.a_year
        for first in range(max(at - most, 0), at + 1):
            last = first + most - 1
            if last >= len(self._days):
                return None
            early = min(self._days[first][0], day)
            late = max(self._days[last][0], day)
            if late - early < A_YEAR:
                return self._days[first]
        return None
