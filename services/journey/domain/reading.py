"""A plan as people and programs write it, read with everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from services.journey.domain import problems as why
from services.journey.domain.fields import Fields, is_number
from services.journey.domain.problems import Problems
from services.journey.domain.rule import (
    ANCHORS,
    ANNIVERSARY,
    DAYS_IN_WEEK,
    EVERYBODY,
    LAST_DAY,
    NOTICE_DATE,
    RETURN_FROM_LEAVE,
    STATES,
    YEARLY,
    Audience,
    Plan,
    Rule,
)
from shared.contracts.programmes import BY_CODE

LEAP_YEAR = 2000
MOST_RULES = 100
MOST_REMINDERS = 3
LANGUAGES = ("nl", "en", "fr")
CONTRACTS = ("permanent", "fixed_term", "temporary_agency", "internship", "on_call", "other")
LEAVE_KINDS = ("resignation", "dismissal", "end_of_contract", "retirement", "mutual_agreement")
LISTS = ("departments", "functions", "countries", "contracts", "leave_kinds")
RANGES = ("tenure_months", "hours", "absence_days")
KEYS = frozenset({
    "programme", "rule", "anchor", "on", "after", "every", "times", "ask", "closes_after", "remind_after", "while",
    "for", "tolerance_days", "merges_with", "window", "despite_absence", "beside_budget", "since", "title",
})  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ASK = re.compile(r"[a-z][a-z0-9_]{0,59}")


def read_plan(programme: str, version: int, rules: Any) -> Plan:
    """Return the plan that ``rules`` (as YAML or JSON give them) describe; raise PlanInvalid with all that is wrong."""
    problems = Problems()
    if programme not in BY_CODE:
        problems.add("programme", why.BAD_PROGRAMME)
    if not isinstance(rules, list) or not rules:
        problems.add("rules", why.NOT_A_LIST)
    elif len(rules) > MOST_RULES:
        problems.add("rules", why.TOO_MANY)
    problems.raise_any()
    found = [_rule(data, programme, f"rules.{number}", problems) for number, data in enumerate(rules)]
    names = [rule.name for rule in found if rule]
    for number, rule in enumerate(found):
        if rule and names.count(rule.name) > 1:
            problems.add(f"rules.{number}.rule", why.TWICE)
    problems.raise_any()
    return Plan(programme, version, tuple(rule for rule in found if rule))


def _rule(data: Any, programme: str, where: str, problems: Problems) -> Rule | None:
    if not isinstance(data, Mapping):
        problems.add(where, why.NOT_A_RULE)
        return None
    for key in data:
        if key not in KEYS:
            problems.add(f"{where}.{key}", why.UNKNOWN_KEY)
    read = _Rule(data, where, problems)
    if data.get("programme", programme) != programme:
        problems.add(f"{where}.programme", why.OTHER_PROGRAMME)
    before = len(problems.found)
    rule = read.rule(programme)
    return rule if len(problems.found) == before else None


class _Rule(Fields):
    """Reads one rule."""

    def rule(self, programme: str) -> Rule:
        anchor = self._anchor()
        every = self.offset("every", least=1) if self.data.get("every") else None
        if every and (every.unit == "working_days" or (every.unit == "days" and every.number < DAYS_IN_WEEK)):
            self.wrong("every", why.TOO_OFTEN)
        if every and anchor in {ANNIVERSARY, YEARLY, RETURN_FROM_LEAVE}:
            self.wrong("every", why.REPEATS_ALREADY)
        times = self.number("times", least=1, most=1_000) if self.data.get("times") is not None else None
        if times and not every and anchor not in {ANNIVERSARY, YEARLY}:
            self.wrong("times", why.NEEDS_EVERY)
        return Rule(
            programme=programme,
            name=self._name(),
            title=self._title(),
            anchor=anchor,
            on=self._day_of_year(anchor),
            after=self.offset("after"),
            every=every,
            times=times,
            ask=self._ask(programme),
            closes_after=self.offset("closes_after", least=1),
            remind_after=self._reminders(),
            live_while=self._states(anchor),
            audience=self._audience(),
            tolerance=self.number("tolerance_days", least=0, most=366, otherwise=14),
            merges_with=frozenset(self.texts("merges_with")),
            window=self.window(),
            despite_absence=self.yes("despite_absence"),
            beside_budget=self.yes("beside_budget"),
            since=self.date_of("since"),
        )

    def _name(self) -> str:
        value = self.data.get("rule")
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            self.wrong("rule", why.BAD_NAME)
            return ""
        return value

    def _title(self) -> Mapping[str, str]:
        value = self.data.get("title") or {}
        fine = isinstance(value, Mapping) and all(
            key in LANGUAGES and isinstance(text, str) and len(text) <= 80 for key, text in value.items()
        )
        if not fine or (value and not str(value.get("nl", "")).strip()):
            self.wrong("title", why.BAD_TITLE)
            return {}
        return {key: text.strip() for key, text in value.items() if text.strip()}

    def _anchor(self) -> str:
        value = self.data.get("anchor")
        if value in ("birth_date", "birthday"):
            self.wrong("anchor", why.NO_BIRTHDAYS)
        elif not isinstance(value, str) or value not in ANCHORS:
            self.wrong("anchor", why.BAD_ANCHOR)
        else:
            return value
        return ANCHORS[0]

    def _day_of_year(self, anchor: str) -> tuple[int, int] | None:
        value = self.data.get("on")
        if anchor != YEARLY:
            if value:
                self.wrong("on", why.NO_DAY_OF_YEAR)
            return None
        if not value:
            self.wrong("on", why.NEEDS_DAY_OF_YEAR)
            return None
        try:
            found = date.fromisoformat(f"{LEAP_YEAR}-{value}")
        except ValueError:
            self.wrong("on", why.BAD_DAY_OF_YEAR)
            return None
        return found.month, found.day

    def _ask(self, programme: str) -> str | None:
        value = self.data.get("ask")
        if value is None or value == "":
            return None
        known = BY_CODE[programme]
        # Whether HR made a questionnaire of that name is seen where the plan is checked.
        fine = isinstance(value, str) and (
            value in known.asks or (known.own and _ASK.fullmatch(value) is not None)
        )
        if not fine:
            self.wrong("ask", why.BAD_ASK)
            return None
        return str(value)

    def _reminders(self) -> tuple[int, ...] | None:
        value = self.data.get("remind_after")
        if value is None:
            return None
        fine = isinstance(value, list) and all(is_number(one) and 1 <= one <= 60 for one in value)
        if not fine or len(value) > MOST_REMINDERS or sorted(set(value)) != value:
            self.wrong("remind_after", why.BAD_REMINDERS)
            return None
        return tuple(value)

    def _states(self, anchor: str) -> frozenset[str]:
        value = self.data.get("while")
        if not isinstance(value, list) or not value:
            self.wrong("while", why.NOTHING_CHOSEN)
            return frozenset()
        if any(state not in STATES for state in value):
            self.wrong("while", why.BAD_CHOICE)
        elif anchor in {LAST_DAY, NOTICE_DATE} and not {"leaving", "left"}.intersection(value):
            self.wrong("while", why.NEVER_LEAVING)
        return frozenset(state for state in value if state in STATES)

    def _audience(self) -> Audience:
        data = self.data.get("for") or {}
        if not isinstance(data, Mapping):
            self.wrong("for", why.NOT_A_RULE)
            return EVERYBODY
        within = self.within("for", data)
        for key in data:
            if key not in {*LISTS, *RANGES, "returned"}:
                within.wrong(str(key), why.UNKNOWN_KEY)
        found = Audience(
            departments=frozenset(within.ids("departments")),
            functions=within.folded("functions"),
            countries=within.folded("countries"),
            contracts=within.folded("contracts", CONTRACTS),
            leave_kinds=within.folded("leave_kinds", LEAVE_KINDS),
            tenure_months=within.range_of("tenure_months"),
            hours=within.range_of("hours"),
            absence_days=within.range_of("absence_days"),
            returned=data.get("returned") if isinstance(data.get("returned"), bool) else None,
        )
        return EVERYBODY if found == EVERYBODY else found
