"""Which departments stand out: as deep as can be told, and the one above only where it would without them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.onboarding.domain import EXPECTATION, Finding, added_up, comes_back, standing_out
from shared.disclosure.figures import Figure

THUIS, WONEN, ZORG = ("Zorg", "Thuis"), ("Zorg", "Wonen"), ("Zorg",)


def told(people: int, many: int) -> Figure:
    return Figure(people=people, tally={"different": many})


def test_a_department_is_named_as_deep_as_it_stands_out() -> None:
    nodes = added_up([(THUIS, told(10, 6)), (WONEN, told(10, 1)), (("Kantoor",), told(8, 0))])
    assert nodes[()] == told(28, 7)
    assert set(standing_out(nodes, value="different", share=0.4)) == {THUIS}


def test_what_lies_above_stands_out_too_where_the_rest_of_it_does() -> None:
    nodes = added_up([(THUIS, told(10, 6)), (ZORG, told(10, 5)), (("Kantoor",), told(8, 0))])
    found = standing_out(nodes, value="different", share=0.4)
    assert found == {THUIS: told(10, 6), ZORG: told(20, 11)}


def test_nobody_is_no_signal() -> None:
    assert standing_out(added_up([]), value="different", share=0.4) == {}
    assert standing_out({(): told(9, 0)}, value="different", share=0.4) == {}


@pytest.mark.parametrize(
    ("now", "days", "again"), [(5, 10, False), (6, 10, True), (5, 200, True), (2, 10, False)]
)
def test_what_was_seen_comes_back_when_it_is_worse_or_long_ago(now: int, days: int, again: bool) -> None:
    finding = Finding(kind=EXPECTATION, subject="found_job", people=10, told=now)
    seen_on = date(2026, 5, 1)
    back = comes_back(
        finding, seen_share=0.5, seen_on=seen_on, today=seen_on + timedelta(days=days), worse_by=0.1,
        lasts=timedelta(days=183),
    )  # fmt: skip
    assert back is again
