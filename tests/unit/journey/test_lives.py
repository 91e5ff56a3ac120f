"""Whatever happens to somebody, in whatever order and zone: each letter once, in its window, within the budget."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from services.journey.domain.terms import Terms
from shared.calendar.working import WorkCalendar
from tests.unit.journey.lives import HAPPENINGS, Life, happen, hired, some_plans

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 120),
        st.integers(0, 23),
        st.booleans(),
        st.sampled_from(sorted(HAPPENINGS)),
        st.integers(0, 1_000),
    ),
    max_size=25,
)
Step = tuple[int, int, bool, str, int]


@cache
def zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def live(steps: Iterable[Step], *, zone: str = "Europe/Amsterdam", first: int = 0) -> Life:
    """Live through steps: so many days and hours later (the clock stood still, or not) something happens."""
    life = Life(BEGIN, zone, WorkCalendar("NL"), Terms(plans=some_plans(), now=BEGIN, horizon_months=14))
    hired(life, BEGIN.date() + timedelta(days=first))
    life.settle()
    for days, hours, stood_still, what, number in steps:
        instant = life.now + timedelta(days=days, hours=hours)
        if stood_still:
            life.stand_still(life.now + timedelta(days=days % 40, hours=hours))
        else:
            life.go_to(instant)
        happen(life, what, number)
        life.settle()
        life.release()
    life.go_to(life.now + timedelta(days=200))
    return life


@settings(max_examples=150)
@given(steps=STEPS, first=st.integers(-40, 60))
def test_a_life_in_which_anything_may_happen_keeps_every_promise(steps: list[Step], first: int) -> None:
    live(steps, first=first)


@settings(max_examples=40)
@given(number=st.integers(0, 10_000), first=st.integers(-20, 20), year=st.integers(0, 9))
def test_in_every_zone_through_ten_years_each_moment_leaves_once_in_its_window(
    number: int, first: int, year: int
) -> None:
    zone = zones()[number % len(zones())]
    begin = datetime(2026 + year, 2, 20, 9, 0, tzinfo=UTC)
    life = Life(begin, zone, WorkCalendar(), Terms(plans=some_plans(), now=begin, horizon_months=14))
    hired(life, begin.date() + timedelta(days=first))
    life.settle()
    life.go_to(begin + timedelta(days=365))
    names = [name for _, name, _ in life.left]
    assert len(names) == len(set(names))
    assert {"onboarding.month_3.1", "onboarding.month_6.1"} <= set(names)


def test_ten_years_of_one_employment_ask_what_the_plans_say_and_no_more() -> None:
    life = live([(120, 1, False, "nothing", 0)] * 29)
    days = [day for day, _, _ in life.left]
    assert all(later - earlier >= timedelta(days=21) for earlier, later in pairwise(days))
    assert [name for _, name, _ in life.left][:3] == [
        "onboarding.week_1.1",
        "onboarding.month_1.1",
        "onboarding.month_3.1",
    ]
    assert days[-1] > date(2035, 1, 1)


def test_what_was_in_the_way_of_something_stays_so_when_yet_another_has_left() -> None:
    life = live([(9, 3, False, "away", 41), (29, 17, True, "hand", 986)], first=-37)
    [named] = {one.detail for one in life.known.values() if one.reason == "budget" and one.rule == "month_3"}
    assert named is not None
    assert named.startswith("onboarding.by_hand")


def many(number: int, seed: int) -> None:
    """Live ``number`` random lives: for who wants to look longer than the tests do."""
    rng = random.Random(seed)
    names = sorted(HAPPENINGS)
    for one in range(number):
        steps = [
            (rng.randrange(120) // rng.choice((1, 4, 20)), rng.randrange(24), rng.random() < 0.2, rng.choice(names),
             rng.randrange(1000))
            for _ in range(rng.randrange(25))
        ]  # fmt: skip
        try:
            live(
                steps,
                zone=rng.choice(zones()) if one % 3 == 0 else "Europe/Amsterdam",
                first=rng.randrange(-40, 60),
            )
        except AssertionError:
            print(seed, one, steps)  # noqa: T201
            raise
