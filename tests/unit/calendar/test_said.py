"""A time and a length of time, as people say them."""

from __future__ import annotations

from datetime import time

import pytest

from shared.calendar.said import clock_said, length_said


@pytest.mark.parametrize(
    ("language", "morning", "midnight"),
    [
        ("nl", "9.05 uur", "0.00 uur"),
        ("en", "9:05 am", "12:00 am"),
        ("fr", "9\u00a0h\u00a005", "0\u00a0h\u00a000"),
    ],
)
def test_a_time_of_day_by_the_customs_of_the_language(language: str, morning: str, midnight: str) -> None:
    assert clock_said(time(9, 5), language) == morning
    assert clock_said(time(0, 0), language) == midnight


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["15 minuten", "1 uur", "90 minuten", "2 uur"]),
        ("en", ["15 minutes", "1 hour", "90 minutes", "2 hours"]),
        ("fr", ["15 minutes", "1\u00a0heure", "90 minutes", "2\u00a0heures"]),
    ],
)
def test_hours_where_they_are_whole(language: str, said: list[str]) -> None:
    assert [length_said(minutes, language) for minutes in (15, 60, 90, 120)] == said
