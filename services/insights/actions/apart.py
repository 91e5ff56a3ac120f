"""Figures of employments for others than HR: sums of groups that are large enough, whatever is shared beside it.

Everybody of a stretch is laid into circles (shared/disclosure), cut by what was ever shared, in the order in which it
was. A later cut only divides circles further, so what was shown before stays as it was; and of any two figures, over
rows, columns, margins, filters and everything else that is shared, the difference is circles too. Who is alike in all
of that stays together in every circle, so people come here by the lot, not one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.insights.actions import exploring
from services.insights.actions.exploring import Where
from services.insights.domain import crossing
from services.insights.domain.crossing import Counts, Grid, Place
from services.insights.domain.explorer import (
    DEPARTMENT,
    HIDDEN,
    KIND,
    NONE,
    REST,
    TOTAL,
    YEAR,
    Asked,
    Crossed,
    Key,
)
from services.insights.domain.periods import Period
from services.insights.domain.units import Path
from services.insights.store import editions, populations, views
from services.insights.store.populations import Lot
from shared.db.transaction import Tx
from shared.disclosure.circles import circles
from shared.disclosure.model import Circle, Traits, Waiting, path_of, rule_in_force

# Nobody waits for a season here: all of a stretch are laid at once.
_NO_QUARTER = date(2000, 1, 1)


def explore(tx: Tx, asked: Asked, until: date, within: tuple[UUID, ...] | None) -> Crossed:
    """Return figures as others than HR may see them; ``within`` is a manager's own part, None is everybody."""
    chosen = exploring.spans(asked, until)
    where = exploring.place(tx, asked, within)
    known = {one.id: path_of(one.path) for one in where.tree.values()}
    cuts, least = _as_far_as_asked(views.shared_cuts(tx.conn), asked), rule_in_force().group
    found = populations.lots(
        tx.conn,
        editions.live(tx.conn),
        chosen,
        by=(*cuts, *asked.dimensions),
        measure=asked.measure,
        kinds=not _parted(asked),
        within=within,
    )
    grid, present = Grid(), Grid()
    real: set[Place] = set()
    for period, lots in zip(chosen, found, strict=True):
        waiting = [_waiting(one, known, least) for one in lots]
        if _parted(asked):
            real |= _really(asked, where, period, (one.traits for one in waiting))
        told: dict[Place, list[Lot]] = {}
        for circle in circles(waiting, least=least, cuts=cuts):
            if _chosen(asked, where, circle.path, circle.flat):
                place = (
                    _label(asked.rows, where, period, circle),
                    _label(asked.columns, where, period, circle),
                )
                told.setdefault(place, []).extend(circle.keys)
        for place, some in told.items():
            _count(asked, place, some, grid, present)
    over = exploring.over(asked, grid, present)
    cells = {
        place: replace(cell, base=(over or grid.counts)[place].there)
        for place, cell in crossing.cells(asked.measure, grid, over).items()
    }
    hidden = {place: HIDDEN for place in real if place not in cells}
    return exploring.crossed(asked, chosen, {**hidden, **cells})


def _as_far_as_asked(cuts: Sequence[str], asked: Asked) -> Sequence[str]:
    """Return the cuts up to the last one that is asked: a later one changes no label that a circle had."""
    last = max((number for number, name in enumerate(cuts, 1) if name in asked.dimensions), default=0)
    return cuts[:last]


def _waiting(lot: Lot, known: Mapping[UUID, Path], least: int) -> Waiting[Lot]:
    path = known.get(lot.department_id, ()) if lot.department_id else ()
    return Waiting(
        key=lot,
        traits=Traits(path=path, flat=lot.flat),
        quarter=_NO_QUARTER,
        promised=least,
        who=lot.person_id.bytes if lot.person_id else None,
        many=lot.there,
    )


def _count(asked: Asked, place: Place, lots: Sequence[Lot], grid: Grid, present: Grid) -> None:
    """Count people where they may be counted: in the rest, where it is not told to which row or column they belong."""
    row, column = place
    if _parted(asked):
        grid.add(row, column, _counts(lots))
        return
    present.add(row, column, _counts(lots))
    for kind in sorted({lot.kind for lot in lots if lot.kind is not None}):
        of_kind = _counts([lot for lot in lots if lot.kind == kind])
        some = Counts(many=of_kind.many, gone=of_kind.gone)
        if asked.rows == KIND:
            grid.add(kind, column, some)
        else:
            grid.add(row, kind, some)


def _counts(lots: Sequence[Lot]) -> Counts:
    there, start, gone = (sum(getattr(one, name) for one in lots) for name in ("there", "start", "gone"))
    return Counts(
        start=start,
        end=there - gone,
        came=there - start,
        many=sum(one.many for one in lots),
        gone=gone,
        there=there,
    )


def _label(dimension: str, where: Where, period: Period, circle: Circle[Lot]) -> Key:
    if dimension in {NONE, KIND}:
        return None
    if dimension == YEAR:
        return period.name
    if dimension == DEPARTMENT:
        return where.units.told(circle.path) or REST
    return circle.flat.get(dimension, REST)


def _chosen(asked: Asked, where: Where, path: Path, flat: Mapping[str, str]) -> bool:
    """Whether all of a group, as far as it is told apart, are whom it is about."""
    if DEPARTMENT in asked.filters and (not where.within or path[: len(where.units.top)] != where.units.top):
        return False
    return all(flat.get(name) == value for name, value in asked.filters.items() if name != DEPARTMENT)


def _really(asked: Asked, where: Where, period: Period, traits: Iterable[Traits]) -> set[Place]:
    """Return which rows and columns there are in truth, of which some may not be told apart."""

    def one(dimension: str, found: Traits) -> Key:
        if dimension in {NONE, KIND}:
            return None
        if dimension == YEAR:
            return period.name
        return where.units.of(found.path) if dimension == DEPARTMENT else found.flat.get(dimension)

    places = {
        (one(asked.rows, found), one(asked.columns, found))
        for found in traits
        if _chosen(asked, where, found.path, found.flat)
    }
    if places:
        places |= (
            {(row, TOTAL) for row, _ in places} | {(TOTAL, column) for _, column in places} | {(TOTAL, TOTAL)}
        )
    return places


def _parted(asked: Asked) -> bool:
    """Whether somebody could be hidden: of a kind of leaving there are only who left, in groups that are shown."""
    return KIND not in {asked.rows, asked.columns}
