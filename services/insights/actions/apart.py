"""Figures of employments for others than HR: sums of groups that are large enough, whatever is shared beside it.

Everybody of a stretch is laid into circles (shared/disclosure), cut by what was ever shared, in the order in which it
was. A later cut only divides circles further, so what was shown before stays as it was; and of any two figures, over
rows, columns, margins, filters and everything else that is shared, the difference is circles too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from shared.disclosure.model import Circle, Traits, Waiting, path_of, quarter_of, rule_in_force


@dataclass(frozen=True)
class Group:
    """People who look the same in all that is shared, and what may be said of all of them."""

    circle: Circle[UUID]
    people: Sequence[Employment]


def explore(tx: Tx, asked: Asked, until: date, within: tuple[UUID, ...] | None) -> Crossed:
    """Return figures as others than HR may see them; ``within`` is a manager's own part, None is everybody."""
    chosen = exploring.spans(asked, until)
    where = exploring.place(tx, asked, within)
    known = {one.id: path_of(one.path) for one in where.tree.values()}
    name, cuts = editions.live(tx.conn), views.shared_cuts(tx.conn)
    grid, present = Grid(), Grid()
    real: set[Place] = set()
    for period in chosen:
        population = populations.between(tx.conn, name, start=period.start, end=period.end, within=within)
        traits = {one.spell_id: _traits(one, period, known) for one in population}
        if _parted(asked):
            real |= _really(asked, where, period, traits)
        for group in _groups(population, traits, cuts):
            _count(asked, where, period, group, grid, present)
    over = exploring.over(asked, grid, present)
    found = crossing.cells(asked.measure, grid, over)
    cells = {place: replace(cell, base=(over or grid.counts)[place].there) for place, cell in found.items()}
    hidden = {place: HIDDEN for place in real if place not in cells}
    return exploring.crossed(asked, chosen, {**hidden, **cells})


def _groups(
    population: Sequence[Employment], traits: Mapping[UUID, Traits], cuts: Sequence[str]
) -> Iterator[Group]:
    least = rule_in_force().group
    by_id = {one.spell_id: one for one in population}
    waiting = [
        Waiting(
            key=one.spell_id,
            traits=traits[one.spell_id],
            quarter=quarter_of(date(2000, 1, 1)),
            promised=least,
            who=one.person_id.bytes,
        )
        for one in population
    ]
    for circle in circles(waiting, least=least, cuts=cuts):
        yield Group(circle, [by_id[key] for key in circle.keys])


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


def _count(asked: Asked, where: Where, period: Period, group: Group, grid: Grid, present: Grid) -> None:
    """Count a group where it may be counted: in the rest, where it is not told to which row or column it belongs."""
    if not _chosen(asked, where, group.circle.path, group.circle.flat):
        return
    ends = {name: _label(name, where, period, group.circle) for name in (asked.rows, asked.columns)}
    of_kind = KIND in ends
    for one in group.people:
        some = _counts(asked, one, period)
        row, column = (
            (one.kind or UNKNOWN_KIND) if name == KIND else ends[name] for name in (asked.rows, asked.columns)
        )
        if of_kind:
            present.add(None if asked.rows == KIND else row, None if asked.columns == KIND else column, some)
            if not some.gone:
                continue
            some = Counts(many=some.many, gone=some.gone)
        grid.add(row, column, some)


def _counts(asked: Asked, one: Employment, period: Period) -> Counts:
    gone = one.last_day is not None and one.last_day <= period.end
    counts = gone and {
        explorer.VOLUNTARY: one.kind == "resignation",
        explorer.EARLY: one.last_day is not None and one.last_day < add_years(one.hire_date, 1),
    }.get(asked.measure, True)
    return Counts(
        start=one.hire_date <= period.start,
        end=not gone,
        came=one.hire_date > period.start,
        many=bool(counts),
        gone=gone,
        there=1,
    )


def _label(dimension: str, where: Where, period: Period, circle: Circle[UUID]) -> Key:
    if dimension == NONE:
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


def _really(asked: Asked, where: Where, period: Period, traits: Mapping[UUID, Traits]) -> set[Place]:
    """Return which rows and columns there are in truth, of which some may not be told apart."""

    def one(dimension: str, found: Traits) -> Key:
        if dimension in {NONE, KIND}:
            return None
        if dimension == YEAR:
            return period.name
        return where.units.of(found.path) if dimension == DEPARTMENT else found.flat.get(dimension)

    places = {
        (one(asked.rows, found), one(asked.columns, found))
        for found in traits.values()
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
