"""Pictures of figures: bars with their words beside them, in the colours of the page, light and dark.

Words come in ready; the same figures stand in a table beside it, and in its description for who cannot see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from shared.web import drawing
from shared.web.drawing import ACCENT, CLAY, INK, NARROW, WIDE

# Whoever draws measures words with another font than the reader's, which may be wider by a fifth.
SPARE = 0.2


@dataclass(frozen=True)
class Bar:
    """A value, the words beside it, and the value of the period before as a mark where there is one."""

    place: str
    value: float
    words: str
    before: float | None = None


@dataclass(frozen=True)
class Picture:
    """A drawing in two widths, and a description for who cannot see it."""

    wide: Markup
    narrow: Markup
    description: str


def bars(found: Sequence[Bar], *, most: float, description: str) -> Picture:
    """Draw ``found`` in the order given, on an axis up to ``most``."""
    longest = max(len(one.place) for one in found)
    wide, narrow = (
        _drawn(tuple(found), most, width, round(min(limit, 9 * longest + 16) * SPARE))
        for width, limit in ((WIDE, 270), (NARROW, 130))
    )
    return Picture(wide, narrow, description)


def _spec(found: Sequence[Bar], most: float, width: int) -> Any:
    alt = drawing.altair()
    is_wide = width > NARROW
    values = [
        {
            "place": one.place,
            "value": one.value,
            "words": one.words,
            "before": one.before,
            "end": max(one.value, one.before or 0),
        }
        for one in found
    ]
    limit = 270 if is_wide else 130
    room = min(limit, max(9 * len(one.place) for one in found) + 16)
    y = alt.Y(
        "place:N",
        sort=None,
        title=None,
        axis=alt.Axis(grid=False, ticks=False, domain=False, labelLimit=room - 12, labelPadding=8),
    )
    scale = alt.Scale(domain=[0, most * (1.35 if is_wide else 2.6)])
    x, end = (alt.X(f"{name}:Q", title=None, scale=scale, axis=None) for name in ("value", "end"))
    base = alt.Chart(alt.Data(values=values))
    layers = [
        base.mark_bar(color=ACCENT, height={"band": 0.6}).encode(x=x, y=y),
        base.mark_text(align="left", dx=7, color=INK, fontSize=13).encode(x=end, y=y, text="words:N"),
    ]
    if any(one.before is not None for one in found):
        # A shape, not only a colour: the stroke stands where the bar ended before.
        mark = base.transform_filter("datum.before != null").mark_tick(
            color=CLAY, thickness=4, opacity=1, height={"band": 0.9}
        )
        layers.append(mark.encode(x=alt.X("before:Q", scale=scale, axis=None), y=y))
    return alt.layer(*layers).properties(
        width=width - room - round(room * SPARE), height=max(50, 30 * len(found))
    )


@drawing.once
def _drawn(found: Sequence[Bar], most: float, width: int, spare: int) -> Markup:
    padding = {"left": 4 + spare, "right": 8, "top": 4, "bottom": 4}
    chart = drawing.dressed(_spec(found, most, width), padding=padding, labelColor=INK, labelFontSize=13)
    return drawing.on_page(chart)
