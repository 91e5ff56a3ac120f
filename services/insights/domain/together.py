"""Two figures of the same departments beside one another: what was found there, and who left. Never a cause. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.insights.domain import chance
from services.insights.domain.chance import Comparison


@dataclass(frozen=True)
class Found:
    """What a source says of a unit: a value, and on how many people it rests."""

    value: float
    people: int


@dataclass(frozen=True)
class Gone:
    """So many left of so many people, over so much time (people once over, where time does not matter)."""

    left: int
    people: float
    exposure: float

    def __add__(self, other: Gone) -> Gone:
        """Return both together."""
        return Gone(self.left + other.left, self.people + other.people, self.exposure + other.exposure)


@dataclass(frozen=True, kw_only=True)
class Side:
    """The units on one side: which, how many people the source rests on, and who left."""

    units: Sequence[str]
    told: int
    gone: Gone


@dataclass(frozen=True, kw_only=True)
class Together:
    """Units where a source is above its mean, the others, and what may be said of the difference in leaving."""

    mean: float
    above: Side
    below: Side
    seen: Comparison


NOBODY = Gone(0, 0.0, 0.0)


def lay(found: Mapping[str, Found], gone: Mapping[str, Gone], *, least: int, z: float) -> Together | None:
    """Part units by the mean of all, weighed by people, and compare who left; None where either side is too small."""
    known = {unit: one for unit, one in found.items() if one.people >= least and unit in gone}
    people = sum(one.people for one in known.values())
    if len(known) < 2 or not people:
        return None
    mean = sum(one.value * one.people for one in known.values()) / people
    above = _side(known, gone, (unit for unit, one in known.items() if one.value > mean))
    below = _side(known, gone, (unit for unit, one in known.items() if one.value <= mean))
    if min(above.gone.people, below.gone.people) < least:
        return None
    seen = chance.compare(above.gone.left, above.gone.exposure, below.gone.left, below.gone.exposure, z=z)
    return Together(mean=mean, above=above, below=below, seen=seen)


def _side(known: Mapping[str, Found], gone: Mapping[str, Gone], units: Iterable[str]) -> Side:
    names = sorted(units)
    return Side(
        units=names,
        told=sum(known[unit].people for unit in names),
        gone=sum((gone[unit] for unit in names), NOBODY),
    )
