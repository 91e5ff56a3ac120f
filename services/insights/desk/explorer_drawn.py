"""The picture of what the explorer found: of too many groups a part, and it says which part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.insights.desk import explorer_words
from services.insights.domain import explorer
from services.insights.domain.explorer import NONE, TOTAL, YEAR, YEARS, Asked, Cell, Crossed, Key
from services.insights.rendering import pictures
from services.insights.rendering.pictures import Picture, Point
from shared.web import filters
from shared.web.texts import gettext

# Pictures of more are no pictures; the table has them all.
BARS, LINES, ROWS, COLUMNS = 15, 3, 6, 4


@dataclass(frozen=True)
class _Direction:
    """Groups in one direction: all there are, those that are drawn, and whether one is only there for the title."""

    dimension: str
    keys: Sequence[Key]
    drawn: Sequence[Key]
    for_the_title: bool = False


def picture(asked: Asked, found: Crossed, names: Mapping[str, str], title: str) -> tuple[Picture | None, str]:
    """Draw a line of years, lines beside one another, bars, or bars in groups, and say which part that is.

    Only what may be shown is drawn.
    """
    told = sorted(
        (name for name in (asked.rows, asked.columns) if name != NONE), key=lambda name: name == YEAR
    )
    if not told:
        return None, ""
    outer, inner = _directions(asked, found, told)
    points = []
    for series in outer.drawn:
        for place in inner.drawn:
            cell = _cell(asked, found, outer, inner, (series, place))
            if cell and cell.value is not None:
                group = explorer_words.key(outer.dimension, series, names) if outer.dimension != NONE else ""
                at = explorer_words.key(inner.dimension, place, names)
                points.append(Point(at, cell.value, explorer_words.value(asked, cell), group))
    if len(points) < 2:
        return None, ""
    draw: Any = pictures.bars if outer.dimension == NONE else pictures.grouped
    if inner.dimension == YEAR:
        draw = pictures.line if outer.dimension == NONE else pictures.lines
    drawn: Picture = draw(
        points,
        unit=str(gettext("in procent") if asked.measure in explorer.SHARES else gettext("aantal mensen")),
        title=title,
        description="; ".join(f"{one.series} {one.place}: {one.words}".strip() for one in points),
    )
    return drawn, " ".join(said for one in (outer, inner) if (said := _left_out(one, names)))


def _directions(asked: Asked, found: Crossed, told: Sequence[str]) -> tuple[_Direction, _Direction]:
    """What is drawn in each direction; of too many groups the largest, in their own order."""
    inner = told[-1]
    places = found.rows if inner == asked.rows else found.columns
    if len(told) == 1:
        only = _largest(found, inner, places, YEARS if inner == YEAR else BARS)
        return _Direction(NONE, [None], [None]), only
    outer = told[0]
    groups = found.rows if outer == asked.rows else found.columns
    most = (LINES, YEARS) if inner == YEAR else (ROWS, COLUMNS)
    return _largest(found, outer, groups, most[0]), _largest(found, inner, places, most[1])


def _cell(
    asked: Asked, found: Crossed, outer: _Direction, inner: _Direction, at: tuple[Key, Key]
) -> Cell | None:
    series, place = at
    if outer.dimension == NONE:
        return found.cell(place, TOTAL) if inner.dimension == asked.rows else found.cell(TOTAL, place)
    return found.cell(series, place) if outer.dimension == asked.rows else found.cell(place, series)


def _largest(found: Crossed, dimension: str, keys: Sequence[Key], most: int) -> _Direction:
    """Return the groups with most people, in their own order."""
    bases: dict[Key, float] = {}
    for (row, column), cell in found.cells.items():
        for key in {row, column}:
            bases[key] = bases.get(key, 0) + (cell.base or 0)
    kept = [one for one in keys if one != TOTAL]
    by_size = sorted(kept, key=lambda one: -bases.get(one, 0))
    # What the title tells of is drawn, however few they are.
    top = explorer_words.highest(found) or ()
    chosen = sorted(by_size, key=lambda one: one not in top)[:most]
    drawn = [one for one in kept if one in chosen]
    return _Direction(dimension, kept, drawn, for_the_title=not {*chosen} <= {*by_size[:most]})


def _left_out(one: _Direction, names: Mapping[str, str]) -> str:
    """Say which groups are drawn and why these, where there are more of them than a picture can hold."""
    if len(one.drawn) == len(one.keys):
        return ""
    largest = gettext("Getekend zijn de %(some)s grootste van %(all)s groepen (%(by)s): %(which)s.")
    both = gettext(
        "Getekend zijn %(some)s van %(all)s groepen (%(by)s), de grootste en die met het hoogste cijfer: %(which)s."
    )
    said = str(both if one.for_the_title else largest) % {
        "some": filters.number(len(one.drawn)),
        "all": filters.number(len(one.keys)),
        "by": explorer_words.dimension(one.dimension),
        "which": ", ".join(explorer_words.key(one.dimension, key, names) for key in one.drawn),
    }
    rest = str(gettext("De tabel heeft ze alle."))
    return f"{said} {rest}"
