"""One request at a time, and not too many in a year: what goes first, moves, goes along, or gives way."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.journey.domain.budget import Budget, Place, Wish, fits_all, place

TODAY = date(2026, 3, 2)
BUDGET = Budget()


def wish(
    day: int, *, rank: int = 2, tolerance: int = 14, name: str = "onboarding.a", fixed: bool = False
) -> Wish:
    on = TODAY + timedelta(days=day)
    return Wish(rank, on, on, tolerance, name, frozenset(), fixed)


def placed(*wishes: Wish, sent: tuple[int, ...] = (), budget: Budget = BUDGET) -> list[int | None]:
    taken = [(TODAY + timedelta(days=day), "sent") for day in sent]
    found = place(wishes, taken, budget, lambda _number, day: day)
    return [(one.day - TODAY).days if one.day else None for one in found]


def test_what_is_far_enough_apart_stays() -> None:
    assert placed(wish(0), wish(21), wish(42)) == [0, 21, 42]


def test_what_comes_too_soon_moves_to_the_first_day_that_is_far_enough() -> None:
    assert placed(wish(0), wish(10)) == [0, 21]


def test_what_cannot_move_that_far_gives_way_and_knows_to_what() -> None:
    found = place([wish(0, name="onboarding.a"), wish(5, tolerance=3)], [], BUDGET, lambda _n, day: day)
    assert found[1] == Place(None, "onboarding.a", TODAY)


def test_who_leaves_goes_first_whoever_was_there_before() -> None:
    assert placed(wish(0, rank=3, tolerance=60), wish(10, rank=0)) == [31, 10]


def test_what_has_left_does_not_move() -> None:
    assert placed(wish(5, tolerance=30), sent=(0,)) == [21]
    assert placed(wish(5, tolerance=10), sent=(0,)) == [None]


def test_a_day_chosen_by_hand_is_obeyed_and_the_others_go_round_it() -> None:
    assert placed(wish(0), wish(5, fixed=True), sent=(1,)) == [None, 5]
    assert placed(wish(0, tolerance=60), wish(5, fixed=True)) == [26, 5]


def test_eight_in_a_year_and_not_a_ninth() -> None:
    crowded = Budget(spacing_days=1, a_year=8)
    eight = tuple(range(0, 80, 10))
    assert placed(wish(100, tolerance=5), sent=eight, budget=crowded) == [None]
    assert placed(wish(100, tolerance=300), sent=eight, budget=crowded) == [365]


def test_what_may_go_along_with_the_one_in_the_way_does() -> None:
    along = wish(5, tolerance=2, name="exit.form")._replace(merges_with=frozenset({"exit.invitation"}))
    first = wish(0, name="exit.invitation")
    found = place([first, along], [], BUDGET, lambda _n, day: day)
    assert found[1] == Place(None, "exit.invitation", TODAY, together=True)


@given(
    wishes=st.lists(
        st.builds(
            wish,
            st.integers(0, 900),
            rank=st.integers(0, 4),
            tolerance=st.integers(0, 90),
            name=st.sampled_from(["onboarding.a", "stay.b", "exit.c"]),
        ),
        max_size=20,
    ),
    gaps=st.lists(st.integers(21, 90), max_size=8),
    weekend=st.booleans(),
)
def test_whatever_is_wished_the_budget_is_kept_and_nothing_leaves_its_tolerance(
    wishes: list[Wish], gaps: list[int], weekend: bool
) -> None:
    def next_day(_number: int, day: date) -> date:
        while weekend and day.weekday() > 4:
            day += timedelta(days=1)
        return day

    sent = [(TODAY - timedelta(days=sum(gaps[: n + 1])), "sent") for n in range(len(gaps))]
    found = place(wishes, sent, BUDGET, next_day)
    days = sorted([one.day for one in found if one.day] + [day for day, _ in sent])
    assert fits_all(days, BUDGET)
    for one, asked in zip(found, wishes, strict=True):
        if one.day is None:
            assert one.blocker
        else:
            assert asked.day <= one.day <= asked.day + timedelta(days=asked.tolerance)
    assert place(wishes, sent, BUDGET, next_day) == found
