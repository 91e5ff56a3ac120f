"""A change that HR thinks of: what is different, and what it would do to the moments of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from services.journey.domain.rule import Plan, Rule
from services.journey.domain.settle import Outcome
from services.journey.domain.touchpoint import PLANNED, Touchpoint

APPEAR, MOVE, VANISH = "appear", "move", "vanish"
WHATS = (APPEAR, MOVE, VANISH)
NEW, CHANGED, SAME, GONE = "new", "changed", "same", "gone"
# Where one of these is different, a rule counts from today; the rest of it does not make a moment another one.
TIMING = ("anchor", "after", "on", "every", "times", "audience", "live_while")


@dataclass(frozen=True)
class Difference:
    """A rule of a draft beside the one in force."""

    kind: str
    rule: Rule
    was: Rule | None = None


class Shift(NamedTuple):
    """A future moment of somebody that appears, moves or vanishes."""

    person_id: UUID
    programme: str
    rule: str
    occurrence: int
    what: str
    was: datetime | None
    becomes: datetime | None
    reason: str | None


def differences(plan: Plan, in_force: Plan) -> list[Difference]:
    """Return the rules of ``plan`` in their order, each beside what it was; then those that are gone."""
    found = []
    for rule in plan.rules:
        was = in_force.rule(rule.name)
        kind = NEW if was is None else SAME if was == rule and was.title == rule.title else CHANGED
        found.append(Difference(kind, rule, was))
    return found + [Difference(GONE, rule, rule) for rule in in_force.rules if plan.rule(rule.name) is None]


def counting_from(plan: Plan, in_force: Plan, today: date, *, look_back: bool) -> Plan:
    """Return ``plan`` with, at each rule that is new or falls otherwise, from which day on it counts.

    That is today, unless HR wants to look back too. A day that was chosen with the rule itself is kept.
    """
    return replace(plan, rules=tuple(_counting(rule, in_force, today, look_back) for rule in plan.rules))


def _counting(rule: Rule, in_force: Plan, today: date, look_back: bool) -> Rule:  # noqa: FBT001  one of two cases
    was = in_force.rule(rule.name)
    if was is not None and all(getattr(was, name) == getattr(rule, name) for name in TIMING):
        return rule
    if rule.since is not None and (was is None or was.since != rule.since):
        return rule
    return replace(rule, since=None if look_back else today)


def shifts(outcome: Outcome) -> Iterator[Shift]:
    """Yield what of an outcome somebody would notice: what has left is not in it, nor what stays on its moment."""
    for one in outcome.added:
        if one.state == PLANNED:
            yield _shift(APPEAR, one, None, one.send_at)
    for change in outcome.changed:
        before, after = change.before, change.after
        if before.state == PLANNED and after.state == PLANNED:
            if before.send_at != after.send_at:
                yield _shift(MOVE, after, before.send_at, after.send_at)
        elif after.state == PLANNED:
            yield _shift(APPEAR, after, None, after.send_at)
        elif before.state == PLANNED:
            yield _shift(VANISH, after, before.send_at, None)


def counted(found: Iterable[Shift]) -> dict[str, int]:
    """Return how many of each kind there are."""
    counts = dict.fromkeys(WHATS, 0)
    for one in found:
        counts[one.what] += 1
    return counts


def _shift(what: str, one: Touchpoint, was: datetime | None, becomes: datetime | None) -> Shift:
    return Shift(one.person_id, one.programme, one.rule, one.occurrence, what, was, becomes, one.reason)
