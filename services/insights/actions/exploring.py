"""The explorer: any measure by two things at once, to the last person for HR alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.insights import policy
from services.insights.domain import crossing, explorer, periods, units
from services.insights.domain.crossing import Counts, Grid, Place
from services.insights.domain.explorer import KIND, TOTAL, YEAR, Asked, Crossed, Key
from services.insights.domain.periods import Period
from services.insights.domain.units import Units
from services.insights.store import crossing as store
from services.insights.store import departments, editions
from services.insights.store.crossing import Cut
from services.insights.store.departments import Department
from shared.db.transaction import Tx
from shared.disclosure.model import path_of


@dataclass(frozen=True)
class Where:
    """Where somebody looks: the departments by id, what is told apart, and which ones that is (None: all)."""

    tree: Mapping[UUID, Department]
    units: Units
    within: tuple[UUID, ...] | None

    def unit(self, department_id: str | None) -> str | None:
        """Return in which unit a department lies."""
        known = self.tree.get(UUID(department_id)) if department_id else None
        return self.units.of(path_of(known.path)) if known else None


def spans(asked: Asked, until: date) -> list[Period]:
    """Return the periods that are laid beside one another: years, or one stretch."""
    year = asked.year or until.year
    if YEAR in {asked.rows, asked.columns}:
        return periods.years(max(year - explorer.YEARS + 1, policy.FIRST_YEAR), year, until)
    return [periods.year(asked.year, until) if asked.year else periods.twelve_months(until)]


def place(tx: Tx, asked: Asked, within: tuple[UUID, ...] | None = None) -> Where:
    """Return where somebody looks; ``within`` is what they may see of it."""
    tree = departments.all_of_them(tx.conn)
    chosen = None
    if explorer.DEPARTMENT in asked.filters:
        # A department that is no more has nobody in it.
        chosen = tree.get(UUID(asked.filters[explorer.DEPARTMENT]))
        below = departments.below(tree, chosen.id) if chosen else []
        within = tuple(one for one in below if within is None or one in within)
    seen = [one.path for one in tree.values() if within is None or one.id in within]
    return Where(tree, units.looked_into(seen, chosen.path if chosen else None), within)


def explore(tx: Tx, asked: Asked, until: date) -> Crossed:
    """Return the figures of employments, for HR."""
    grid, present = counted(tx, asked, until, place(tx, asked))
    cells = crossing.cells(asked.measure, grid, over(asked, grid, present))
    return crossed(asked, spans(asked, until), cells)


def counted(tx: Tx, asked: Asked, until: date, where: Where) -> tuple[Grid, Grid]:
    """Return who is counted in which cell; and who was there, where those in a cell are of a kind of leaving."""
    chosen = spans(asked, until)
    days = [chosen[0].start, *(one.end for one in chosen)]
    name, cut = editions.live(tx.conn), _cut(asked, where)
    label = _labels(asked, where, chosen)
    grid, present = Grid(), Grid()
    for row in store.heads(tx.conn, name, cut, days):
        for stretch, some in ((row.stretch, Counts(end=row.many)), (row.stretch + 1, Counts(start=row.many))):
            if 1 <= stretch < len(days):
                (present if KIND in {asked.rows, asked.columns} else grid).add(*label(row, stretch), some)
    if asked.measure in explorer.OF_JOINING:
        for came in store.joins(tx.conn, name, cut, days, asked.measure):
            grid.add(*label(came, came.stretch), Counts(came=came.came, many=came.many))
    elif asked.measure in explorer.OF_LEAVING:
        for left in store.leaves(tx.conn, name, cut, days, asked.measure):
            some = Counts(many=left.many, gone=left.gone, marked=left.marked)
            grid.add(*label(left, left.stretch), some)
    return grid, present


def over(asked: Asked, grid: Grid, present: Grid) -> dict[Place, Counts] | None:
    """Return over whom rates go: of a kind of leaving over everybody, for nobody is of a kind while being there."""
    if KIND not in {asked.rows, asked.columns}:
        return None
    return {
        place: present.counts.get(
            (
                TOTAL if asked.rows == KIND else place[0],
                TOTAL if asked.columns == KIND else place[1],
            ),
            Counts(),
        )
        for place in grid.places()
    }


def crossed(asked: Asked, chosen: Sequence[Period], cells: Mapping[Place, explorer.Cell]) -> Crossed:
    """Return figures in the order in which they are read; years have no sum."""
    kept = {
        (row, column): cell
        for (row, column), cell in cells.items()
        if not (asked.rows == YEAR and row == TOTAL) and not (asked.columns == YEAR and column == TOTAL)
    }
    return Crossed(
        rows=_order(asked.rows, {row for row, _ in kept}, chosen),
        columns=_order(asked.columns, {column for _, column in kept}, chosen),
        cells=kept,
    )


_BANDS = {
    policy.AGE: [name for _, name in policy.AGE_BANDS],
    policy.TENURE: [name for _, name in policy.TENURE_BANDS],
    policy.HOURS: [name for _, name in policy.HOURS_BANDS],
}


def _order(dimension: str, keys: Iterable[Key], chosen: Sequence[Period]) -> list[Key]:
    """Bands in their order, years as they come, names by name; then who is not known, who is not told, and the sum."""
    first = [one.name for one in chosen] if dimension == YEAR else _BANDS.get(dimension, [])
    last: dict[Key, int] = {None: 1, explorer.REST: 2, TOTAL: 3}

    def place_of(key: Key) -> tuple[int, int, str, str]:
        at = first.index(key) if key in first else len(first)
        return last.get(key, 0), at, (key or "").casefold(), key or ""

    wanted = set(keys)
    if dimension == explorer.NONE:
        return [TOTAL]
    return sorted(wanted, key=place_of)


def _cut(asked: Asked, where: Where) -> Cut:
    rest = {name: value for name, value in asked.filters.items() if name != explorer.DEPARTMENT}
    return Cut(rows=asked.rows, columns=asked.columns, where=rest, within=where.within)


def _labels(asked: Asked, where: Where, chosen: Sequence[Period]) -> Callable[[Any, int], tuple[Key, Key]]:
    def one(dimension: str, raw: Any, stretch: int) -> Key:
        if dimension == YEAR:
            return chosen[stretch - 1].name
        known = None if raw is None else str(raw)
        return where.unit(known) if dimension == explorer.DEPARTMENT else known

    def both(row: Any, stretch: int) -> tuple[Key, Key]:
        return one(asked.rows, row.r, stretch), one(asked.columns, row.c, stretch)

    return both
