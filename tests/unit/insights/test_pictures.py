"""Pictures of figures: there is room for every name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from services.insights.rendering import pictures
from services.insights.rendering.pictures import Picture, Point
from tests.architecture.services import app_of

LONGEST = "Productie en onderhoud"
# What a letter of the widest of our fonts takes at the size of an axis, on average.
WIDEST = 7.2


@pytest.mark.parametrize(
    ("draw", "points"),
    [
        (pictures.bars, [Point(LONGEST, 12.5, "12,5%"), Point("Zorg", 8.0, "8%")]),
        (pictures.grouped, [Point("2025", 12.5, "12,5%", LONGEST), Point("2025", 8.0, "8%", "Zorg")]),
    ],
)
def test_the_longest_name_at_a_bar_has_room_in_any_font(
    tmp_path: Path, draw: Callable[..., Picture], points: Sequence[Point]
) -> None:
    with app_of("insights", tmp_path) as app, app.test_request_context("/"):
        drawn = draw(points, unit="Verloop", title="Verloop", description="Verloop").wide
    # The plot begins so far from the left edge; names end a little before it.
    (x,) = re.findall(r"^<svg[^>]*>.*?translate\(([\d.]+),", drawn, re.DOTALL)[:1]
    assert LONGEST in drawn
    assert float(x) >= len(LONGEST) * WIDEST
