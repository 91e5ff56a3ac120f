from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.disclosure.batches import ready_on
from shared.disclosure.figures import COMPLEMENT, NOBODY, TOO_FEW, Figure, table


def figure(people: int) -> Figure:
    return Figure(people=people, tally={"1": people})


groups = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 12).map(figure))


@given(groups, st.integers(0, 9).map(figure), st.integers(5, 8))
def test_nothing_that_is_shown_nor_any_difference_from_the_total_is_of_too_few(
    found: dict[str, Figure], rest: Figure, least: int
) -> None:
    made = table(found, rest, least=least)
    everything = sum(found.values(), rest)
    if made.total is None:
        assert everything.people < least
        assert not made.shown
        assert made.rest is None
        return
    parts = [*made.shown.values(), *([made.rest] if made.rest else [])]
    assert all(part.people >= least for part in parts)
    assert sum(parts, NOBODY) == made.total == everything
    assert made.shown.keys().isdisjoint(made.hidden)


def test_hidden_groups_say_why() -> None:
    made = table({"a": figure(20), "b": figure(6), "c": figure(2)}, least=5)
    assert made.hidden == {"c": TOO_FEW, "b": COMPLEMENT}
    assert made.rest is not None
    assert made.rest.people == 8


def test_a_mean_is_of_numbers_only() -> None:
    assert Figure(people=5, tally={"1": 1, "4": 4}).mean == pytest.approx(3.4)
    assert Figure(people=5, tally={"work": 5}).mean is None
    assert NOBODY.mean is None


@pytest.mark.parametrize(
    ("last_day", "batch"),
    [
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2026, 1, 31), date(2026, 2, 1)),
        (date(2026, 12, 15), date(2027, 1, 1)),
    ],
)
def test_an_answer_goes_with_the_month_after_the_last_day_to_change_it(last_day: date, batch: date) -> None:
    assert ready_on(last_day) == batch
