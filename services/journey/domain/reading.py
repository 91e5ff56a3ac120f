"""A plan as people and programs write it, read with everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import MINYEAR, date, time
from typing import Any
from uuid import UUID

from services.journey.domain import problems as why
from services.journey.domain.problems import Problems
from services.journey.domain.rule import (
    ANCHORS,
    ANNIVERSARY,
    ANY,
    DAYS_IN_WEEK,
    EVERYBODY,
    LAST_DAY,
    NOTICE_DATE,
    RETURN_FROM_LEAVE,
    STATES,
    YEARLY,
    Audience,
    Offset,
    Plan,
    Range,
    Rule,
)
from shared.calendar.window import Window
from shared.contracts.programmes import BY_CODE

LONGEST = {"days": 3_660, "weeks": 520, "months": 120, "working_days": 2_600}
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
    "for", "tolerance_days", "merges_with", "window", "despite_absence", "since", "title",
})  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


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
    read = _Reader(data, where, problems)
    if data.get("programme", programme) != programme:
        problems.add(f"{where}.programme", why.OTHER_PROGRAMME)
    before = len(problems.found)
    rule = read.rule(programme)
    return rule if len(problems.found) == before else None


class _Reader:
    """Reads the fields of one rule; what is wrong is noted, and something harmless stands in for it."""

    def __init__(self, data: Mapping[str, Any], where: str, problems: Problems) -> None:
        self._data, self._where, self._problems = data, where, problems

    def rule(self, programme: str) -> Rule:
        anchor = self._anchor()
        every = self.offset("every", least=1) if self._data.get("every") else None
        if every and (every.unit == "working_days" or (every.unit == "days" and every.number < DAYS_IN_WEEK)):
            self._wrong("every", why.TOO_OFTEN)
        if every and anchor in {ANNIVERSARY, YEARLY, RETURN_FROM_LEAVE}:
            self._wrong("every", why.REPEATS_ALREADY)
        times = self.number("times", least=1, most=1_000) if self._data.get("times") is not None else None
        if times and not every and anchor not in {ANNIVERSARY, YEARLY}:
            self._wrong("times", why.NEEDS_EVERY)
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
            merges_with=frozenset(self._texts("merges_with")),
            window=self._window(),
            despite_absence=self._yes("despite_absence"),
            since=self._date("since"),
        )

    def _wrong(self, key: str, reason: str) -> None:
        self._problems.add(f"{self._where}.{key}", reason)

    def _name(self) -> str:
        value = self._data.get("rule")
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            self._wrong("rule", why.BAD_NAME)
            return ""
        return value

    def _title(self) -> Mapping[str, str]:
        value = self._data.get("title") or {}
        fine = isinstance(value, Mapping) and all(
            key in LANGUAGES and isinstance(text, str) and len(text) <= 80 for key, text in value.items()
        )
        if not fine or (value and not str(value.get("nl", "")).strip()):
            self._wrong("title", why.BAD_TITLE)
            return {}
        return {key: text.strip() for key, text in value.items() if text.strip()}

    def _anchor(self) -> str:
        value = self._data.get("anchor")
        if value in ("birth_date", "birthday"):
            self._wrong("anchor", why.NO_BIRTHDAYS)
        elif not isinstance(value, str) or value not in ANCHORS:
            self._wrong("anchor", why.BAD_ANCHOR)
        else:
            return value
        return ANCHORS[0]

    def _day_of_year(self, anchor: str) -> tuple[int, int] | None:
        value = self._data.get("on")
        if anchor != YEARLY:
            if value:
                self._wrong("on", why.NO_DAY_OF_YEAR)
            return None
        if not value:
            self._wrong("on", why.NEEDS_DAY_OF_YEAR)
            return None
        try:
            found = date.fromisoformat(f"{LEAP_YEAR}-{value}")
        except ValueError:
            self._wrong("on", why.BAD_DAY_OF_YEAR)
            return None
        return found.month, found.day

    def offset(self, key: str, *, least: int | None = None) -> Offset:
        value = self._data.get(key)
        if not isinstance(value, Mapping) or len(value) != 1:
            self._wrong(key, why.BAD_OFFSET)
            return Offset("days", 1)
        [(unit, number)] = value.items()
        if unit not in LONGEST or not _is_number(number):
            self._wrong(key, why.BAD_OFFSET)
        elif least is not None and number < least:
            self._wrong(key, why.TOO_SHORT)
        elif abs(number) > LONGEST[unit]:
            self._wrong(key, why.OUT_OF_REACH)
        else:
            return Offset(unit, number)
        return Offset("days", 1)

    def number(self, key: str, *, least: int, most: int, otherwise: int = 0) -> int:
        value = self._data.get(key, otherwise)
        if not _is_number(value) or not least <= value <= most:
            self._wrong(key, why.BAD_NUMBER)
            return otherwise
        return int(value)

    def _ask(self, programme: str) -> str | None:
        value = self._data.get("ask")
        if value is None or value == "":
            return None
        known = BY_CODE[programme]
        if not isinstance(value, str) or (known.service and value not in known.asks):
            self._wrong("ask", why.BAD_ASK)
            return None
        return value

    def _reminders(self) -> tuple[int, ...] | None:
        value = self._data.get("remind_after")
        if value is None:
            return None
        fine = isinstance(value, list) and all(_is_number(one) and 1 <= one <= 60 for one in value)
        if not fine or len(value) > MOST_REMINDERS or sorted(set(value)) != value:
            self._wrong("remind_after", why.BAD_REMINDERS)
            return None
        return tuple(value)

    def _states(self, anchor: str) -> frozenset[str]:
        value = self._data.get("while")
        if not isinstance(value, list) or not value:
            self._wrong("while", why.NOTHING_CHOSEN)
            return frozenset()
        if any(state not in STATES for state in value):
            self._wrong("while", why.BAD_CHOICE)
        elif anchor in {LAST_DAY, NOTICE_DATE} and not {"leaving", "left"}.intersection(value):
            self._wrong("while", why.NEVER_LEAVING)
        return frozenset(state for state in value if state in STATES)

    def _audience(self) -> Audience:
        data = self._data.get("for") or {}
        if not isinstance(data, Mapping):
            self._wrong("for", why.NOT_A_RULE)
            return EVERYBODY
        within = _Reader(data, f"{self._where}.for", self._problems)
        for key in data:
            if key not in {*LISTS, *RANGES, "returned"}:
                within._wrong(str(key), why.UNKNOWN_KEY)
        found = Audience(
            departments=frozenset(within._ids("departments")),
            functions=within._folded("functions"),
            countries=within._folded("countries"),
            contracts=within._folded("contracts", CONTRACTS),
            leave_kinds=within._folded("leave_kinds", LEAVE_KINDS),
            tenure_months=within._range("tenure_months"),
            hours=within._range("hours"),
            absence_days=within._range("absence_days"),
            returned=data.get("returned") if isinstance(data.get("returned"), bool) else None,
        )
        return EVERYBODY if found == EVERYBODY else found

    def _ids(self, key: str) -> Iterable[UUID]:
        for value in self._texts(key):
            try:
                yield UUID(value)
            except ValueError:
                self._wrong(key, why.BAD_DEPARTMENT)

    def _folded(self, key: str, known: Iterable[str] = ()) -> frozenset[str]:
        found = frozenset(value.strip().casefold() for value in self._texts(key) if value.strip())
        if known and not found <= set(known):
            self._wrong(key, why.BAD_CHOICE)
        return found

    def _texts(self, key: str) -> list[str]:
        value = self._data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(one, str) and len(one) <= 200 for one in value):
            self._wrong(key, why.BAD_TEXT)
            return []
        return value

    def _range(self, key: str) -> Range:
        value = self._data.get(key)
        if not value:
            return ANY
        if not isinstance(value, Mapping) or not set(value) <= {"from", "to"}:
            self._wrong(key, why.BAD_RANGE)
            return ANY
        least, most = value.get("from"), value.get("to")
        numbers = [one for one in (least, most) if one is not None]
        if not all(_is_number(one) and 0 <= one <= 10_000 for one in numbers) or numbers != sorted(numbers):
            self._wrong(key, why.BAD_RANGE)
            return ANY
        return Range(least, most) if numbers else ANY

    def _window(self) -> Window | None:
        value = self._data.get("window")
        if not value:
            return None
        if not isinstance(value, Mapping) or not set(value) <= {"opens", "closes", "days"}:
            self._wrong("window", why.BAD_WINDOW)
            return None
        days = value.get("days")
        if days is not None and not _are_weekdays(days):
            self._wrong("window", why.BAD_CHOICE)
        elif days is not None and set(days) <= {6, 7}:
            self._wrong("window", why.NO_WORKING_DAY)
        else:
            opens, closes = self._time(value.get("opens")), self._time(value.get("closes"))
            if opens and closes and opens < closes:
                return Window(opens, closes, weekdays=frozenset(days) if days else None)
            self._wrong("window", why.BAD_WINDOW)
        return None

    @staticmethod
    def _time(value: Any) -> time | None:
        try:
            return time.fromisoformat(value) if isinstance(value, str) and len(value) == 5 else None
        except ValueError:
            return None

    def _yes(self, key: str) -> bool:
        value = self._data.get(key) or False
        if not isinstance(value, bool):
            self._wrong(key, why.BAD_CHOICE)
        return value is True

    def _date(self, key: str) -> date | None:
        value = self._data.get(key)
        if value is None:
            return None
        return read_date(value, lambda reason: self._wrong(key, reason))


def read_date(value: Any, wrong: Callable[[str], None]) -> date | None:
    """Return the ISO date in ``value``, or say what is wrong with it."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.year < max(MINYEAR, 1900):
        wrong(why.BAD_DATE)
        return None
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_weekdays(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_number(one) and 1 <= one <= 7 for one in value)
