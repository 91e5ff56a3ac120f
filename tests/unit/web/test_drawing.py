from __future__ import annotations

from typing import Any

import pytest

from shared.web import drawing


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
