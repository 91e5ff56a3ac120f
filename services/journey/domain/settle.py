"""What a touchpoint ought to be, given the plan, the employment as it is now, and the time.

One function decides for everything: a hiring, a correction, a leaving, the release. It looks at how things *are*, not
at what happened, so facts may come in any order and any number of times.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from services.journey.domain.plan import Plan, Rule
from services.journey.domain.touchpoint import (
    CANCELLED,
    DIED,
    DUE,
    GONE,
    LATE,
    LEAVING,
    NOT_IN_PLAN,
    PAUSED,
    PLANNED,
    SKIPPED,
    TOO_LATE,
    Spell,
    Touchpoint,
)
from shared.calendar.months import add_days
from shared.calendar.window import Window, is_open, next_opening, opening, zone_of
from shared.kernel.ids import new_id


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Under which plan, window and time decisions are taken."""

    plan: Plan
    window: Window
    catch_up_days: int
    now: datetime
    # Why an employment that is no longer there is gone: forgotten, merged.
    gone: str = GONE


@dataclass(frozen=True)
class Change:
    """A touchpoint before and after."""

    before: Touchpoint
    after: Touchpoint


@dataclass(frozen=True)
class Outcome:
    """What has to be written."""

    added: list[Touchpoint]
    changed: list[Change]

    def note(self, before: Touchpoint, after: Touchpoint) -> None:
        """Add a change, where it is one."""
        if after != before:
            self.changed.append(Change(before, after))


def settle_all(spells: Iterable[Spell], known: Iterable[Touchpoint], terms: Terms) -> Outcome:
    """Return the least that has to change for ``known`` to become what plan and employments ask for."""
    found = {touchpoint.key: touchpoint for touchpoint in known}
    outcome = Outcome([], [])
    employed = set()
    for spell in spells:
        employed.add((spell.person_id, spell.spell_id))
        for rule in terms.plan.rules:
            before = found.pop((spell.person_id, spell.spell_id, rule.programme, rule.name, 1), None)
            if before is None:
                outcome.added.append(plan_new(rule, spell, terms))
            else:
                outcome.note(before, settle(before, rule, spell, terms))
    for before in found.values():
        outcome.note(before, _orphaned(before, terms, employed=before.key[:2] in employed))
    return outcome


class Ought(NamedTuple):
    """What plan, employment and time make of a rule."""

    anchor_date: date
    due_date: date
    send_at: datetime
    closes_on: date
    state: str
    reason: str | None


def plan_new(rule: Rule, spell: Spell, terms: Terms) -> Touchpoint:
    """Return the touchpoint of a rule for an employment that has none yet."""
    ought = decide(None, rule, spell, terms)
    return Touchpoint(
        id=new_id(),
        person_id=spell.person_id,
        spell_id=spell.spell_id,
        programme=rule.programme,
        rule=rule.name,
        occurrence=1,
        plan_version=terms.plan.version,
        anchor_date=ought.anchor_date,
        due_date=ought.due_date,
        send_at=ought.send_at,
        closes_on=ought.closes_on,
        state=ought.state,
        reason=ought.reason,
    )


def settle(before: Touchpoint, rule: Rule, spell: Spell, terms: Terms) -> Touchpoint:
    """Return what ``before`` ought to be now. What has left is only ever cancelled, and never leaves again."""
    if not before.is_open:
        ended = why_ended(rule, spell) if before.state == DUE else None
        return replace(before, state=CANCELLED, reason=ended) if ended else before
    ought = decide(before, rule, spell, terms)
    return before if ought == before.ought else replace(before, **ought._asdict())


def decide(before: Touchpoint | None, rule: Rule, spell: Spell, terms: Terms) -> Ought:
    """Return what the touchpoint of a rule ought to be, where it has not left; ``before`` is how it stands, if it does.

    A million of these are taken at a time: one small tuple, no touchpoint made on the way.
    """
    anchor = spell.anchor(rule.anchor)
    due = rule.after.after(anchor)
    key = spread(rule, spell, before.occurrence if before else 1)
    leaves = opening(due, spell.zone, key=key, calendar=spell.calendar, window=terms.window)
    moment, day = leaves.moment(key), leaves.day
    state, reason = PLANNED, None
    # History first: what was too late already when somebody left was not missed by their leaving.
    if _too_late(due, spell, terms):
        state, reason = SKIPPED, TOO_LATE
    elif ended := why_ended(rule, spell):
        state, reason = CANCELLED, ended
    elif moment <= terms.now and spell.paused:
        state, reason = SKIPPED, PAUSED
    elif moment <= terms.now:
        moment, reason = _late(before, due, key, spell, terms)
        day = local_day(moment, spell)
    return Ought(anchor, due, moment, closing(rule, due, day), state, reason)


def why_ended(rule: Rule, spell: Spell) -> str | None:
    """Return why a rule makes no sense for an employment (any more), or None."""
    if spell.deceased:
        return DIED
    if spell.state in rule.live_while:
        return None
    return LEAVING if spell.state in {"leaving", "left"} else GONE


def _orphaned(before: Touchpoint, terms: Terms, *, employed: bool) -> Touchpoint:
    """The employment is gone: everything stops. Or the plan dropped the rule: what has left goes on."""
    if employed:
        return replace(before, state=CANCELLED, reason=NOT_IN_PLAN) if before.state == PLANNED else before
    return replace(before, state=CANCELLED, reason=terms.gone) if before.state in {PLANNED, DUE} else before


def _too_late(due: date, spell: Spell, terms: Terms) -> bool:
    # Within a day of each other whatever the zone: nearly always the dates alone say it.
    days = (terms.now.date() - due).days - terms.catch_up_days
    return days > 1 or (days >= 0 and add_days(due, terms.catch_up_days) < local_day(terms.now, spell))


def _late(
    before: Touchpoint | None, due: date, key: str, spell: Spell, terms: Terms
) -> tuple[datetime, str | None]:
    """Return when it leaves though its moment has passed: in the next window; a moment once given is kept."""
    stays = before is not None and before.state == PLANNED and before.due_date == due
    if before and stays and is_open(before.send_at, spell.zone, calendar=spell.calendar, window=terms.window):
        return before.send_at, before.reason
    return next_moment(key, spell, terms), LATE


def next_moment(key: str, spell: Spell, terms: Terms) -> datetime:
    """Return now where the window is open, else the moment of ``key`` in the next window."""
    return next_opening(terms.now, spell.zone, key=key, calendar=spell.calendar, window=terms.window)


def closing(rule: Rule, due: date, leaves_on: date) -> date:
    """Return the closing date: counted from the day it leaves, for who hears late has as long."""
    return rule.closes_after.after(max(due, leaves_on))


def spread(rule: Rule, spell: Spell, occurrence: int = 1) -> str:
    """Return the key by which letters of one day are spread: the same touchpoint always has the same moment."""
    return f"{spell.spell_id}.{rule.programme}.{rule.name}.{occurrence}"


def local_day(instant: datetime, spell: Spell) -> date:
    """Return the date that it is at ``instant`` where somebody works."""
    return instant.astimezone(zone_of(spell.zone)).date()
