"""From counts by row and column to figures with their margins. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from services.insights.domain import explorer
from services.insights.domain.explorer import EARLY, HEADCOUNT, JOINERS, REGRETTED, RETURNED, TOTAL, Cell, Key
from services.insights.domain.figures import rate

_SHARE_DIGITS = 1
Place = tuple[Key, Key]


@dataclass
class Counts:
    """Of one group: who was there at the begin and at the end, who came, who went and counts, of how many, marked.

    ``there`` is who was there at any time, where that is counted.
    """

    start: int = 0
    end: int = 0
    came: int = 0
    many: int = 0
    gone: int = 0
    marked: int = 0
    there: int = 0

    def add(self, other: Counts) -> None:
        """Count others in as well."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def nobody(self) -> bool:
        """True where there is nothing to tell."""
        return not any(vars(self).values())


@dataclass
class Grid:
    """Counts by row and column, gathered with their margins."""

    counts: dict[Place, Counts] = field(default_factory=dict)

    def add(self, row: Key, column: Key, some: Counts) -> None:
        """Count people in a cell, and in the margins of its row and column."""
        for place in {(row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)}:
            self.counts.setdefault(place, Counts()).add(some)

    def places(self) -> Iterable[Place]:
        """Return every cell in which anybody was counted."""
        return self.counts


def cell_of(measure: str, some: Counts, present: Counts) -> Cell:
    """Return the figure of a group; ``present`` is over whom a rate goes, where that is not the group itself."""
    if measure == HEADCOUNT:
        return Cell(value=some.end, base=some.end)
    if measure == JOINERS:
        return Cell(value=some.came, base=some.came)
    if measure == explorer.LEAVERS:
        return Cell(value=some.many, base=some.gone)
    if measure == RETURNED:
        return Cell(value=share(some.many, some.came), base=some.came)
    if measure in {EARLY, REGRETTED}:
        whole = some.gone if measure == EARLY else some.marked
        return Cell(value=share(some.many, whole), base=whole)
    mean = (present.start + present.end) / 2
    found = rate(some.many, _exact(present))
    return Cell(value=None if found is None else float(found), base=mean)


def share(part: int, whole: int) -> float | None:
    """Return a share in percent; None where there is nobody."""
    return round(100 * part / whole, _SHARE_DIGITS) if whole else None


def cells(measure: str, grid: Grid, present: Mapping[Place, Counts] | None = None) -> dict[Place, Cell]:
    """Return the figures of a grid; ``present`` where rates go over other people than those of the cell itself."""
    return {
        place: cell_of(measure, some, some if present is None else present.get(place, Counts()))
        for place, some in grid.counts.items()
        if not some.nobody
    }


def _exact(present: Counts) -> Decimal:
    return Decimal(present.start + present.end) / 2
