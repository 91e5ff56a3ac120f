"""Figures as they may be shown: of enough people, and with nothing to subtract. Pure.

Sums of circles are large enough by themselves. This is for the day on which the setting has risen since they were
made, and for other counts of people that somebody wants to show in a table with its total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

TOO_FEW = "too_few"
"""Fewer people than may be spoken of."""
COMPLEMENT = "complement"
"""Enough people, but shown it would give away another that is hidden."""

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """How many people, and how often each answer was given."""

    people: int
    tally: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Figure) -> Figure:
        """Return the figure of both groups together."""
        return Figure(
            people=self.people + other.people, tally=dict(Counter(self.tally) + Counter(other.tally))
        )

    def share(self, value: str) -> float:
        """Return which share of the people gave this answer."""
        return self.tally.get(value, 0) / self.people if self.people else 0.0

    def top(self, most: int) -> list[tuple[str, int]]:
        """Return the answers that were given most, and how often; of as many the first by its name."""
        return sorted(self.tally.items(), key=lambda one: (-one[1], one[0]))[:most]

    @property
    def mean(self) -> float | None:
        """Return the mean where every answer is a number."""
        total = sum(self.tally.values())
        if not total or not all(value.lstrip("-").isdecimal() for value in self.tally):
            return None
        return sum(int(value) * count for value, count in self.tally.items()) / total


NOBODY = Figure(people=0)


def tallied(rows: Iterable[tuple[Name, str | None, int]]) -> dict[Name, Figure]:
    """Return the figure of each name, from how often each value was given; a row without one counts the people."""
    people: dict[Name, int] = {}
    tallies: dict[Name, dict[str, int]] = {}
    for name, value, count in rows:
        if value is None:
            people[name] = int(count)
        else:
            tallies.setdefault(name, {})[value] = int(count)
    return {name: Figure(people=count, tally=tallies.get(name, {})) for name, count in people.items()}


def apart(groups: Mapping[str | None, Figure]) -> tuple[dict[str, Figure], Figure]:
    """Return the figures of groups by name, in order, and that of those who are not told apart (None)."""
    named = {str(group): figure for group, figure in groups.items() if group is not None}
    return dict(sorted(named.items())), groups.get(None, NOBODY)


@dataclass(frozen=True, kw_only=True)
class Table(Generic[Name]):
    """What may be shown: groups by name, which are hidden and why, the others together, and the total.

    ``rest`` are the people of hidden groups and those of whom is not told to which group they belong; it is None where
    there are none. ``total`` is None where all together are too few.
    """

    shown: Mapping[Name, Figure]
    hidden: Mapping[Name, str]
    rest: Figure | None
    total: Figure | None


def table(groups: Mapping[Name, Figure], rest: Figure = NOBODY, *, least: int) -> Table[Name]:
    """Return ``groups`` and the ``rest`` as they may be shown beside their total.

    Groups that are too small are counted with the rest; where that is too small still, the smallest group joins them.
    """
    total = sum(groups.values(), rest)
    small = {name: TOO_FEW for name, figure in groups.items() if 0 < figure.people < least}
    if total.people < least:
        return Table(shown={}, hidden=dict.fromkeys(groups, TOO_FEW), rest=None, total=None)
    shown = {name: figure for name, figure in groups.items() if name not in small and figure.people}
    for name in small:
        rest += groups[name]
    while 0 < rest.people < least:
        smallest = min(shown, key=lambda name: (shown[name].people, str(name)))
        small[smallest] = COMPLEMENT
        rest += shown.pop(smallest)
    return Table(shown=shown, hidden=small, rest=rest if rest.people else None, total=total)
