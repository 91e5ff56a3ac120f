"""What leaving costs: by level of the function, in parts, each a range. No single number: nobody knows it so well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

PARTS = ("recruiting", "vacancy", "introduction", "productivity", "knowledge")
MOST = Decimal(10_000_000)


@dataclass(frozen=True)
class Range:
    """From so much to so much."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Range) -> Range:
        """Return both together."""
        return Range(self.low + other.low, self.high + other.high)

    def times(self, many: int) -> Range:
        """Return it so many times over."""
        return Range(self.low * many, self.high * many)

    def rounded(self) -> Range:
        """Return it as it is said: two digits, the rest would be false precision; never narrower than it is."""
        return Range(_two_digits(self.low, up=False), _two_digits(self.high, up=True))


NOTHING = Range(Decimal(0), Decimal(0))


@dataclass(frozen=True)
class Level:
    """A level of functions, and what one leaving costs there, in parts."""

    id: UUID
    name: str
    parts: Mapping[str, Range]

    @property
    def one(self) -> Range:
        """What one leaving costs."""
        return added(self.parts.values())


@dataclass(frozen=True)
class Estimate:
    """What a number of leavings cost; of ``unknown`` more it is not known, as their function has no level."""

    leavers: int
    cost: Range
    unknown: int


def added(ranges: Iterable[Range]) -> Range:
    """Return the sum."""
    total = NOTHING
    for one in ranges:
        total += one
    return total


def estimate(counts: Iterable[tuple[str | None, int]], levels: Mapping[str, Level]) -> Estimate:
    """Return what leavings cost, out of how many left of each function; ``levels`` by function."""
    leavers = unknown = 0
    cost = NOTHING
    for function, many in counts:
        level = levels.get(function or "")
        if level is None:
            unknown += many
        else:
            leavers += many
            cost += level.one.times(many)
    return Estimate(leavers, cost, unknown)


def _two_digits(value: Decimal, *, up: bool) -> Decimal:
    step = Decimal(1)
    while value >= step * 100:
        step *= 10
    whole = value // step
    return (whole + (1 if up and whole * step < value else 0)) * step
