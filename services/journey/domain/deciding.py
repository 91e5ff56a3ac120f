"""What plan, employment and time make of one moment, as if it were alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from services.journey.domain.ending import why_ended, why_hand_ended
from services.journey.domain.occurrences import Occurrence
from services.journey.domain.overdue import Overdue, is_too_far, leaves_at, stays_skipped, why_not
from services.journey.domain.rule import Rule
from services.journey.domain.slot import Slot, closing_day, spread_key
from services.journey.domain.spell import Spell
from services.journey.domain.terms import Terms, local_day
from services.journey.domain.touchpoint import (
    ABSENT,
    AFTER_ABSENCE,
    CANCELLED,
    MOVED_BY_HAND,
    NOBODY,
    PLANNED,
    ROOM,
    SKIPPED,
    TOO_LATE,
    Touchpoint,
)
from shared.calendar.months import add_days
from shared.calendar.window import Opening


class Ought(NamedTuple):
    """What plan, employment and time make of one moment."""

    anchor_date: date
    due_date: date
    send_at: datetime
    closes_on: date
    state: str
    reason: str | None
    detail: str | None
    # On which day it leaves; and on which it would, were it alone and nothing late.
    leaves_on: date
    first_on: date


def decide(
    before: Touchpoint | None, rule: Rule | None, spell: Spell, found: Occurrence, terms: Terms
) -> Ought:
    """Return what a moment ought to be, where it has not left; ``before`` is how it stands, if it does.

    Without a rule it is one that HR sends by hand. A million of these are taken at a time: one small tuple, no
    touchpoint made on the way.
    """
    ended = why_ended(rule, spell, found) if rule else why_hand_ended(spell)
    chosen = before and before.chosen_for(found.due)
    due, reason = chosen or found.due, before.moved_because or MOVED_BY_HAND if before and chosen else None
    slot = Slot(rule, spell, spread_key(found, rule, before, spell), terms.window_of(rule))
    leaves = slot.plain(due)
    if slot.away_on(leaves.day):
        there = slot.opening(due)
        if there.day != leaves.day:
            if is_too_far(there.day, due, slot, terms) and not ended:
                return _ought(before, slot, found, leaves, terms, state=SKIPPED, reason=ABSENT)
            leaves, reason = there, AFTER_ABSENCE
    if too_late(due, spell, terms) and too_late(
        _counts_from(before, found, leaves.day, slot, terms), spell, terms
    ):
        # What was skipped or had ended by then stays so: it was not missed by being late.
        if before is not None and before.state != PLANNED:
            return as_is(before, found)
        state, why = (CANCELLED, ended) if ended and before else (SKIPPED, _why_late(before))
        return _ought(before, slot, found, leaves, terms, state=state, reason=why)
    state, reason = (CANCELLED, ended) if ended else (PLANNED, reason)
    return _ought(before, slot, found, leaves, terms, state=state, reason=reason)


def _why_late(before: Touchpoint | None) -> str:
    return NOBODY if before is not None and before.reason == NOBODY else TOO_LATE


def _counts_from(before: Touchpoint | None, found: Occurrence, first: date, slot: Slot, terms: Terms) -> date:
    """Return from which day on lateness counts: the first on which it could leave, or to which the budget moved it.

    A day that was given is kept, however late, unless HR has still not seen it then; of what nobody knew only the
    first day of all counts, which closed weeks may put far after its date.
    """
    if before is None or not before.is_planned_for(found.due):
        return add_days(first, -terms.catch_up_days)
    given = local_day(before.send_at, slot.spell)
    counted = max(first, given) if before.reason == ROOM else first
    if (before.programme in terms.unseen or before.reason == NOBODY) and before.send_at <= terms.now:
        return counted
    return max(counted, add_days(given, -terms.catch_up_days))


def _ought(
    before: Touchpoint | None,
    slot: Slot,
    found: Occurrence,
    leaves: Opening,
    terms: Terms,
    *,
    state: str,
    reason: str | None,
) -> Ought:
    moment, day = _given(before, slot, leaves) or leaves.moment(slot.key), leaves.day
    if state == PLANNED and moment <= terms.now:
        one = Overdue(before, found, slot, terms, leaves.day)
        later, why = leaves_at(one)
        because = why_not(one, later)
        if before and stays_skipped(one, later, because):
            return as_is(before, found)
        if because:
            state, reason = SKIPPED, because
        else:
            moment, day, reason = later, local_day(max(later, terms.now), slot.spell), why
    due = (before and before.chosen_for(found.due)) or found.due
    closes = closing_day(slot, max(due, day))
    return Ought(found.anchor_date, found.due, moment, closes, state, reason, None, day, leaves.day)


def _given(before: Touchpoint | None, slot: Slot, leaves: Opening) -> datetime | None:
    """Return the moment that somebody's hand gave it: kept as long as its day is, so that a minute stays a minute."""
    if before is None or (slot.rule is not None and before.moved_to is None):
        return None
    same_day = local_day(before.send_at, slot.spell) == leaves.day
    return before.send_at if same_day and slot.is_open(before.send_at) else None


def as_is(before: Touchpoint, found: Occurrence) -> Ought:
    """Return a moment as it stands."""
    return Ought(
        found.anchor_date,
        found.due,
        before.send_at,
        before.closes_on,
        before.state,
        before.reason,
        before.detail,
        before.due_date,
        before.due_date,
    )


def too_late(due: date, spell: Spell, terms: Terms) -> bool:
    """Return whether ``due`` is longer ago, where somebody works, than what is still caught up."""
    # Within a day of each other whatever the zone: nearly always the dates alone say it.
    days = (terms.now.date() - due).days - terms.catch_up_days
    return days > 1 or (days >= 0 and add_days(due, terms.catch_up_days) < local_day(terms.now, spell))
