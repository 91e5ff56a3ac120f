"""What a touchpoint ought to be, given the plan, the employment as it is now, and the time.

One function decides for everything: a hiring, a correction, a leaving, the release. It looks at how things *are*, not
at what happened, so facts may come in any order and any number of times.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.journey.domain.plan import Plan, Rule
from services.journey.domain.touchpoint import (
    CANCELLED,
    DIED,
    DUE,
    GONE,
    LATE,
    LEAVING,
    NOT_IN_PLAN,
    PLANNED,
    SKIPPED,
    TOO_LATE,
    Spell,
    Touchpoint,
)
from shared.calendar.months import add_days
from shared.calendar.window import Window, is_open, next_opening, send_at
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


def plan_new(rule: Rule, spell: Spell, terms: Terms) -> Touchpoint:
    """Return the touchpoint of a rule for an employment that has none yet."""
    fresh = Touchpoint(
        id=new_id(),
        person_id=spell.person_id,
        spell_id=spell.spell_id,
        programme=rule.programme,
        rule=rule.name,
        occurrence=1,
        plan_version=terms.plan.version,
        anchor_date=date.min,
        due_date=date.min,
        send_at=terms.now,
        closes_on=date.min,
        state=PLANNED,
    )
    return settle(fresh, rule, spell, terms)


def settle(before: Touchpoint, rule: Rule, spell: Spell, terms: Terms) -> Touchpoint:
    """Return what ``before`` ought to be now. What has left is only ever cancelled, and never leaves again."""
    ended = why_ended(rule, spell)
    if not before.is_open:
        return replace(before, state=CANCELLED, reason=ended) if ended and before.state == DUE else before
    anchor = spell.anchor(rule.anchor)
    due = rule.after.after(anchor)
    dated = replace(before, anchor_date=anchor, due_date=due)
    late = _too_late(due, spell, terms)
    if ended or late:
        # History first: what was too late already when somebody left was not missed by their leaving.
        state, reason = (SKIPPED, TOO_LATE) if late else (CANCELLED, ended)
        moment = _send_at(dated, spell, terms)
        return closing(replace(dated, state=state, reason=reason, send_at=moment), rule, spell)
    moment, why = _moment(before, dated, spell, terms)
    return closing(replace(dated, state=PLANNED, reason=why, send_at=moment), rule, spell)


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
    today = terms.now.astimezone(ZoneInfo(spell.zone)).date()
    return add_days(due, terms.catch_up_days) < today


def _moment(before: Touchpoint, dated: Touchpoint, spell: Spell, terms: Terms) -> tuple[datetime, str | None]:
    """Return when it leaves. What is late leaves in the next window, and keeps that moment once it has it."""
    moment = _send_at(dated, spell, terms)
    if moment > terms.now:
        return moment, None
    stays = before.state == PLANNED and before.due_date == dated.due_date
    if stays and is_open(before.send_at, spell.zone, calendar=spell.calendar, window=terms.window):
        return before.send_at, before.reason
    return next_moment(dated, spell, terms), LATE


def next_moment(touchpoint: Touchpoint, spell: Spell, terms: Terms) -> datetime:
    """Return now where the window is open, else the touchpoint's moment in the next window."""
    key = _spread(touchpoint)
    return next_opening(terms.now, spell.zone, key=key, calendar=spell.calendar, window=terms.window)


def closing(touchpoint: Touchpoint, rule: Rule, spell: Spell) -> Touchpoint:
    """Return ``touchpoint`` with its closing date: counted from the day it leaves, for who hears late has as long."""
    leaves_on = touchpoint.send_at.astimezone(ZoneInfo(spell.zone)).date()
    return replace(touchpoint, closes_on=rule.closes_after.after(max(touchpoint.due_date, leaves_on)))


def _send_at(touchpoint: Touchpoint, spell: Spell, terms: Terms) -> datetime:
    return send_at(
        touchpoint.due_date,
        spell.zone,
        key=_spread(touchpoint),
        calendar=spell.calendar,
        window=terms.window,
    )


def _spread(touchpoint: Touchpoint) -> str:
    return f"{touchpoint.spell_id}.{touchpoint.programme}.{touchpoint.rule}.{touchpoint.occurrence}"
