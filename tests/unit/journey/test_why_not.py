"""Why a rule gave somebody nothing: each reason, in a sentence that is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.journey.domain.rule import Audience, Offset, Range, Rule
from services.journey.domain.spell import Absence, Spell
from services.journey.domain.why_not import _ASKS, REASONS, Absent, sentence, why_not
from services.journey.policy import first_plans
from tests.unit.journey.spells import FIRST_SPELL, spell, terms

EMPLOYED = frozenset({"expected", "active"})


def rule(**changes: Any) -> Rule:
    facts: dict[str, Any] = {
        "programme": "onboarding",
        "name": "moment",
        "anchor": "hire_date",
        "after": Offset("months", 1),
        "closes_after": Offset("days", 21),
        "live_while": EMPLOYED,
    }
    return Rule(**{**facts, **changes})


def reason(asked: Rule, one: Spell | None, *, on: bool = True) -> Absent:
    spells = [one] if one else []
    (found,) = why_not(spells, [asked], set(), terms(), on={asked.programme} if on else ())
    assert "%" not in sentence(found).text % sentence(found).values
    return found


ONLY = frozenset
CASES: list[tuple[str, Rule, dict[str, Any]]] = [
    ("died", rule(), {"deceased": True}),
    ("never_started", rule(), {"state": "never_started"}),
    ("not_started", rule(live_while=ONLY({"active"})), {"state": "expected", "hire_date": date(2026, 4, 1)}),
    ("started", rule(live_while=ONLY({"expected"})), {}),
    ("stays", rule(anchor="last_day", live_while=ONLY({"left"})), {}),
    ("stays", rule(anchor="notice_date", live_while=ONLY({"leaving"})), {"state": "expected"}),
    ("still_here", rule(anchor="last_day", live_while=ONLY({"left"})), {"state": "leaving"}),
    ("leaves", rule(), {"state": "leaving"}),
    ("leaves", rule(), {"state": "left"}),
    ("left_already", rule(live_while=ONLY({"leaving"})), {"state": "left"}),
    ("no_anchor", rule(anchor="probation_end"), {}),
    ("no_anchor", rule(anchor="contract_end"), {}),
    ("no_anchor", rule(anchor="notice_date", live_while=ONLY({"leaving"})), {"state": "leaving"}),
    ("no_anchor", rule(anchor="last_day", live_while=ONLY({"leaving"})), {"state": "leaving"}),
    ("no_anchor", rule(anchor="return_from_leave"), {}),
    ("no_anchor", rule(anchor="return_from_leave"), {"absences": (Absence(uuid4(), date(2026, 1, 5), None),)}),
    ("not_for", rule(audience=Audience(countries=frozenset({"be"}))), {"country": "NL"}),
    ("before_rule", rule(since=date(2026, 5, 1)), {}),
    ("passed", rule(), {"hire_date": date(2019, 5, 6)}),
    ("passed", rule(), {"hire_date": date(2026, 1, 5)}),
    ("beyond", rule(after=Offset("months", 200)), {}),
    ("pending", rule(), {}),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "asked", "facts"), CASES)
def test_each_reason_is_found_and_said(expected: str, asked: Rule, facts: dict[str, Any]) -> None:
    assert reason(asked, spell(**facts)).reason == expected


def test_every_reason_has_its_case() -> None:
    assert {case[0] for case in CASES} | {"no_employment", "switched_off"} == set(REASONS)


def test_without_an_employment_or_with_the_plan_off_that_is_the_reason() -> None:
    assert reason(rule(), None).reason == "no_employment"
    assert reason(rule(), spell(), on=False).reason == "switched_off"


@pytest.mark.parametrize(
    ("asks", "audience", "facts"),
    [
        ("departments", {"departments": frozenset({uuid4()})}, {}),
        ("functions", {"functions": frozenset({"arts"})}, {"function": "Analist"}),
        ("countries", {"countries": frozenset({"be"})}, {"country": "NL"}),
        ("contracts", {"contracts": frozenset({"permanent"})}, {"contract": "internship"}),
        ("leave_kinds", {"leave_kinds": frozenset({"dismissal"})}, {"leave_kind": "resignation"}),
        ("tenure_months", {"tenure_months": Range(12, None)}, {}),
        ("hours", {"hours": Range(20, None)}, {"hours": 12.0}),
        ("returned", {"returned": True}, {}),
    ],
)
def test_who_is_not_meant_hears_which_thing_was_asked(
    asks: str, audience: dict[str, Any], facts: dict[str, Any]
) -> None:
    found = reason(rule(audience=Audience(**audience)), spell(**facts))
    assert (found.reason, found.asks) == ("not_for", asks)
    assert sentence(found).text == _ASKS[asks]


def test_a_short_absence_is_said_without_why_somebody_was_away() -> None:
    away = Absence(uuid4(), date(2026, 3, 9), date(2026, 3, 10))
    asked = rule(
        anchor="return_from_leave", after=Offset("days", 7), audience=Audience(absence_days=Range(28, None))
    )
    found = reason(asked, spell(absences=(away,)))
    assert (found.reason, found.asks) == ("not_for", "absence_days")
    assert sentence(found).text == "Dit is voor wie langer of korter afwezig was."


def test_what_there_is_has_no_reason_for_not_being_there() -> None:
    rules = first_plans()["onboarding"].rules
    known = {(FIRST_SPELL, one.programme, one.name) for one in rules}
    assert why_not([spell()], rules, known, terms(), on={"onboarding"}) == []


def test_of_somebody_who_came_back_the_last_employment_counts() -> None:
    first = spell(state="left", last_day=date(2020, 1, 1), hire_date=date(2019, 1, 1))
    again = replace(spell(), spell_id=uuid4(), returned=True)
    asked = rule()
    known = {(first.spell_id, asked.programme, asked.name)}
    (found,) = why_not([first, again], [asked], known, terms(), on={"onboarding"})
    assert (found.reason, found.spell) == ("pending", again)
