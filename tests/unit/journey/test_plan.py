"""A plan says what is wrong with it, and where."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.journey.domain.plan import Offset, read_plan
from services.journey.errors import PlanError
from services.journey.policy import DEFAULT_PLAN, default_plan, load_plan

GOOD: dict[str, Any] = yaml.safe_load(DEFAULT_PLAN.read_text(encoding="utf-8"))


def test_the_default_plan_asks_newcomers_five_times_in_their_first_year() -> None:
    hired = date(2026, 1, 31)
    assert [(rule.name, rule.after.after(hired)) for rule in default_plan().rules] == [
        ("week_1", date(2026, 2, 7)),
        ("month_1", date(2026, 2, 28)),
        ("month_3", date(2026, 4, 30)),
        ("month_6", date(2026, 7, 31)),
        ("month_11", date(2026, 12, 31)),
    ]
    assert {rule.closes_after for rule in default_plan().rules} == {Offset("days", 21)}


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("programme", "On boarding", "programme: small letters"),
        ("programme", None, "programme: small letters"),
        ("rule", "", "rule: small letters"),
        ("rule", 7, "rule: small letters"),
        ("anchor", "birthday", "anchor: one of hire_date"),
        ("anchor", ["hire_date"], "anchor: one of hire_date"),
        ("after", {"years": 1}, "after: one of days, weeks, months"),
        ("after", {"days": -1}, "after: days: a whole number from 0 to 3660"),
        ("after", {"days": 10_000}, "after: days: a whole number from 0 to 3660"),
        ("after", {"days": True}, "after: days: a whole number"),
        ("after", {"days": 1.5}, "after: days: a whole number"),
        ("after", {"days": 1, "weeks": 1}, "after: one of days, weeks, months with a number"),
        ("after", 7, "after: one of days, weeks, months with a number"),
        ("closes_after", {"days": 0}, "closes_after: days: a whole number from 1"),
        ("while", [], "while: a list"),
        ("while", ["left"], "while: one of expected, active, leaving"),
        ("while", "active", "while: a list"),
        ("who", "everybody", "unknown key who"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_number_key_and_reason(key: str, value: Any, says: str) -> None:
    plan = copy.deepcopy(GOOD)
    plan["rules"][1][key] = value
    with pytest.raises(PlanError, match=f"plan.yaml: rule 2: {says}"):
        read_plan(plan, "plan.yaml")


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (None, "a plan has the keys"),
        ([], "a plan has the keys"),
        ({"version": 1, "rules": []}, "rules: a list with at least one"),
        ({"version": 0, "rules": [{}]}, "version: a whole number"),
        ({"version": "1", "rules": [{}]}, "version: a whole number"),
        ({"version": 1, "rules": ["week_1"]}, "rule 1: a rule is a list of keys"),
        ({"version": 1, "rules": [{}], "author": "me"}, "unknown key author"),
        ({"version": 1, "rules": [GOOD["rules"][0]] * 2}, "onboarding.week_1 stands in the plan 2 times"),
    ],
)
def test_what_is_no_plan_is_refused(plan: Any, says: str) -> None:
    with pytest.raises(PlanError, match=says):
        read_plan(plan, "plan.yaml")


@pytest.mark.parametrize("content", [b"version: [", b"\xff\xfe\x00", b""])
def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(content)
    with pytest.raises(PlanError, match=r"broken\.yaml"):
        load_plan(path)
    with pytest.raises(PlanError, match=r"absent\.yaml"):
        load_plan(tmp_path / "absent.yaml")
