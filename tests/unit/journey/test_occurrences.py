"""On which days a rule falls, counted as a person would count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journey.domain.occurrences import occurrences
from services.journey.domain.rule import Offset, Rule
from services.journey.domain.spell import Absence
from tests.unit.journey.spells import spell

FAR = date(2100, 1, 1)
LONG_AGO = date(1990, 1, 1)


def rule(**changes: Any) -> Rule:
    facts: dict[str, Any] = {
        "programme": "onboarding",
        "name": "check",
        "anchor": "hire_date",
        "after": Offset("days", 0),
        "closes_after": Offset("days", 21),
        "live_while": frozenset({"active"}),
    }
    return Rule(**{**facts, **changes})


def days(one: Rule, first: date = LONG_AGO, last: date = FAR, **who: Any) -> list[date]:
    return [found.due for found in occurrences(one, spell(**who), first, last)]


@pytest.mark.parametrize(
    ("hired", "after", "due"),
    [
        (date(2026, 1, 31), Offset("months", 1), date(2026, 2, 28)),
        (date(2028, 1, 31), Offset("months", 1), date(2028, 2, 29)),
        (date(2026, 1, 31), Offset("months", 2), date(2026, 3, 31)),
        (date(2028, 2, 29), Offset("months", 12), date(2029, 2, 28)),
        (date(2026, 12, 31), Offset("months", 2), date(2027, 2, 28)),
        (date(2026, 3, 2), Offset("weeks", 1), date(2026, 3, 9)),
        (date(2026, 3, 2), Offset("days", -3), date(2026, 2, 27)),
        # Good Friday and Easter Monday are free.
        (date(2026, 4, 2), Offset("working_days", 2), date(2026, 4, 8)),
        (date(2026, 4, 30), Offset("working_days", -3), date(2026, 4, 24)),
    ],
)
def test_once_after_or_before_a_date(hired: date, after: Offset, due: date) -> None:
    assert days(rule(after=after), hire_date=hired) == [due]


def test_every_month_from_the_31st_is_counted_from_the_first_day_and_not_from_the_month_before() -> None:
    monthly = rule(after=Offset("months", 1), every=Offset("months", 1), times=4)
    assert days(monthly, hire_date=date(2026, 12, 31)) == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]


def test_repeated_for_good_is_bounded_by_how_far_one_looks() -> None:
    yearly = rule(after=Offset("months", 18), every=Offset("months", 12))
    assert days(yearly, date(2036, 1, 1), date(2038, 12, 31), hire_date=date(2026, 3, 2)) == [
        date(2036, 9, 2),
        date(2037, 9, 2),
        date(2038, 9, 2),
    ]


@given(
    hired=st.dates(date(1960, 1, 1), date(2040, 1, 1)),
    unit=st.sampled_from(["days", "weeks", "months"]),
    every=st.integers(7, 40),
    after=st.integers(0, 400),
    start=st.integers(0, 9_000),
)
def test_looking_at_a_part_finds_what_looking_at_all_finds(
    hired: date, unit: str, every: int, after: int, start: int
) -> None:
    repeated = rule(after=Offset("days", after), every=Offset(unit, every))
    first = hired + timedelta(days=start)
    last = first + timedelta(days=365)
    who = spell(hire_date=hired)
    whole = [one for one in occurrences(repeated, who, hired - timedelta(days=1), last) if one.due >= first]
    assert list(occurrences(repeated, who, first, last)) == whole


def test_a_work_anniversary_of_29_february_is_on_the_28th_in_other_years() -> None:
    anniversary = rule(anchor="anniversary")
    assert days(anniversary, last=date(2033, 1, 1), hire_date=date(2028, 2, 29)) == [
        date(2029, 2, 28),
        date(2030, 2, 28),
        date(2031, 2, 28),
        date(2032, 2, 29),
    ]
    assert days(rule(anchor="anniversary", times=1), hire_date=date(2020, 5, 1)) == [date(2021, 5, 1)]


def test_a_fixed_day_of_the_year_begins_with_the_employment_and_carries_over_new_year() -> None:
    survey = rule(anchor="yearly", on=(3, 1))
    assert days(survey, last=date(2028, 12, 31), hire_date=date(2026, 3, 2)) == [
        date(2027, 3, 1),
        date(2028, 3, 1),
    ]
    before_new_year = rule(anchor="yearly", on=(1, 5), after=Offset("weeks", -2))
    assert days(before_new_year, date(2026, 12, 1), date(2026, 12, 31)) == [date(2026, 12, 22)]
    leap = rule(anchor="yearly", on=(2, 29))
    assert days(leap, date(2027, 1, 1), date(2028, 12, 31)) == [date(2027, 2, 28), date(2028, 2, 29)]
    assert days(replace(survey, times=1), hire_date=date(2026, 1, 1)) == [date(2026, 3, 1)]


def test_after_each_absence_that_has_an_end_and_about_that_absence() -> None:
    away = (
        Absence(UUID(int=1), date(2026, 3, 9), date(2026, 6, 30)),
        Absence(UUID(int=2), date(2027, 3, 9), None),
    )
    back = rule(anchor="return_from_leave", after=Offset("weeks", 1))
    [found] = occurrences(back, spell(absences=away), LONG_AGO, FAR)
    assert (found.anchor_date, found.due, found.about) == (
        date(2026, 7, 1),
        date(2026, 7, 8),
        UUID(int=1),
    )


@pytest.mark.parametrize("anchor", ["probation_end", "contract_end", "last_day", "notice_date"])
def test_a_date_that_nobody_knows_gives_no_moment(anchor: str) -> None:
    assert days(rule(anchor=anchor)) == []
    assert days(rule(anchor=anchor, after=Offset("weeks", -2)), **{anchor: date(2026, 9, 30)}) == [
        date(2026, 9, 16)
    ]
