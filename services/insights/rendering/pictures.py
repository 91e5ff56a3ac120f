"""Pictures of figures. Words come in ready; a picture shows only what it is given, and nothing where nothing is known.

The same drawing serves the page, where its colours are those of the page in light and dark, and paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from shared.paper import report
from shared.web import drawing
from shared.web.drawing import ACCENT, CLAY, INK, LINE, NARROW, SOFT, WIDE

# Names closer than this part of the height would hide one another.
_APART = 0.09
# A letter is seldom wider.
_LETTER = 7.5


@dataclass(frozen=True)
class Point:
    """A value at a place on the axis, in its own order, with the words beside it; ``value`` None where it is hidden."""

    place: str
    value: float | None
    words: str = ""
    series: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawing in two widths, what it shows in a sentence, and a description for who cannot see it."""

    wide: Markup
    narrow: Markup
    title: str
    description: str


@dataclass(frozen=True)
class Drawing(report.Drawing):
    """A picture for paper, what it shows, and the same for a page."""

    on_page: Picture


def line(points: Sequence[Point], *, unit: str, title: str, description: str) -> Picture:
    """Draw values that follow one another; what is not known leaves a gap."""
    return _picture(_line_spec, points, unit, title, description)


def bars(points: Sequence[Point], *, unit: str, title: str, description: str) -> Picture:
    """Draw values beside one another, in the order given, with the words at each bar."""
    return _picture(_bars_spec, points, unit, title, description)


def steps(points: Sequence[Point], *, unit: str, axis: str, title: str, description: str) -> Picture:
    """Draw shares that go down in steps, a line for each series; places are numbers."""
    return _picture(_steps_spec, points, unit, title, description, axis)


def lines(points: Sequence[Point], *, unit: str, title: str, description: str) -> Picture:
    """Draw values that follow one another, a line for each series, with its name at the end."""
    return _picture(_lines_spec, points, unit, title, description)


def grouped(points: Sequence[Point], *, unit: str, title: str, description: str) -> Picture:
    """Draw bars in groups: a group for each series, and at each bar its place and its words."""
    return _picture(_grouped_spec, points, unit, title, description)


def on_paper(points: Sequence[Point], *, kind: str, unit: str) -> str:
    """Return the drawing in plain colours: ``kind`` is line or bars."""
    return _on_paper({"line": _line_spec, "bars": _bars_spec}[kind], tuple(points), unit)


def _picture(
    make: Any, points: Sequence[Point], unit: str, title: str, description: str, *more: str
) -> Picture:
    wide, narrow = (_on_page(make, tuple(points), unit, width, *more) for width in (WIDE, NARROW))
    return Picture(wide, narrow, title, description)


@drawing.once
def _on_page(make: Any, *given: Any) -> Markup:
    return drawing.on_page(_dressed(make(*given)))


@drawing.once
def _on_paper(make: Any, points: Sequence[Point], unit: str) -> str:
    return drawing.on_paper(_dressed(make(points, unit, 520)))


def _line_spec(points: Sequence[Point], unit: str, width: int) -> Any:
    alt = drawing.altair()
    places = [point.place for point in points]
    every = max(1, -(-len(places) * 44 // width))
    shown = [place for number, place in enumerate(places) if (len(places) - 1 - number) % every == 0]
    base = alt.Chart(_data(points)).encode(
        x=alt.X("place:O", sort=None, title=None, axis=alt.Axis(labelAngle=0, values=shown, grid=False)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(tickCount=5)),
    )
    labelled = base.transform_filter(alt.FieldOneOfPredicate(field="place", oneOf=shown))
    return alt.layer(
        base.mark_line(color=ACCENT, strokeWidth=2.5),
        base.mark_point(color=ACCENT, filled=True, size=50, opacity=1),
        labelled.mark_text(dy=-13, color=INK, fontSize=12).encode(text="words:N"),
    ).properties(width=width, height=260 if width > NARROW else 220)


def _bars_spec(points: Sequence[Point], unit: str, width: int) -> Any:
    alt = drawing.altair()
    most = max((point.value or 0 for point in points), default=0) or 1
    limit = 220 if width > NARROW else 120
    base = alt.Chart(_data(points)).encode(
        y=alt.Y(
            "place:N",
            sort=None,
            title=None,
            axis=alt.Axis(
                grid=False,
                ticks=False,
                labelLimit=limit,
                minExtent=_extent([one.place for one in points], limit),
            ),
        ),
        x=alt.X(
            "value:Q",
            title=unit,
            scale=alt.Scale(domain=[0, most * (1.35 if width > NARROW else 1.8)]),
            axis=alt.Axis(tickCount=4),
        ),
    )
    return alt.layer(
        base.mark_bar(color=ACCENT, height={"band": 0.62}),
        base.mark_text(align="left", dx=6, color=INK, fontSize=12).encode(text="words:N"),
    ).properties(width=width - 130 if width > NARROW else width - 100, height=max(60, 30 * len(points)))


def _steps_spec(points: Sequence[Point], unit: str, width: int, axis: str) -> Any:
    alt = drawing.altair()
    values: list[dict[str, Any]] = [
        {"place": float(point.place), "value": point.value, "series": point.series}
        for point in points
        if point.value is not None
    ]
    names = list(dict.fromkeys(point.series for point in points))
    last = list({one["series"]: one for one in values}.values())
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("place:Q", title=axis, axis=alt.Axis(tickCount=6, grid=False)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(domain=[0, 100])),
        # Told apart by the dash as well as by the colour, and by the words at the end.
        strokeDash=alt.StrokeDash("series:N", sort=names, legend=None),
        color=alt.Color("series:N", sort=names, scale=alt.Scale(range=[ACCENT, CLAY, SOFT]), legend=None),
    )
    words = (
        alt.Chart(alt.Data(values=last))
        .mark_text(align="left", dx=5, color=INK, fontSize=12)
        .encode(x="place:Q", y="value:Q", text="series:N")
    )
    return alt.layer(base.mark_line(interpolate="step-after", strokeWidth=2.5), words).properties(
        width=width - 60, height=260 if width > NARROW else 220
    )


def _lines_spec(points: Sequence[Point], unit: str, width: int) -> Any:
    alt = drawing.altair()
    names = list(dict.fromkeys(point.series for point in points))
    colour = alt.Color("series:N", sort=names, scale=alt.Scale(range=[ACCENT, CLAY, SOFT]), legend=None)
    base = alt.Chart(_data(points)).encode(
        x=alt.X("place:O", title=None, axis=alt.Axis(labelAngle=0, grid=False)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(tickCount=5)),
        # Told apart by the dash as well as by the colour, and by the words at the end.
        strokeDash=alt.StrokeDash("series:N", sort=names, legend=None),
        color=colour,
    )
    named = (
        alt.Chart(_data(_spread(points)))
        .mark_text(align="left", dx=9, fontSize=12, limit=120 if width > NARROW else 95)
        .encode(x="place:O", y="value:Q", text="series:N", color=colour)
    )
    return alt.layer(
        base.mark_line(strokeWidth=2.5), base.mark_point(filled=True, size=40, opacity=1), named
    ).properties(width=width - 140 if width > NARROW else width - 115, height=280 if width > NARROW else 240)


def _spread(points: Sequence[Point]) -> list[Point]:
    """Return where the names stand, at the end of their lines: apart, where lines end in the same place."""
    apart = max((point.value or 0 for point in points), default=0) * _APART
    found: list[Point] = []
    ends = {point.series: point for point in points}.values()
    for one in sorted(ends, key=lambda point: point.value or 0):
        lowest = (found[-1].value or 0) + apart if found else 0.0
        found.append(replace(one, value=max(one.value or 0, lowest)))
    return found


def _grouped_spec(points: Sequence[Point], unit: str, width: int) -> Any:
    alt = drawing.altair()
    most = max((point.value or 0 for point in points), default=0) or 1
    values = [
        {"series": one.series, "place": one.place, "value": one.value, "said": f"{one.place}: {one.words}"}
        for one in points
    ]
    places = list(dict.fromkeys(one.place for one in points))
    limit = 180 if width > NARROW else 90
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y(
            "series:N",
            sort=None,
            title=None,
            scale=alt.Scale(paddingInner=0.25),
            axis=alt.Axis(
                grid=False,
                ticks=False,
                labelLimit=limit,
                minExtent=_extent([one.series for one in points], limit),
            ),
        ),
        yOffset=alt.YOffset("place:N", sort=places),
        x=alt.X(
            "value:Q",
            title=unit,
            scale=alt.Scale(domain=[0, most * (1.7 if width > NARROW else 3)]),
            axis=alt.Axis(tickCount=4),
        ),
    )
    groups = len({one.series for one in points})
    return alt.layer(
        base.mark_bar(color=ACCENT, height={"band": 0.8}),
        # A text stands where its band begins, not in its middle as a bar does.
        base.mark_text(align="left", baseline="top", dx=5, dy=-1, color=INK, fontSize=11).encode(
            text="said:N"
        ),
    ).properties(
        width=width - 110 if width > NARROW else width - 80, height=max(80, groups * (20 * len(places) + 10))
    )


def _extent(names: Sequence[str], limit: int) -> float:
    """Return how much room names need: the font of the reader may be wider than the one in which they are measured."""
    return min(max((len(name) for name in names), default=0) * _LETTER, limit)


def _data(points: Sequence[Point]) -> Any:
    return drawing.altair().Data(
        values=[
            {"place": one.place, "value": one.value, "words": one.words, "series": one.series}
            for one in points
        ]
    )


def _dressed(chart: Any) -> Any:
    return drawing.dressed(
        chart,
        padding={"left": 14, "right": 10, "top": 6, "bottom": 4},
        labelColor=SOFT, titleColor=SOFT, gridColor=LINE, domainColor=LINE, tickColor=LINE,
        labelFontSize=12, titleFontSize=12, titleFontWeight="normal",
    )  # fmt: skip
