"""Figures of employments for others than HR: sums of groups that are large enough, whatever is shared beside it.

Everybody of a stretch is laid into circles (shared/disclosure), cut by what was ever shared, in the order in which it
was. A later cut only divides circles further, so what was shown before stays as it was; and of any two figures, over
rows, columns, margins, filters and everything else that is shared, the difference is circles too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.insights.actions import exploring
from services.insights.actions.exploring import Where
from services.insights.domain import bands, crossing, explorer
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
from services.insights.policy import UNKNOWN_KIND
from services.insights.store import editions, populations, views
from services.insights.store.populations import Employment
from shared.calendar.months import add_years
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
    name, cuts = editions.live(tx.conn), views.shared_cuts(tx.conn)
    least = rule_in_force().group
    grid, present = Grid(), Grid()
    real: set[Place] = set()
    for period in chosen:
        found = populations.between(tx.conn, name, start=period.start, end=period.end, within=within)
        waiting = [
            Waiting(
                key=one,
                traits=_traits(one, period, known),
                quarter=_NO_QUARTER,
                promised=least,
                who=one.person_id.bytes,
            )
            for one in found
        ]
        if _parted(asked):
            real |= _really(asked, where, period, (one.traits for one in waiting))
        for circle in circles(waiting, least=least, cuts=cuts):
            _count(asked, where, period, circle, grid, present)
    over = exploring.over(asked, grid, present)
    cells = {
        place: replace(cell, base=(over or grid.counts)[place].there)
        for place, cell in crossing.cells(asked.measure, grid, over).items()
    }
    hidden = {place: HIDDEN for place in real if place not in cells}
    return exploring.crossed(asked, chosen, {**hidden, **cells})


def _traits(one: Employment, period: Period, known: Mapping[UUID, tuple[str, ...]]) -> Traits:
    """Where somebody belongs: as of the last day of the stretch, or of the own last day."""
    day = min(one.last_day or period.end, period.end)
    flat = {
        "function": one.function,
        "age_band": bands.age_band(one.birth_month, day),
        "tenure_band": bands.tenure_band(one.hire_date, day),
        "hours": bands.hours_band(one.hours),
        "place": one.place,
        "country": one.country,
    }
    path = known.get(one.department_id, ()) if one.department_id else ()
    return Traits(path=path, flat={name: value for name, value in flat.items() if value is not None})


def _count(
    asked: Asked, where: Where, period: Period, circle: Circle[Employment], grid: Grid, present: Grid
) -> None:
    """Count people where they may be counted: in the rest, where it is not told to which row or column they belong."""
    if not _chosen(asked, where, circle.path, circle.flat):
        return
    row, column = (_label(name, where, period, circle) for name in (asked.rows, asked.columns))
    if KIND not in {asked.rows, asked.columns}:
        grid.add(row, column, _counts(asked, circle.keys, period))
        return
    present.add(row, column, _counts(asked, circle.keys, period))
    kinds: dict[str, list[Employment]] = {}
    for one in circle.keys:
        kinds.setdefault(one.kind or UNKNOWN_KIND, []).append(one)
    for kind, people in kinds.items():
        some = _counts(asked, people, period)
        if some.gone:
            here = (kind, column) if asked.rows == KIND else (row, kind)
            grid.add(here[0], here[1], Counts(many=some.many, gone=some.gone))


def _counts(asked: Asked, people: Sequence[Employment], period: Period) -> Counts:
    gone = [one for one in people if one.last_day is not None and one.last_day <= period.end]
    start = sum(one.hire_date <= period.start for one in people)
    return Counts(
        start=start,
        end=len(people) - len(gone),
        came=len(people) - start,
        many=sum(_counts_for(asked.measure, one) for one in gone),
        gone=len(gone),
        there=len(people),
    )


def _counts_for(measure: str, one: Employment) -> bool:
    """Whether somebody who went counts for a measure."""
    if measure == explorer.VOLUNTARY:
        return one.kind == "resignation"
    if measure == explorer.EARLY:
        return one.last_day is not None and one.last_day < add_years(one.hire_date, 1)
    return True


def _label(dimension: str, where: Where, period: Period, circle: Circle[Employment]) -> Key:
    if dimension in {NONE, KIND}:
        return None
    if dimension == YEAR:
        return period.name
    if dimension == DEPARTMENT:
        return where.units.told(circle.path) or REST
    return circle.flat.get(dimension, REST)


def _chosen(asked: Asked, where: Where, path: tuple[str, ...], flat: Mapping[str, str]) -> bool:
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
