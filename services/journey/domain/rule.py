"""A rule of a plan: which moment follows how long after which date, for whom, and how it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from services.journey.domain.spell import Absence, Spell
from shared.calendar.months import add_days, add_months
from shared.calendar.window import Window
from shared.calendar.working import EVERYWHERE, WorkCalendar, add_working_days

DAYS_IN_WEEK = 7
# How many days such a unit has at most; working days have no such number.
LONGEST = {"days": 1, "weeks": DAYS_IN_WEEK, "months": 31}
CONVERSATION = "conversation:"

# What a rule may count from. A birthday is none: whoever wants to congratulate does not send a form.
HIRE_DATE, PROBATION_END, CONTRACT_END = "hire_date", "probation_end", "contract_end"
NOTICE_DATE, LAST_DAY = "notice_date", "last_day"
RETURN_FROM_LEAVE, ANNIVERSARY, YEARLY = "return_from_leave", "anniversary", "yearly"
ANCHORS = (
    HIRE_DATE,
    PROBATION_END,
    ANNIVERSARY,
    RETURN_FROM_LEAVE,
    CONTRACT_END,
    NOTICE_DATE,
    LAST_DAY,
    YEARLY,
)
STATES = ("expected", "active", "leaving", "left")


@dataclass(frozen=True)
class Offset:
    """So many days, weeks, months or working days; before the date where negative."""

    unit: str
    number: int

    @cached_property
    def most_days(self) -> int | None:
        """Return how many days it is at most; None where that follows from the calendar alone."""
        longest = LONGEST.get(self.unit)
        return None if longest is None else self.number * longest if self.number > 0 else 0

    def after(self, day: date, calendar: WorkCalendar = EVERYWHERE, times: int = 1) -> date:
        """Return the day that lies ``times`` as far after ``day``; months end where they end (shared.calendar)."""
        number = self.number * times
        if self.unit == "months":
            return add_months(day, number)
        if self.unit == "working_days":
            return add_working_days(day, number, calendar)
        return add_days(day, number * (DAYS_IN_WEEK if self.unit == "weeks" else 1))


@dataclass(frozen=True)
class Range:
    """From and up to and including; None is without an end."""

    least: int | None = None
    most: int | None = None

    def holds(self, value: float) -> bool:
        """Return whether ``value`` lies in it."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


ANY = Range()


@dataclass(frozen=True, kw_only=True)
class Audience:
    """For whom a rule is; what is empty asks nothing."""

    departments: frozenset[UUID] = frozenset()
    functions: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    contracts: frozenset[str] = frozenset()
    leave_kinds: frozenset[str] = frozenset()
    tenure_months: Range = ANY
    hours: Range = ANY
    absence_days: Range = ANY
    returned: bool | None = None

    def unmet(self, spell: Spell, due: date, absence: Absence | None = None) -> str | None:
        """Return the first thing asked that somebody does not meet on ``due``, or None where all is met."""
        for name, met in (
            ("departments", not self.departments or not self.departments.isdisjoint(spell.department_ids)),
            ("functions", _one_of(spell.function, self.functions)),
            ("countries", _one_of(spell.country, self.countries)),
            ("contracts", _one_of(spell.contract, self.contracts)),
            ("leave_kinds", _one_of(spell.leave_kind, self.leave_kinds)),
            ("tenure_months", self._long_enough(spell, due)),
            ("hours", self.hours is ANY or (spell.hours is not None and self.hours.holds(spell.hours))),
            ("absence_days", absence is None or self.absence_days.holds(absence.days)),
            ("returned", self.returned is None or self.returned == spell.returned),
        ):
            if not met:
                return name
        return None

    def _long_enough(self, spell: Spell, due: date) -> bool:
        return self.tenure_months is ANY or self.tenure_months.holds(months_between(spell.hire_date, due))


EVERYBODY = Audience()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One moment of a plan."""

    programme: str
    name: str
    anchor: str
    after: Offset
    closes_after: Offset
    live_while: frozenset[str]
    # The day of the year (month, day) of a yearly moment.
    on: tuple[int, int] | None = None
    every: Offset | None = None
    times: int | None = None
    # The questionnaire, or the conversation, that it asks; None is the one named as the rule.
    ask: str | None = None
    # After so many working days each, to who has not answered; None leaves it to the service that asks.
    remind_after: tuple[int, ...] | None = None
    audience: Audience = EVERYBODY
    # By how many days the budget or an absence may move it.
    tolerance: int = 14
    merges_with: frozenset[str] = frozenset()
    window: Window | None = None
    despite_absence: bool = False
    # It is no question (a word of welcome): it takes nobody's turn, and nothing takes its own.
    beside_budget: bool = False
    # A rule that HR adds counts from the day it is there; what the house came with also looks back.
    since: date | None = None
    # What HR calls it, by language.
    title: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> tuple[str, str]:
        """Return what makes the rule unique."""
        return self.programme, self.name

    @property
    def is_conversation(self) -> bool:
        """Return whether it is a conversation, which somebody has to hold."""
        return asks_conversation(self.ask)

    @cached_property
    def repeats(self) -> bool:
        """Return whether it comes more than once in an employment."""
        return self.every is not None or self.anchor in {ANNIVERSARY, YEARLY}


@dataclass(frozen=True)
class Plan:
    """A version of the rules of a programme."""

    programme: str
    version: int
    rules: tuple[Rule, ...]

    def rule(self, name: str) -> Rule | None:
        """Return the rule with this name."""
        return next((rule for rule in self.rules if rule.name == name), None)


def asks_conversation(ask: str | None) -> bool:
    """Return whether what is asked is a conversation."""
    return ask is not None and ask.startswith(CONVERSATION)


def months_between(first: date, last: date) -> int:
    """Return how many whole months lie between two days; negative where the last comes first."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - 1 if add_months(first, months) > last else months


def _one_of(value: str | None, asked: frozenset[str]) -> bool:
    return not asked or (value or "").casefold() in asked
