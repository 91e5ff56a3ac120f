"""Leaving beside what else is known of departments: expectations, promises, stay themes, absence, satisfaction.

Departments are parted in two by each source, and who left is laid beside it: with sizes and an interval, never as a
cause. Sources are sums of circles, or of departments with enough people; so is each side.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

from services.insights.actions import exploring
from services.insights.actions.exploring import Where
from services.insights.domain import chance, explorer, periods
from services.insights.domain.explorer import TOTAL, Asked
from services.insights.domain.periods import Period
from services.insights.domain.together import Found, Gone, Together, lay
from services.insights.store import cohorts, editions, elsewhere, gathered
from services.insights.store.elsewhere import Part
from shared.db.transaction import Tx
from shared.disclosure.model import path_of, quarter_of, rule_in_force

EXPECTED, PROMISES, THEME, ABSENCE, SATISFACTION = SOURCES = (
    "expected",
    "promises",
    "theme",
    "absence",
    "satisfaction",
)
# So many themes are looked at: of more, one stands out by chance alone.
THEMES = 3
_TWO_YEARS = timedelta(days=730)


@dataclass(frozen=True)
class Theme:
    """Something that newcomers had expected: of so many people, ``many`` found it otherwise."""

    question: str
    many: int
    people: int


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A source, what it is about (a theme by its names), the period of leaving, and what came out; None: too little.

    ``most`` is what newcomers found otherwise most often, where expectations broke more than elsewhere.
    """

    source: str
    names: tuple[str, ...]
    period: Period
    found: Together | None
    most: Theme | None = None


def beside(tx: Tx, until: date) -> list[Beside]:
    """Return each source that knows anything, beside leaving."""
    where = exploring.place(tx, Asked(measure=explorer.TURNOVER))
    year = periods.twelve_months(until)
    # Those whose expectations these are; who has not been here for a year counts for as long as they were.
    began = Period("began", periods.month_end(year.start, -periods.MONTHS), year.end)
    left, early = _left(tx, where, until, year), _early(tx, where, began)
    expected = expectations(tx, until)
    told = [
        (source, names, found, *((began, early) if source == EXPECTED else (year, left)))
        for source, names, found in _sources(tx, where, until, year, chain.from_iterable(expected.values()))
        if found
    ]
    least, z = rule_in_force().group, chance.among(len(told))
    laid = [
        Beside(source=source, names=names, period=period, found=lay(found, gone, least=least, z=z))
        for source, names, found, period, gone in told
    ]
    return [
        replace(one, most=_most(where, expected, one.found.above.units, least))
        if one.source == EXPECTED and one.found
        else one
        for one in laid
    ]


def expectations(tx: Tx, until: date) -> Mapping[str, Sequence[Part]]:
    """Return by question what newcomers of the last two years had expected, and found otherwise."""
    return elsewhere.expected(tx.conn, quarter_of(until - _TWO_YEARS))


def _most(
    where: Where, expected: Mapping[str, Sequence[Part]], units: Collection[str], least: int
) -> Theme | None:
    """Return what was found otherwise most often in these units."""
    themes = [
        theme(question, [one for one in parts if where.units.told(one.path) in units])
        for question, parts in expected.items()
    ]
    known = [one for one in themes if one.people >= least]
    return max(known, key=lambda one: (one.many / one.people, one.question), default=None)


def theme(question: str, parts: Sequence[Part]) -> Theme:
    """Return what these parts say of something that was expected."""
    return Theme(question, sum(one.many for one in parts), sum(one.people for one in parts))


def _sources(
    tx: Tx, where: Where, until: date, year: Period, expected: Iterable[Part]
) -> Iterable[tuple[str, tuple[str, ...], dict[str, Found]]]:
    since = quarter_of(until - _TWO_YEARS)
    told = where.units.told
    yield EXPECTED, (), _shares(told, expected)
    yield PROMISES, (), _shares(where.units.of, elsewhere.kept(tx.conn))
    for names, parts in elsewhere.themes(tx.conn, since, THEMES).items():
        yield THEME, names, _shares(told, parts)
    months = gathered.absences(tx.conn, first=year.first_day, last=year.end)
    yield ABSENCE, (), _gathered(where, [(one.department_id, one.percent, one.people) for one in months])
    scores = gathered.scores(tx.conn, until)
    of_ten = [(one.department_id, 10 * one.score / one.highest, one.people) for one in scores]
    yield SATISFACTION, (), _gathered(where, of_ten)


def _shares(unit_of: Callable[[tuple[str, ...]], str | None], parts: Iterable[Part]) -> dict[str, Found]:
    """Return by unit which share says it, in percent."""
    found: dict[str, list[Part]] = {}
    for one in parts:
        unit = unit_of(one.path)
        if unit is not None and one.whole:
            found.setdefault(unit, []).append(one)
    return {
        unit: Found(
            100 * sum(one.many for one in known) / sum(one.whole for one in known),
            _people((one.path, one.people) for one in known),
        )
        for unit, known in found.items()
    }


def _gathered(where: Where, rows: Iterable[tuple[Any, float, int]]) -> dict[str, Found]:
    """Return by unit the mean, weighed by people: of what was told of the unit itself, else of what lies below it."""
    own: dict[str, list[tuple[Any, float, int]]] = {}
    lower: dict[str, list[tuple[Any, float, int]]] = {}
    for department_id, value, people in rows:
        known = where.tree.get(department_id)
        unit = where.units.of(path_of(known.path)) if known else None
        if known and unit is not None:
            (own if known.path == unit else lower).setdefault(unit, []).append((department_id, value, people))
    return {unit: _mean(own.get(unit) or lower[unit]) for unit in {*own, *lower}}


def _mean(known: Sequence[tuple[Any, float, int]]) -> Found:
    weight = sum(many for _, _, many in known)
    value = sum(value * many for _, value, many in known) / weight
    return Found(value, _people((department_id, many) for department_id, _, many in known))


def _people(told: Iterable[tuple[Hashable, int]]) -> int:
    """Return how many people these are: a department tells of the same ones in each question and each month."""
    most: dict[Hashable, int] = {}
    for department, many in told:
        most[department] = max(most.get(department, 0), many)
    return sum(most.values())


def _left(tx: Tx, where: Where, until: date, year: Period) -> Mapping[str, Gone]:
    """Return by unit who left in the last twelve months, out of how many, over how many person-years."""
    asked = Asked(measure=explorer.TURNOVER, rows=explorer.DEPARTMENT)
    grid, _ = exploring.counted(tx, asked, until, where)
    return {
        unit: Gone(some.many, (some.start + some.end) / 2, year.years * (some.start + some.end) / 2)
        for (unit, column), some in grid.counts.items()
        if column == TOTAL and unit is not None and unit != TOTAL
    }


def _early(tx: Tx, where: Where, began: Period) -> Mapping[str, Gone]:
    """Return by unit who began, and left within a year; over the years that they were here in their first year."""
    found: dict[str, Gone] = {}
    name = editions.live(tx.conn)
    for row in cohorts.first_years(tx.conn, name, first=began.start, last=began.end):
        unit = where.unit(str(row.department_id) if row.department_id else None)
        if unit is not None:
            found[unit] = found.get(unit, Gone(0, 0.0, 0.0)) + Gone(
                row.gone, row.began, row.days / periods.YEAR_DAYS
            )
    return found
