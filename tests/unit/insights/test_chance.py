"""When two counts of leavers differ by more than chance, and when nobody can tell."""

from __future__ import annotations

import pytest

from services.insights.domain.chance import CHANCE, LESS, MORE, TOO_FEW, compare
from shared.kernel.chance import wilson


def test_the_interval_of_a_proportion_is_wilsons() -> None:
    # Newcombe 1998, table I: 81 in 263 and 15 in 148.
    assert list(wilson(81, 263)) == pytest.approx([0.2553, 0.3662], abs=1e-4)
    assert list(wilson(15, 148)) == pytest.approx([0.0624, 0.1605], abs=1e-4)
    assert wilson(0, 20)[0] == 0.0
    assert wilson(20, 20)[1] == 1.0


def test_twice_as_many_leavers_out_of_as_many_people_is_more() -> None:
    found = compare(60, 500.0, 30, 500.0)
    assert found.verdict == MORE
    assert found.times == pytest.approx(2.0)
    assert found.low is not None
    assert found.high is not None
    assert 1 < found.low < 2 < found.high


def test_as_many_leavers_out_of_half_the_people_is_more_too() -> None:
    assert compare(60, 250.0, 60, 500.0).times == pytest.approx(2.0)


def test_fewer_is_less_and_a_little_more_may_be_chance() -> None:
    assert compare(30, 500.0, 60, 500.0).verdict == LESS
    assert compare(12, 200.0, 9, 200.0).verdict == CHANCE


def test_of_a_handful_nothing_is_said() -> None:
    assert compare(3, 50.0, 1, 50.0).verdict == TOO_FEW
    assert compare(9, 50.0, 9, 0.0).verdict == TOO_FEW


def test_where_nobody_left_before_it_is_not_said_how_many_times() -> None:
    found = compare(12, 100.0, 0, 100.0)
    assert (found.verdict, found.times, found.high) == (MORE, None, None)
