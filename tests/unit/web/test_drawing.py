from __future__ import annotations

from typing import Any

import pytest

from shared.web import drawing
from shared.web.texts import language


@pytest.mark.parametrize(
    ("language", "expected"), [("nl", "10.000"), ("en", "10,000"), ("fr", "10\N{NO-BREAK SPACE}000")]
)
def test_numbers_along_an_axis_are_written_as_the_reader_writes_them(
    make: Any, language: str, expected: str
) -> None:
    alt = drawing.altair()
    chart = alt.Chart(alt.Data(values=[{"value": 12_000}])).mark_bar().encode(x="value:Q")
    with make().test_request_context(f"/?lang={language}"):
        assert f">{expected}<" in drawing.on_page(chart)


def test_the_same_figures_are_drawn_once_in_each_language(make: Any) -> None:
    drawn = []

    @drawing.once
    def draw(*figures: int) -> str:
        drawn.append(figures)
        return f"{figures} in {language()}"

    for asked in ("nl", "en", "nl"):
        with make().test_request_context(f"/?lang={asked}"):
            assert draw(1, 2) == f"(1, 2) in {asked}"
            assert draw(1, 3) == f"(1, 3) in {asked}"
    assert drawn == [(1, 2), (1, 3)] * 2
