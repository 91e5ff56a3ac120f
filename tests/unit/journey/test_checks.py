"""A plan that cannot come true is refused, at the field and with the reason."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journey.domain import checks
from services.journey.domain.budget import Budget, Wish, place
from services.journey.domain.checks import check
from services.journey.domain.collide import DAYS, always, counted, working
from services.journey.domain.reading import read_plan
from services.journey.domain.rule import Offset
from services.journey.errors import PlanInvalid
from services.journey.policy import first_plans
from shared.calendar.working import add_working_days, next_working_day

TOP, LEFT, RIGHT, BELOW = (UUID(int=number) for number in range(1, 5))
TREE = {TOP: (TOP,), LEFT: (TOP, LEFT), RIGHT: (TOP, RIGHT), BELOW: (TOP, LEFT, BELOW)}


def rule(name: str = "one", **changes: Any) -> dict[str, Any]:
    """Return a rule as it is written: a week after the first day, for whoever is here."""
    written = {
        "rule": name,
        "anchor": "hire_date",
        "after": {"weeks": 1},
        "closes_after": {"days": 21},
        "while": ["expected", "active"],
        "tolerance_days": 7,
        "ask": "week_1",
    }
    return {**written, **changes}


def checked(*rules: dict[str, Any], programme: str = "onboarding") -> dict[str, list[str]]:
    """Return what is wrong with a plan of these rules, by field."""
    try:
        check(read_plan(programme, 2, list(rules)), spacing_days=21, departments=TREE)
    except PlanInvalid as error:
        return error.fields
    return {}


@pytest.mark.parametrize("programme", sorted(first_plans()))
def test_what_the_house_begins_with_can_come_true(programme: str) -> None:
    check(first_plans()[programme], spacing_days=21, departments={})


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"remind_after": [5, 16]}, "remind_after", checks.LATE_REMINDER),
        (
            {"remind_after": [10], "closes_after": {"working_days": 9}},
            "remind_after",
            checks.LATE_REMINDER,
        ),
        ({"merges_with": ["one"]}, "merges_with", checks.ITSELF),
        ({"merges_with": ["nowhere"]}, "merges_with", checks.NO_SUCH_RULE),
        ({"every": {"weeks": 2}}, "closes_after", checks.OVERLAPS),
        ({"every": {"months": 1}, "closes_after": {"days": 29}}, "closes_after", checks.OVERLAPS),
        ({"anchor": "anniversary", "closes_after": {"months": 13}}, "closes_after", checks.OVERLAPS),
        ({"ask": None}, "ask", checks.WHAT_TO_ASK),
        ({"ask": "horoscope"}, "ask", checks.WHAT_TO_ASK),
        ({"after": {"days": -3}, "while": ["active"]}, "while", checks.NOT_YET_EMPLOYED),
        (
            {"anchor": "notice_date", "after": {"days": -1}, "while": ["leaving"]},
            "after",
            checks.NOT_KNOWN_YET,
        ),
        ({"anchor": "last_day", "after": {"days": 0}, "while": ["left"]}, "while", checks.STILL_HERE),
        ({"anchor": "last_day", "after": {"days": 1}, "while": ["leaving"]}, "while", checks.GONE_BY_THEN),
        (
            {"anchor": "return_from_leave", "after": {"days": 367}, "while": ["active"]},
            "after",
            checks.TOO_LONG_BACK,
        ),
        ({"for": {"tenure_months": {"from": 6}}}, "for.tenure_months", checks.NOBODY_SO_LONG),
        ({"for": {"absence_days": {"from": 6}}}, "for.absence_days", checks.NO_ABSENCE),
        ({"for": {"leave_kinds": ["dismissal"]}}, "for.leave_kinds", checks.NOBODY_LEAVES),
        ({"for": {"departments": [str(UUID(int=9))]}}, "for.departments", checks.UNKNOWN_DEPARTMENT),
    ],
)
def test_a_rule_that_cannot_come_true_is_refused_at_its_field(
    changes: dict[str, Any], field: str, says: str
) -> None:
    assert checked(rule(**changes)) == {f"rules.0.{field}": [says]}


@pytest.mark.parametrize(
    "changes",
    [
        {"remind_after": [5, 15]},
        {"remind_after": [10], "closes_after": {"working_days": 10}},
        {"every": {"weeks": 3}},
        {"every": {"months": 1}, "closes_after": {"days": 28}},
        {"anchor": "yearly", "on": "03-01", "times": 1, "closes_after": {"months": 20}},
        {"anchor": "return_from_leave", "while": ["active"], "for": {"absence_days": {"from": 42}}},
        {"anchor": "return_from_leave", "after": {"months": 12}, "while": ["active"]},
        {"for": {"departments": [str(BELOW)]}},
    ],
)
def test_a_rule_that_just_can_is_taken(changes: dict[str, Any]) -> None:
    assert checked(rule(**changes)) == {}


def test_two_rules_on_one_day_are_refused_at_the_second() -> None:
    assert checked(rule("a"), rule("b")) == {"rules.1.after": [checks.COLLIDES]}
    assert checked(rule("a"), rule("b", after={"days": 10}), rule("c", after={"days": 40})) == {
        "rules.1.after": [checks.COLLIDES]
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"merges_with": ["a"]}),
        ({}, {"tolerance_days": 28}),
        ({}, {"anchor": "probation_end"}),
        ({"for": {"countries": ["NL"]}}, {"for": {"countries": ["BE"]}}),
        ({"for": {"hours": {"to": 20}}}, {"for": {"hours": {"from": 21}}}),
        ({"for": {"returned": True}}, {"for": {"returned": False}}),
        ({"for": {"departments": [str(RIGHT)]}}, {"for": {"departments": [str(LEFT)]}}),
        ({"anchor": "yearly", "on": "03-01"}, {"anchor": "yearly", "on": "06-01"}),
    ],
)
def test_two_rules_that_can_be_parted_are_taken(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert checked(rule("a", **one), rule("b", **other)) == {}


def test_a_department_and_one_above_it_are_not_apart() -> None:
    for wide in (TOP, LEFT, BELOW):
        assert checked(
            rule("a", **{"for": {"departments": [str(wide)]}}),
            rule("b", **{"for": {"departments": [str(BELOW)]}}),
        ) == {"rules.1.after": [checks.COLLIDES]}


def test_going_along_in_a_circle_is_refused_at_each_of_it() -> None:
    found = checked(
        rule("a", merges_with=["b"]),
        rule("b", merges_with=["c"], after={"weeks": 9}),
        rule("c", merges_with=["a"], after={"weeks": 20}),
        rule("d", merges_with=["a"], after={"weeks": 30}),
    )
    assert found == {f"rules.{number}.merges_with": [checks.CIRCLE] for number in range(3)}


def test_the_first_that_goes_along_with_the_second_helps_nobody() -> None:
    assert checked(rule("a", merges_with=["b"]), rule("b", after={"days": 9})) == {
        "rules.1.after": [checks.COLLIDES]
    }


def test_a_hundred_rules_are_checked_while_somebody_waits() -> None:
    slow = [
        rule(
            f"r{number}",
            after={"working_days": 2_600 - number},
            closes_after={"working_days": 2_000},
            remind_after=[60],
            tolerance_days=0,
        )
        for number in range(100)
    ]
    assert len(checked(*slow)) == 99


OFFSETS = st.builds(
    Offset,
    st.sampled_from(["days", "weeks", "months", "working_days"]),
    st.integers(min_value=-60, max_value=60),
)


@given(OFFSETS, st.sampled_from(DAYS))
def test_working_days_reckoned_are_working_days_walked(offset: Offset, day: date) -> None:
    assert counted(offset, day) == offset.after(day)
    assert working(day) == next_working_day(day)
    assert counted(Offset("working_days", 3), day) == add_working_days(day, 3)


@given(OFFSETS, OFFSETS, st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_two_rules_are_said_to_collide_where_the_budget_leaves_one_out_each_day(
    first: Offset, second: Offset, loose: int, looser: int, merges: bool
) -> None:
    one, other = read_plan(
        "alumni",
        1,
        [
            rule("a", after={first.unit: first.number}, tolerance_days=loose, ask="invitation"),
            rule("b", after={second.unit: second.number}, tolerance_days=looser, ask="invitation")
            | ({"merges_with": ["a"]} if merges else {}),
        ],
    ).rules
    lost = []
    for day in DAYS:
        wishes = [
            Wish(0, due, due, each.tolerance, each.name, each.merges_with, fixed=False)
            for each, due in ((each, working(counted(each.after, day))) for each in (one, other))
        ]
        places = place(wishes, [], Budget(21, 52), lambda _n, day: working(day))
        lost.append(any(found.day is None and not found.together for found in places))
    assert always(one, other, 21, {}) == all(lost)
