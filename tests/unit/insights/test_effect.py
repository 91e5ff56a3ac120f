"""Whether a measure helped: only what can be told is told."""

from __future__ import annotations

import pytest

from services.insights.domain.effect import (
    CANNOT_TELL,
    DID_NOT,
    HELPED,
    NO_DIFFERENCE,
    TOO_EARLY,
    Stretch,
    effect,
)

OTHERS = Stretch(100, 1_000.0), Stretch(100, 1_000.0)


def test_a_group_that_halves_while_the_others_stay_was_helped() -> None:
    found = effect(Stretch(80, 300.0), Stretch(40, 300.0), *OTHERS, 400)
    assert found.verdict == HELPED
    assert found.times == pytest.approx(0.503, abs=0.001)
    # By hand: exp(log(40.5 / 80.5) -/+ 1.96 x sqrt(1/80.5 + 1/40.5 + 2/100.5)).
    assert found.low is not None
    assert found.high is not None
    assert [found.low, found.high] == pytest.approx([0.315, 0.804], abs=0.001)
    assert [found.avoided_low, found.avoided_high] == pytest.approx(
        [40 / found.high - 40, 40 / found.low - 40]
    )


def test_where_everybody_stays_after_it_leavings_were_avoided() -> None:
    found = effect(Stretch(30, 60.0), Stretch(0, 60.0), *OTHERS, 400)
    assert found.verdict == HELPED
    assert found.avoided == pytest.approx(30.5)
    assert found.avoided_low is not None
    assert 0 < found.avoided_low < 30.5


def test_a_group_that_falls_as_much_as_everybody_was_not_helped_by_it() -> None:
    assert effect(
        Stretch(80, 300.0), Stretch(40, 300.0), Stretch(200, 1_000.0), Stretch(100, 1_000.0), 400
    ).verdict == (CANNOT_TELL)


def test_more_leavers_than_before_is_said_too() -> None:
    assert effect(Stretch(40, 300.0), Stretch(80, 300.0), *OTHERS, 400).verdict == DID_NOT


def test_large_groups_in_which_nothing_moves_show_no_difference() -> None:
    many = Stretch(2_000, 20_000.0)
    assert effect(many, many, many, many, 400).verdict == NO_DIFFERENCE


def test_a_small_group_cannot_be_told_and_a_young_measure_neither() -> None:
    assert effect(Stretch(3, 30.0), Stretch(1, 30.0), *OTHERS, 400).verdict == CANNOT_TELL
    assert effect(Stretch(80, 300.0), Stretch(1, 300.0), *OTHERS, 89).verdict == TOO_EARLY
    assert effect(Stretch(0, 300.0), Stretch(0, 300.0), *OTHERS, 400).verdict == CANNOT_TELL
    assert (
        effect(Stretch(9, 300.0), Stretch(9, 300.0), Stretch(0, 0.0), Stretch(0, 0.0), 400).verdict
        == CANNOT_TELL
    )
