from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.disclosure.circles import circles, people_in
from shared.disclosure.model import Circle, Rule, TooLow, Traits, Waiting
from tests.unit.disclosure.crowds import Months, answers, months, permitted

Q1, Q2 = date(2026, 1, 1), date(2026, 4, 1)


def crowd(*groups: tuple[str, int], start: int = 0, **flat: str) -> list[Waiting[int]]:
    paths = [tuple(path.split(">")) for path, number in groups for _ in range(number)]
    return [
        Waiting(key=start + key, traits=Traits(path=path, flat=flat), quarter=Q1, promised=5)
        for key, path in enumerate(paths)
    ]


def labels(waiting: list[Waiting[int]], least: int = 5) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = defaultdict(int)
    for circle in circles(waiting, least=least):
        found[circle.path] += circle.people
    return dict(found)


@given(answers(), st.sampled_from((5, 6, 10)))
def test_every_circle_holds_as_many_people_as_is_asked_and_was_promised(
    waiting: list[Waiting[int]], least: int
) -> None:
    by_key = {one.key: one for one in waiting}
    for circle in circles(waiting, least=least):
        inside = [by_key[key] for key in circle.keys]
        assert circle.people == people_in(inside) >= max(least, *(one.promised for one in inside))


@given(answers())
def test_circles_never_overlap_and_what_they_say_is_true_of_all_in_them(waiting: list[Waiting[int]]) -> None:
    made = circles(waiting, least=5)
    keys = [key for circle in made for key in circle.keys]
    assert len(keys) == len(set(keys))
    by_key = {one.key: one for one in waiting}
    for circle in made:
        for one in (by_key[key] for key in circle.keys):
            assert one.traits.path[: len(circle.path)] == circle.path
            assert circle.flat.items() <= one.traits.flat.items()
            assert one.quarter <= circle.quarter
            assert one.traits.sample is circle.sample


@given(answers())
def test_nobody_waits_while_there_is_company_enough(waiting: list[Waiting[int]]) -> None:
    """Real and invented people have their own circles; either all of them leave, or they are too few."""
    gone = {key for circle in circles(waiting, least=5) for key in circle.keys}
    for sample in (False, True):
        part = [one for one in waiting if one.traits.sample is sample]
        left = [one for one in part if one.key not in gone]
        assert not left or (left == part and people_in(part) < max(5, *(one.promised for one in part)))


@given(answers(), st.sampled_from((5, 6, 10)))
def test_who_is_alike_may_wait_as_one_and_nothing_is_told_otherwise(
    waiting: list[Waiting[int]], least: int
) -> None:
    alike: dict[Any, list[Waiting[int]]] = defaultdict(list)
    for one in waiting:
        alike[repr(replace(one, key=0))].append(one)
    lots: list[Waiting[Any]] = [
        Waiting(**vars(some[0]) | {"key": tuple(one.key for one in some), "many": len(some)})
        for some in alike.values()
    ]
    made: list[tuple[list[int], Circle[Any]]] = [
        (list(one.keys), one) for one in circles(waiting, least=least)
    ]
    told = [
        [(sorted(keys), one.people, one.path, one.flat, one.quarter, one.sample) for keys, one in some]
        for some in (
            made,
            [([key for lot in one.keys for key in lot], one) for one in circles(lots, least=least)],
        )
    ]
    assert sorted(told[0], key=str) == sorted(told[1], key=str)


@given(months())
def test_whoever_may_ask_everything_at_any_time_never_tells_one_from_four_others(life: Months) -> None:
    """Every figure is the same for all in a circle: so is every sum and difference of figures, over filters and time.

    The columns of the attacker's system of equations: answers with equal columns cannot be told apart by any
    combination, and a combination that is nothing for some and something for others has whole columns in it.
    """
    seen: dict[int, set[tuple[int, frozenset[int]]]] = defaultdict(set)
    shown = []
    for month, made in enumerate(life.released):
        shown.extend(made)
        for figure in permitted(shown):
            for key in figure:
                seen[key].add((month, figure))
    alike: dict[frozenset[tuple[int, frozenset[int]]], list[Waiting[int]]] = defaultdict(list)
    for one in life.everybody:
        if one.key in seen:
            alike[frozenset(seen[one.key])].append(one)
    for group in alike.values():
        assert people_in(group) >= max(5, *(one.promised for one in group))


@given(months(), st.randoms(use_true_random=False))
def test_knowing_what_all_but_two_said_does_not_tell_which_of_the_two_said_what(
    life: Months, rng: random.Random
) -> None:
    said = {one.key: rng.randint(1, 5) for one in life.everybody}
    made = [circle for month in life.released for circle in month]
    for circle in made:
        one, other = rng.sample(circle.keys, 2)
        otherwise = said | {one: said[other], other: said[one]}
        for figure in permitted(made):
            assert sorted(said[key] for key in figure) == sorted(otherwise[key] for key in figure)


def test_departments_that_are_large_enough_get_circles_of_their_own() -> None:
    assert labels(crowd(("Zorg", 7), ("Kantoor", 5))) == {("Zorg",): 7, ("Kantoor",): 5}


def test_small_departments_are_counted_with_their_parent() -> None:
    found = labels(crowd(("Zorg>Thuis", 6), ("Zorg>Wonen", 3), ("Zorg>Nacht", 2), ("Kantoor", 9)))
    assert found == {("Zorg", "Thuis"): 6, ("Zorg",): 5, ("Kantoor",): 9}


def test_one_small_department_takes_the_smallest_large_one_along() -> None:
    """Else it would be the difference between the total and what is shown."""
    assert labels(crowd(("Zorg", 12), ("Kantoor", 6), ("Keuken", 2))) == {("Zorg",): 12, (): 8}


def test_too_few_together_wait_on() -> None:
    assert circles(crowd(("Zorg", 2), ("Kantoor", 2)), least=5) == []


def test_who_answers_twice_is_one_person() -> None:
    waiting = [replace(one, who=b"same") for one in crowd(("Zorg", 2))] + crowd(("Zorg", 3), start=2)
    assert circles(waiting, least=5) == []


def test_an_earlier_promise_of_more_people_is_kept_after_the_setting_fell() -> None:
    waiting = [replace(one, promised=8) for one in crowd(("Zorg", 1))] + crowd(("Zorg", 5), start=1)
    assert circles(waiting, least=5) == []
    assert labels(waiting + crowd(("Zorg", 2), start=6)) == {("Zorg",): 8}


def test_a_large_department_is_told_apart_by_tenure_as_well() -> None:
    waiting = crowd(("Zorg", 6), tenure_band="0-3m") + crowd(("Zorg", 6), start=6, tenure_band="10y+")
    assert sorted(circle.flat["tenure_band"] for circle in circles(waiting, least=5)) == ["0-3m", "10y+"]


def test_a_circle_over_two_quarters_counts_for_the_later_one() -> None:
    waiting = crowd(("Zorg", 3)) + [replace(one, quarter=Q2) for one in crowd(("Zorg", 4), start=3)]
    assert [circle.quarter for circle in circles(waiting, least=5)] == [Q2]


def test_invented_people_never_share_a_circle_with_real_ones() -> None:
    waiting = crowd(("Zorg", 3))
    invented = [
        replace(one, traits=Traits(path=("Zorg",), sample=True)) for one in crowd(("Zorg", 4), start=3)
    ]
    assert circles(waiting + invented, least=5) == []


@pytest.mark.parametrize(("group", "words"), [(4, 10), (5, 9), (12, 10)])
def test_a_setting_below_what_the_house_always_promises_is_refused(group: int, words: int) -> None:
    with pytest.raises(TooLow):
        Rule(group=group, words=words)
