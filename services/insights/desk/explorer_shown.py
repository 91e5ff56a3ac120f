"""What the explorer found, as a table, a picture and a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.insights.actions import exploring
from services.insights.desk import explorer_words, words
from services.insights.domain import explorer, periods
from services.insights.domain.explorer import NONE, REST, TOTAL, YEAR, YEARS, Asked, Cell, Crossed, Key
from services.insights.rendering import pictures
from services.insights.rendering.pictures import Picture, Point
from services.insights.store import people
from shared.db.transaction import Tx
from shared.disclosure.model import rule_in_force
from shared.web import filters
from shared.web.sheets import Value
from shared.web.texts import gettext

# Pictures of more are no pictures; the table has them all.
BARS, LINES, ROWS, COLUMNS = 15, 3, 6, 4


@dataclass(frozen=True)
class Figure:
    """A figure under its heading: as it is read, on how many it rests, and both as numbers for a file."""

    heading: str
    value: str
    base: str
    cell: Cell | None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A table, its picture, and what they say."""

    asked: Asked
    title: str
    period: str
    whom: str
    columns: list[str]
    lines: list[tuple[str, list[Figure]]]
    drawn: Picture | None
    n: int | None
    hidden: bool
    rest: bool
    how: str
    base: str
    caption: str
    row_word: str
    least: int


def shown(
    tx: Tx, asked: Asked, found: Crossed, until: date, units: Mapping[str, str], *, apart: bool = False
) -> Shown:
    """Return what came out, ready to be read; ``apart``: as others than HR see it."""
    names = {**units, **_managers(tx, asked, found)}
    title = explorer_words.title(asked, found, names)
    columns = [_heading(asked, column, names) for column in found.columns]
    lines = [
        (
            explorer_words.key(asked.rows, row, names),
            [
                Figure(
                    heading,
                    explorer_words.value(asked, cell),
                    explorer_words.base(asked, cell, apart=apart),
                    cell,
                )
                for heading, cell in zip(
                    columns, (found.cell(row, one) for one in found.columns), strict=True
                )
            ],
        )
        for row in found.rows
    ]
    return Shown(
        asked=asked,
        title=title,
        period=filters.opening(period_words(asked, found, until)),
        whom=explorer_words.chosen(asked, names),
        columns=columns,
        lines=lines if found.cells else [],
        drawn=_picture(asked, found, names, title),
        n=_people(asked, found),
        hidden=any(cell.hidden for cell in found.cells.values()),
        rest=REST in {*found.rows, *found.columns},
        caption=filters.opening(explorer_words.subject(asked)),
        row_word=explorer_words.dimension(asked.rows),
        least=rule_in_force().group,
        how=str(gettext(explorer_words.HOW[asked.measure])),
        base=explorer_words.base_of(asked, apart=apart),
    )


def _people(asked: Asked, found: Crossed) -> int | None:
    """Return of how many people a picture is; of years beside one another it is not one number."""
    if YEAR in {asked.rows, asked.columns}:
        return None
    # Reasons have no sum: all of them are of the same people.
    margins = [cell.base or 0 for (row, column), cell in found.cells.items() if TOTAL in {row, column}]
    return round(max(margins)) if margins else None


def period_words(asked: Asked, found: Crossed, until: date) -> str:
    """Return the period in words."""
    if YEAR in {asked.rows, asked.columns}:
        keys = found.rows if asked.rows == YEAR else found.columns
        years = [one for one in keys if one is not None and one.isdecimal()]
        return f"{years[0]}–{words.span(periods.year(int(years[-1]), until))}" if years else ""
    if asked.measure in explorer.TOLD and not asked.year:
        return str(gettext("alle jaren"))
    return words.span(exploring.spans(asked, until)[0])


def rows(found: Shown, until: date) -> Iterator[list[Value]]:
    """Yield the table as a file has it, with the source and the moment up to which it is true."""
    yield [found.title]
    heads: list[Value] = [explorer_words.dimension(found.asked.rows)]
    percent = str(gettext("in procent"))
    unit = f" ({percent})" if found.asked.measure in explorer.SHARES else ""
    for column in found.columns:
        heads += [f"{column}{unit}", *([f"{column}: {found.base}"] if found.base else [])]
    yield heads
    for name, cells in found.lines:
        line: list[Value] = [name]
        for one in cells:
            line += [_value(found.asked, one), *([one.cell.base if one.cell else None] if found.base else [])]
        yield line
    yield []
    yield [gettext("Periode"), found.period]
    if found.whom:
        yield [found.whom]
    yield [gettext("Geteld tot en met"), until]
    yield [gettext("Bron"), source(found.asked)]


def _value(asked: Asked, one: Figure) -> Value:
    """A number to reckon with; in words where it is hidden."""
    if one.cell is None or one.cell.hidden or one.cell.value is None:
        return one.value if one.cell and one.cell.hidden else None
    return one.cell.value if asked.measure in explorer.SHARES else int(one.cell.value)


def source(asked: Asked) -> str:
    """Return where figures come from."""
    if asked.measure in explorer.TOLD:
        return str(gettext("Wat wie wegging zelf vertelde, in Weerzien of in onderzoek van vroeger"))
    if asked.measure in explorer.ASKED:
        return str(gettext("Wat in Weerzien gevraagd en beantwoord is"))
    return str(gettext("Personeelsadministratie in Weerzien"))


def _heading(asked: Asked, column: Key, names: Mapping[str, str]) -> str:
    if asked.columns == NONE:
        return explorer_words.measure(asked.measure)
    return explorer_words.key(asked.columns, column, names)


def _managers(tx: Tx, asked: Asked, found: Crossed) -> dict[str, str]:
    if explorer.MANAGER not in {asked.rows, asked.columns}:
        return {}
    keys = found.rows if asked.rows == explorer.MANAGER else found.columns
    ids = [UUID(one) for one in keys if one is not None and not one.startswith("·")]
    return {str(person_id): name for person_id, name in people.names(tx.conn, ids).items()}


def _picture(asked: Asked, found: Crossed, names: Mapping[str, str], title: str) -> Picture | None:
    """Draw a line of years, lines beside one another, bars, or bars in groups: only what may be shown."""
    told = sorted(
        (name for name in (asked.rows, asked.columns) if name != NONE), key=lambda name: name == YEAR
    )
    if not told:
        return None
    outer, inner = (told[0] if len(told) > 1 else NONE), told[-1]
    points = []
    for series, place, cell in _drawn(asked, found, outer, inner):
        if cell.value is not None:
            group = explorer_words.key(outer, series, names) if outer != NONE else ""
            at = explorer_words.key(inner, place, names)
            points.append(Point(at, cell.value, explorer_words.value(asked, cell), group))
    if len(points) < 2:
        return None
    draw: Any = pictures.bars if outer == NONE else pictures.grouped
    if inner == YEAR:
        draw = pictures.line if outer == NONE else pictures.lines
    drawn: Picture = draw(
        points,
        unit=str(gettext("in procent") if asked.measure in explorer.SHARES else gettext("aantal mensen")),
        title=title,
        description="; ".join(f"{one.series} {one.place}: {one.words}".strip() for one in points),
    )
    return drawn


def _drawn(asked: Asked, found: Crossed, outer: str, inner: str) -> Iterator[tuple[Key, Key, Cell]]:
    """Yield what is drawn; of too many groups the largest, in their own order."""
    most = (LINES, YEARS) if inner == YEAR else (ROWS, COLUMNS)
    turned = outer == asked.columns and outer != NONE

    def cell(series: Key, place: Key) -> Cell | None:
        if outer == NONE:
            return found.cell(place, TOTAL) if inner == asked.rows else found.cell(TOTAL, place)
        return found.cell(place, series) if turned else found.cell(series, place)

    places = found.rows if inner == asked.rows else found.columns
    if outer == NONE:
        places = _largest(found, places, YEARS if inner == YEAR else BARS)
        groups: list[Key] = [None]
    else:
        groups = _largest(found, found.columns if turned else found.rows, most[0])
        places = _largest(found, places, most[1])
    for series in groups:
        for place in places:
            if one := cell(series, place):
                yield series, place, one


def _largest(found: Crossed, keys: Sequence[Key], most: int) -> list[Key]:
    """Return the groups with most people, in their own order."""
    bases: dict[Key, float] = {}
    for (row, column), cell in found.cells.items():
        for key in {row, column}:
            bases[key] = bases.get(key, 0) + (cell.base or 0)
    kept = [one for one in keys if one != TOTAL]
    # What the title tells of is drawn, however few they are.
    top = explorer_words.highest(found) or ()
    largest = sorted(kept, key=lambda one: (one not in top, -bases.get(one, 0)))[:most]
    return [one for one in kept if one in largest]
