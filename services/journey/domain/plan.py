"""A plan as data: which moments follow how long after which date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.journey.errors import PlanError
from shared.calendar.months import add_days, add_months

ANCHORS = ("hire_date",)
STATES = ("expected", "active", "leaving")
UNITS = ("days", "weeks", "months")
DAYS_IN_WEEK = 7
LONGEST = {"days": 3_660, "weeks": 520, "months": 120}
RULE_KEYS = frozenset({"programme", "rule", "anchor", "after", "closes_after", "while"})
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Offset:
    """So many days, weeks or months; months end where they end (see shared.calendar)."""

    unit: str
    number: int

    def after(self, day: date) -> date:
        """Return the day that lies this far after ``day``."""
        if self.unit == "months":
            return add_months(day, self.number)
        return add_days(day, self.number * (DAYS_IN_WEEK if self.unit == "weeks" else 1))


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One moment of a plan."""

    programme: str
    name: str
    anchor: str
    after: Offset
    closes_after: Offset
    live_while: frozenset[str]

    @property
    def key(self) -> tuple[str, str]:
        """Return what makes the rule unique within its plan."""
        return self.programme, self.name


@dataclass(frozen=True)
class Plan:
    """A version of the rules."""

    version: int
    rules: tuple[Rule, ...]


def read_plan(data: Any, source: str) -> Plan:
    """Return the plan that ``data`` (as YAML gives it) describes; raise PlanError that says what is wrong where."""
    if not isinstance(data, Mapping):
        raise PlanError(f"{source}: a plan has the keys version and rules")
    _only_keys(data, {"version", "rules"}, source)
    version: Any = data.get("version")
    if not _is_number(version) or version < 1:
        raise PlanError(f"{source}: version: a whole number from 1, not {version!r}")
    rules = data.get("rules")
    if not isinstance(rules, list) or not rules:
        raise PlanError(f"{source}: rules: a list with at least one rule")
    found = tuple(_rule(rule, f"{source}: rule {number}") for number, rule in enumerate(rules, start=1))
    keys = [rule.key for rule in found]
    for key in keys:
        if keys.count(key) > 1:
            raise PlanError(f"{source}: {key[0]}.{key[1]} stands in the plan {keys.count(key)} times")
    return Plan(version, found)


def _rule(data: Any, where: str) -> Rule:
    if not isinstance(data, Mapping):
        raise PlanError(f"{where}: a rule is a list of keys, not {data!r}")
    _only_keys(data, RULE_KEYS, where)
    return Rule(
        programme=_name(data, "programme", where),
        name=_name(data, "rule", where),
        anchor=_one_of(data.get("anchor"), ANCHORS, f"{where}: anchor"),
        after=_offset(data.get("after"), f"{where}: after", least=0),
        closes_after=_offset(data.get("closes_after"), f"{where}: closes_after", least=1),
        live_while=_states(data.get("while"), f"{where}: while"),
    )


def _offset(data: Any, where: str, *, least: int) -> Offset:
    if not isinstance(data, Mapping) or len(data) != 1:
        raise PlanError(f"{where}: one of {', '.join(UNITS)} with a number, such as {{weeks: 1}}")
    [(unit, number)] = data.items()
    _one_of(unit, UNITS, where)
    if not _is_number(number) or not least <= number <= LONGEST[unit]:
        raise PlanError(f"{where}: {unit}: a whole number from {least} to {LONGEST[unit]}, not {number!r}")
    return Offset(unit, number)


def _states(data: Any, where: str) -> frozenset[str]:
    if not isinstance(data, list) or not data:
        raise PlanError(f"{where}: a list of {', '.join(STATES)}")
    return frozenset(_one_of(state, STATES, where) for state in data)


def _one_of(value: Any, known: tuple[str, ...], where: str) -> str:
    if not isinstance(value, str) or value not in known:
        raise PlanError(f"{where}: one of {', '.join(known)}, not {value!r}")
    return value


def _name(data: Mapping[str, Any], key: str, where: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise PlanError(f"{where}: {key}: small letters, digits and _, not {value!r}")
    return value


def _only_keys(data: Mapping[Any, Any], known: set[str] | frozenset[str], where: str) -> None:
    unknown = sorted(str(key) for key in data if key not in known)
    if unknown:
        raise PlanError(f"{where}: unknown key {unknown[0]}; known are {', '.join(sorted(known))}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
