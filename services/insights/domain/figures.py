"""Who was there, who came and who went, by group and period; and the rate that follows from it.

The formula: 100 times the leavers, over the mean headcount. The mean is of the headcount the evening before the period
and on its last evening; over thirteen points it is of those two and the month ends in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from services.insights.policy import class_of

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Leaving:
    """So many of a group left in a stretch of time in the same way."""

    kind: str | None
    early: bool
    regretted: bool | None
    many: int


@dataclass
class Stretch:
    """One group between two boundaries."""

    start: int = 0
    end: int = 0
    joiners: int = 0
    leavings: list[Leaving] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One group in one period. ``heads`` are the headcounts over which the mean is taken."""

    group: str | None
    period: str
    heads: tuple[int, ...]
    joiners: int
    leavings: tuple[Leaving, ...]

    @property
    def start(self) -> int:
        """How many were there the evening before."""
        return self.heads[0]

    @property
    def end(self) -> int:
        """How many were there on the last evening."""
        return self.heads[-1]

    @property
    def mean(self) -> Decimal:
        """How many were there, on average."""
        return Decimal(sum(self.heads)) / len(self.heads)

    @property
    def leavers(self) -> int:
        """How many left."""
        return sum(one.many for one in self.leavings)

    @property
    def early(self) -> int:
        """How many left within a year of their first day."""
        return sum(one.many for one in self.leavings if one.early)

    @property
    def regretted(self) -> int:
        """How many left of whom HR said that they are missed."""
        return sum(one.many for one in self.leavings if one.regretted)

    @property
    def unmarked(self) -> int:
        """Of how many HR has not said whether they are missed."""
        return sum(one.many for one in self.leavings if one.regretted is None)

    def of_class(self, name: str) -> int:
        """How many left by whose choice."""
        return sum(one.many for one in self.leavings if class_of(one.kind) == name)

    @property
    def rate(self) -> Decimal | None:
        """Turnover in percent; None where nobody was there."""
        return rate(self.leavers, self.mean)


def rate(leavers: int, mean: Decimal) -> Decimal | None:
    """Return leavers in percent of the mean headcount, with one decimal; halves go to the even digit."""
    if not mean:
        return None
    return (100 * leavers / mean).quantize(_TENTH, rounding=ROUND_HALF_EVEN)


class Tally:
    """Adds up counts by group over stretches that follow one another."""

    def __init__(self, stretches: int) -> None:
        self._many = stretches
        self._groups: dict[str | None, list[Stretch]] = {}

    def head(self, groups: Iterable[str | None], boundary: int, many: int) -> None:
        """Count people who were there on a boundary (0 is the first)."""
        for group in groups:
            row = self._row(group)
            if boundary < self._many:
                row[boundary].start += many
            if boundary:
                row[boundary - 1].end += many

    def join(self, groups: Iterable[str | None], stretch: int, many: int) -> None:
        """Count people who began in a stretch (1 is the first)."""
        for group in groups:
            self._row(group)[stretch - 1].joiners += many

    def leave(self, groups: Iterable[str | None], stretch: int, leaving: Leaving) -> None:
        """Count people who left in a stretch (1 is the first)."""
        for group in groups:
            self._row(group)[stretch - 1].leavings.append(leaving)

    def groups(self) -> list[str | None]:
        """Return every group of which somebody was counted."""
        return list(self._groups)

    def between(self, group: str | None, first: int, last: int) -> Stretch:
        """Return what was counted of ``group`` between two boundaries, whatever boundaries lie between them."""
        row = self._row(group)[first:last]
        return Stretch(
            start=row[0].start,
            end=row[-1].end,
            joiners=sum(one.joiners for one in row),
            leavings=[leaving for one in row for leaving in one.leavings],
        )

    def _row(self, group: str | None) -> list[Stretch]:
        row = self._groups.get(group)
        if row is None:
            row = self._groups[group] = [Stretch() for _ in range(self._many)]
        return row


def fold(group: str | None, period: str, stretches: Sequence[Stretch]) -> Figures:
    """Return the figures of one period out of the stretches it is made of."""
    return Figures(
        group=group,
        period=period,
        heads=(stretches[0].start, *(one.end for one in stretches)),
        joiners=sum(one.joiners for one in stretches),
        leavings=tuple(_gathered(one for stretch in stretches for one in stretch.leavings)),
    )


def by_kind(everybody: Figures, word: Callable[[str | None], str | None]) -> list[Figures]:
    """Return the leavers of each kind apart, each over everybody's headcount."""
    kinds = sorted({one.kind for one in everybody.leavings}, key=str)
    return [
        Figures(
            group=word(kind),
            period=everybody.period,
            heads=everybody.heads,
            joiners=0,
            leavings=tuple(one for one in everybody.leavings if one.kind == kind),
        )
        for kind in kinds
    ]


def _gathered(leavings: Iterable[Leaving]) -> list[Leaving]:
    sums: dict[tuple[str | None, bool, bool | None], int] = {}
    for one in leavings:
        key = (one.kind, one.early, one.regretted)
        sums[key] = sums.get(key, 0) + one.many
    return [Leaving(*key, many) for key, many in sorted(sums.items(), key=str)]
