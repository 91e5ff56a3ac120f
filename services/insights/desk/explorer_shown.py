"""What the explorer found, as a table, a picture and a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.insights.actions import exploring, noting
from services.insights.desk import explorer_drawn, explorer_words, lately_words, words
from services.insights.domain import explorer, periods
from services.insights.domain.explorer import NONE, REST, TOTAL, YEAR, Asked, Cell, Crossed, Key
from services.insights.rendering.pictures import Picture
from services.insights.store import people
from shared.db.transaction import Tx
from shared.disclosure.model import rule_in_force
from shared.web import filters
from shared.web.sheets import Value
from shared.web.texts import gettext


@dataclass(frozen=True)
class Figure:
    """A figure under its heading: as it is read, on how many it rests, and both as numbers for a file."""

    heading: str
    value: str
    base: str
    cell: Cell | None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A table, its picture and which part of the table it draws, years that moved, and what they say."""

    asked: Asked
    title: str
    period: str
    whom: str
    columns: list[str]
    lines: list[tuple[str, list[Figure]]]
    drawn: Picture | None
    left_out: str
    moved: list[str]
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
    drawn, left_out = explorer_drawn.picture(asked, found, names, title)
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
        drawn=drawn,
        left_out=left_out,
        # What others than HR see are sums of circles, which nothing moves.
        moved=[] if apart else _moved(tx, asked, until),
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
    for sentence in found.moved:
        yield [sentence]


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


def _moved(tx: Tx, asked: Asked, until: date) -> list[str]:
    """Say which of these years are counted otherwise than before: of everybody, for that is what is noted."""
    if asked.filters or asked.measure not in explorer.WORKFORCE:
        return []
    spans = exploring.spans(asked, until)
    years = range(spans[0].first_day.year, spans[-1].end.year + 1)
    return [lately_words.moved(one) for one in noting.moved(tx, list(years))]
