"""A plan says what is wrong with it, and where."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.journey.domain import problems as why
from services.journey.domain.reading import read_plan
from services.journey.domain.rule import Offset
from services.journey.domain.writing import as_plain
from services.journey.errors import PlanInvalid
from services.journey.policy import Policy, first_plans, load_plan, read_policy

ONBOARDING = first_plans()["onboarding"]
GOOD: list[dict[str, Any]] = [as_plain(rule) for rule in ONBOARDING.rules]


def test_the_first_plan_welcomes_newcomers_and_asks_them_five_times_in_their_first_year() -> None:
    hired = date(2026, 1, 31)
    assert [(rule.name, rule.after.after(hired)) for rule in ONBOARDING.rules] == [
        ("before_start", date(2026, 1, 17)),
        ("week_1", date(2026, 2, 7)),
        ("month_1", date(2026, 2, 28)),
        ("month_3", date(2026, 4, 30)),
        ("month_6", date(2026, 7, 31)),
        ("month_11", date(2026, 12, 31)),
        ("back_1", date(2026, 2, 7)),
    ]
    welcome, *questions = ONBOARDING.rules
    # The first week is asked of who is new, or of who came back; never both.
    returned = {rule.name: rule.audience.returned for rule in questions if rule.audience.returned is not None}
    assert returned == {"week_1": False, "back_1": True}
    assert {rule.closes_after for rule in questions} == {Offset("days", 21)}
    # It is over on the first day, and takes nobody's turn.
    assert (welcome.closes_after, welcome.live_while) == (Offset("days", 14), frozenset({"expected"}))
    assert [rule.name for rule in ONBOARDING.rules if rule.beside_budget] == ["before_start"]


def test_there_is_a_first_plan_for_every_programme() -> None:
    assert set(first_plans()) == {"onboarding", "stay", "exit", "aftercare", "alumni"}


@pytest.mark.parametrize("programme", sorted(first_plans()))
def test_a_plan_that_is_written_down_is_read_back_the_same(programme: str) -> None:
    plan = first_plans()[programme]
    assert read_plan(programme, 1, [as_plain(rule) for rule in plan.rules]) == plan


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("programme", "stay", why.OTHER_PROGRAMME),
        ("rule", "", why.BAD_NAME),
        ("rule", 7, why.BAD_NAME),
        ("rule", "Week 1", why.BAD_NAME),
        ("rule", "week_1", why.TWICE),
        ("anchor", "birth_date", why.NO_BIRTHDAYS),
        ("anchor", ["hire_date"], why.BAD_ANCHOR),
        ("anchor", "moon", why.BAD_ANCHOR),
        ("on", "03-01", why.NO_DAY_OF_YEAR),
        ("after", {"years": 1}, why.BAD_OFFSET),
        ("after", {"days": 10_000}, why.OUT_OF_REACH),
        ("after", {"days": -10_000}, why.OUT_OF_REACH),
        ("after", {"days": True}, why.BAD_OFFSET),
        ("after", {"days": 1.5}, why.BAD_OFFSET),
        ("after", {"days": 1, "weeks": 1}, why.BAD_OFFSET),
        ("after", 7, why.BAD_OFFSET),
        ("every", {"months": 0}, why.TOO_SHORT),
        ("every", {"days": 6}, why.TOO_OFTEN),
        ("every", {"working_days": 60}, why.TOO_OFTEN),
        ("times", 3, why.NEEDS_EVERY),
        ("times", "often", why.BAD_NUMBER),
        ("ask", "Een horoscoop", why.BAD_ASK),
        ("closes_after", {"days": 0}, why.TOO_SHORT),
        ("remind_after", [5, 3], why.BAD_REMINDERS),
        ("remind_after", [1, 2, 3, 4], why.BAD_REMINDERS),
        ("remind_after", [0], why.BAD_REMINDERS),
        ("remind_after", "soon", why.BAD_REMINDERS),
        ("while", [], why.NOTHING_CHOSEN),
        ("while", ["asleep"], why.BAD_CHOICE),
        ("while", "active", why.NOTHING_CHOSEN),
        ("tolerance_days", -1, why.BAD_NUMBER),
        ("tolerance_days", 1_000, why.BAD_NUMBER),
        ("merges_with", [1], why.BAD_TEXT),
        ("window", {"opens": "17:00", "closes": "09:00"}, why.BAD_WINDOW),
        ("window", {"opens": "25:00", "closes": "26:00"}, why.BAD_WINDOW),
        ("window", {"opens": "09:00", "closes": "17:00", "days": [6, 7]}, why.NO_WORKING_DAY),
        ("window", {"opens": "09:00", "closes": "17:00", "days": [8]}, why.BAD_CHOICE),
        ("since", "1899-12-31", why.BAD_DATE),
        ("since", "yesterday", why.BAD_DATE),
        ("title", {"nl": ""}, why.BAD_TITLE),
        ("title", {"de": "Woche"}, why.BAD_TITLE),
        ("title", {"nl": "x" * 81}, why.BAD_TITLE),
        ("who", "everybody", why.UNKNOWN_KEY),
    ],
)
def test_a_wrong_rule_is_refused_with_its_number_field_and_reason(key: str, value: Any, says: str) -> None:
    rules = copy.deepcopy(GOOD)
    rules[2][key] = value
    with pytest.raises(PlanInvalid) as refused:
        read_plan("onboarding", 2, rules)
    assert says in refused.value.fields[f"rules.2.{key}"]


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("departments", ["sales"], why.BAD_DEPARTMENT),
        ("contracts", ["for life"], why.BAD_CHOICE),
        ("leave_kinds", ["death"], why.BAD_CHOICE),
        ("countries", "NL", why.BAD_TEXT),
        ("tenure_months", {"from": 12, "to": 6}, why.BAD_RANGE),
        ("hours", {"from": -1}, why.BAD_RANGE),
        ("hours", {"least": 1}, why.BAD_RANGE),
        ("shoe_size", 42, why.UNKNOWN_KEY),
    ],
)
def test_for_whom_is_looked_at_as_closely(key: str, value: Any, says: str) -> None:
    with pytest.raises(PlanInvalid) as refused:
        read_plan("onboarding", 2, [{**GOOD[0], "for": {key: value}}])
    assert refused.value.fields == {f"rules.0.for.{key}": [says]}


@pytest.mark.parametrize("rules", [None, [], {}, "week_1", [GOOD[0]] * 101])
def test_what_is_no_plan_is_refused(rules: Any) -> None:
    with pytest.raises(PlanInvalid) as refused:
        read_plan("onboarding", 2, rules)
    assert list(refused.value.fields) == ["rules"]
    with pytest.raises(PlanInvalid):
        read_plan("horoscopes", 2, GOOD)
    with pytest.raises(PlanInvalid) as refused:
        read_plan("onboarding", 2, ["week_1"])
    assert refused.value.fields == {"rules.0": [why.NOT_A_RULE]}


def test_a_yearly_moment_needs_its_day_and_a_repeated_one_does_not_repeat_twice() -> None:
    yearly = {**GOOD[0], "anchor": "yearly"}
    for changes, field, says in (
        ({}, "on", why.NEEDS_DAY_OF_YEAR),
        ({"on": "02-30"}, "on", why.BAD_DAY_OF_YEAR),
        ({"on": "03-01", "every": {"months": 6}}, "every", why.REPEATS_ALREADY),
    ):
        with pytest.raises(PlanInvalid) as refused:
            read_plan("onboarding", 2, [{**yearly, **changes}])
        assert refused.value.fields == {f"rules.0.{field}": [says]}
    assert read_plan("onboarding", 2, [{**yearly, "on": "02-29"}]).rules[0].on == (2, 29)


def test_a_moment_of_leaving_for_who_never_leaves_is_refused() -> None:
    with pytest.raises(PlanInvalid) as refused:
        read_plan("onboarding", 2, [{**GOOD[0], "anchor": "last_day", "while": ["active"]}])
    assert refused.value.fields == {"rules.0.while": [why.NEVER_LEAVING]}


@pytest.mark.parametrize("content", [b"- [", b"\xff\xfe\x00", b""])
def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "onboarding.yaml"
    path.write_bytes(content)
    with pytest.raises(PlanInvalid) as refused:
        load_plan(path)
    assert "onboarding.yaml" in str(refused.value.fields)
    with pytest.raises(PlanInvalid):
        load_plan(tmp_path / "absent.yaml")


def test_numbers_that_are_written_down_are_read_back_the_same() -> None:
    policy = Policy(spacing_days=10, closed=((date(2026, 12, 24), date(2027, 1, 3)),))
    assert read_policy(policy.as_plain()) == policy
    assert date(2026, 12, 31) in policy.closed_days
    assert len(policy.closed_days) == 11


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("spacing_days", -1),
        ("a_year", 0),
        ("a_year", "many"),
        ("catch_up_days", 61),
        ("horizon_months", 0),
        ("opens", "nine"),
        ("closes", "08:00"),
        ("closed", [["2026-12-24", "2026-12-20"]]),
        ("closed", [["2026-12-24", "2028-12-24"]]),
        ("closed", ["2026-12-24"]),
        ("approval", "perhaps"),
        ("birthdays", True),
    ],
)
def test_a_wrong_number_is_refused_with_its_field(key: str, value: Any) -> None:
    with pytest.raises(PlanInvalid) as refused:
        read_policy({key: value})
    assert list(refused.value.fields) == [key]
