"""What plan, employment and time make of one moment, as if it were alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from services.journey.domain.occurrences import Occurrence
from services.journey.domain.rule import EVERYBODY, Rule, asks_conversation
from services.journey.domain.slot import Slot, closing_day, spread_key
from services.journey.domain.spell import ACTIVE, EXPECTED, NEVER_STARTED, Spell
from services.journey.domain.terms import Terms, local_day
from services.journey.domain.touchpoint import (
    ABSENT,
    AFTER_ABSENCE,
    BACK,
    BEGUN,
    CANCELLED,
    DIED,
    GONE,
    LATE,
    LEAVING,
    MOVED_BY_HAND,
    MOVED_FOR_INTERVIEWER,
    NOBODY,
    NOT_FOR,
    OUTSIDE_WINDOW,
    PAUSED,
    PLANNED,
    ROOM,
    SEEN,
    SKIPPED,
    STARTED_NOT,
    TOO_LATE,
    UNSEEN,
    Touchpoint,
)
from shared.calendar.months import add_days
from shared.calendar.window import Opening, start_of_day


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
    chosen = chosen_day(before, found)
    due, reason = chosen or found.due, before.moved_because or MOVED_BY_HAND if before and chosen else None
    slot = Slot(rule, spell, spread_key(found, rule, before, spell), terms.window_of(rule))
    leaves = slot.plain(due)
    if slot.away_on(leaves.day):
        there = slot.opening(due)
        if there.day != leaves.day:
            if _too_far(there.day, due, slot, terms) and not ended:
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


def _due(before: Touchpoint | None, found: Occurrence) -> date:
    return chosen_day(before, found) or found.due


def chosen_day(before: Touchpoint | None, found: Occurrence) -> date | None:
    """Return the day that was chosen instead of the rule's; an agenda chose it for the day that the rule gave then."""
    if before is None or before.moved_to is None:
        return None
    stale = before.moved_because == MOVED_FOR_INTERVIEWER and before.due_date != found.due
    return None if stale else before.moved_to


def _why_late(before: Touchpoint | None) -> str:
    return NOBODY if before is not None and before.reason == NOBODY else TOO_LATE


def _counts_from(before: Touchpoint | None, found: Occurrence, first: date, slot: Slot, terms: Terms) -> date:
    """Return from which day on lateness counts: the first on which it could leave, or to which the budget moved it.

    A day that was given is kept, however late, unless HR has still not seen it then; of what nobody knew only the
    first day of all counts, which closed weeks may put far after its date.
    """
    if before is None or before.state != PLANNED or before.due_date != found.due:
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
        late, why = _late(before, found, slot, terms, own_day=leaves.day)
        why_not = _why_not_now(late, before, found, slot, terms, own_day=leaves.day)
        # What was skipped already keeps why: a pause or an absence on its day does not bring it back afterwards.
        if (
            before
            and _was_skipped(before, found)
            and (why_not or _stays_skipped(before, late, found, slot, terms))
        ):
            return as_is(before, found)
        if why_not:
            state, reason = SKIPPED, why_not
        else:
            moment, day, reason = late, local_day(max(late, terms.now), slot.spell), why
    due = _due(before, found)
    closes = closing_day(slot, max(due, day))
    return Ought(found.anchor_date, found.due, moment, closes, state, reason, None, day, leaves.day)


def _why_not_now(
    late: datetime, before: Touchpoint | None, found: Occurrence, slot: Slot, terms: Terms, *, own_day: date
) -> str | None:
    """Return why what would leave at ``late`` does not: somebody is paused, or there again only when it is too late."""
    if before and _comes_later(before, found, terms.now):
        # Whether it can leave then shows on that day, unless it is known now that somebody is away.
        if late == before.send_at:
            return None
    elif slot.spell.paused:
        return PAUSED
    there = local_day(max(late, terms.now), slot.spell)
    put_off = late <= terms.now or _too_far(there, _due(before, found), slot, terms)
    if not put_off or not slot.heeds_absence:
        return None
    if slot.away_on(local_day(terms.now, slot.spell)):
        return ABSENT
    kept = late > terms.now and late != _late(before, found, slot.attended, terms, own_day=own_day)[0]
    return ABSENT if kept else None


def _stays_skipped(before: Touchpoint, late: datetime, found: Occurrence, slot: Slot, terms: Terms) -> bool:
    """Return whether what was skipped is so still: on the day on which it would leave now, somebody is away.

    Of who is away from tomorrow on, what was skipped for that is not to leave today after all: it may have waited for
    HR, or for an interviewer, until there was no other day.
    """
    if slot.away_on(local_day(max(late, terms.now), slot.spell)):
        return True
    tomorrow = _tomorrow(slot, terms.now)
    if before.reason != ABSENT or not slot.waits_for_return(tomorrow):
        return False
    return _too_far(local_day(slot.next(tomorrow), slot.spell), _due(before, found), slot, terms)


def _was_skipped(before: Touchpoint, found: Occurrence) -> bool:
    return before.state == SKIPPED and before.due_date == found.due


def _too_far(day: date, due: date, slot: Slot, terms: Terms) -> bool:
    """Return whether ``day``, on which somebody is back, is too long after ``due`` to ask still."""
    return (day - due).days > max(slot.tolerance, terms.catch_up_days)


def _given(before: Touchpoint | None, slot: Slot, leaves: Opening) -> datetime | None:
    """Return the moment that somebody's hand gave it: kept as long as its day is, so that a minute stays a minute."""
    if before is None or (slot.rule is not None and before.moved_to is None):
        return None
    same_day = local_day(before.send_at, slot.spell) == leaves.day
    return before.send_at if same_day and slot.is_open(before.send_at) else None


def why_ended(rule: Rule, spell: Spell, found: Occurrence | None = None) -> str | None:
    """Return why a moment makes no sense for an employment (any more), or None.

    Without an occurrence only the employment is looked at: who was asked as a member of one department and moves to
    another may still answer.
    """
    if spell.deceased:
        return DIED
    if spell.state not in rule.live_while and not _will_be_at_work(rule, spell, found):
        after = {NEVER_STARTED: STARTED_NOT, "leaving": LEAVING, "left": LEAVING}
        return after.get(spell.state, BEGUN if EXPECTED in rule.live_while else GONE)
    # Only what one asks of who left ends by a return; all else had ended before, and keeps why.
    if spell.followed:
        return BACK
    if found is None or rule.audience is EVERYBODY:
        return None
    return NOT_FOR if rule.audience.unmet(spell, found.due, found.absence) else None


def is_over(rule: Rule, spell: Spell) -> bool:
    """Return whether no moment of a rule makes sense for an employment, whenever it is."""
    return spell.state != EXPECTED and why_ended(rule, spell) is not None


def _will_be_at_work(rule: Rule, spell: Spell, found: Occurrence | None) -> bool:
    """Return whether somebody who is expected will have begun by then."""
    return (
        spell.state == EXPECTED
        and ACTIVE in rule.live_while
        and found is not None
        and found.due >= spell.hire_date
    )


def why_hand_ended(spell: Spell) -> str | None:
    """Return why what HR sends by hand goes to nobody (any more), or None."""
    if spell.deceased:
        return DIED
    return STARTED_NOT if spell.state == NEVER_STARTED else None


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


def _is_given(before: Touchpoint, found: Occurrence) -> bool:
    """Return whether the moment at which it is to leave was given to it for the same due date."""
    return before.state == PLANNED and before.due_date == found.due


def _comes_later(before: Touchpoint, found: Occurrence, now: datetime) -> bool:
    """Return whether a later moment than its own was given to it, which has not come."""
    return _is_given(before, found) and before.send_at > now


def _waits_for_somebody(before: Touchpoint | None, slot: Slot, now: datetime) -> bool:
    """Return whether it is a conversation that nobody is to hold today."""
    if not asks_conversation((before and before.ask) or (slot.rule.ask if slot.rule else None)):
        return False
    if before is None or before.interviewer is None:
        return True
    return local_day(before.send_at, slot.spell) != local_day(now, slot.spell)


def _tomorrow(slot: Slot, now: datetime) -> datetime:
    return start_of_day(add_days(local_day(now, slot.spell), 1), slot.spell.zone)


def _late(
    before: Touchpoint | None, found: Occurrence, slot: Slot, terms: Terms, *, own_day: date
) -> tuple[datetime, str | None]:
    """Return when it leaves though its moment has passed, and why then; a moment once given is kept.

    A moment that has come and is open now stays as it is: it leaves now, unless HR has to see it first.
    """
    now = terms.now
    given = before if before and _is_given(before, found) else None
    if given and _comes_later(given, found, now):
        moment = slot.next(given.send_at)
        if moment == given.send_at or not _too_far(
            local_day(moment, slot.spell), _due(before, found), slot, terms
        ):
            # What a hand gave back after its day keeps a later one, and nobody said why.
            other_day = LATE if local_day(moment, slot.spell) > own_day else None
            return moment, given.reason or (other_day if moment == given.send_at else OUTSIDE_WINDOW)
        # Somebody will be away then, and for too long after it: it is looked for anew, from now on.
        given = None
    programme = slot.rule.programme if slot.rule else before and before.programme
    tomorrow = _tomorrow(slot, now)
    # What HR sends by hand it has looked at.
    if programme in terms.unseen and slot.rule is not None:
        return slot.next(tomorrow), UNSEEN
    if _waits_for_somebody(before, slot, now):
        return slot.next(tomorrow), NOBODY
    if given is None:
        return slot.next(now), LATE
    if not slot.is_open(now):
        waited = SEEN if given.reason in {UNSEEN, SEEN} else OUTSIDE_WINDOW
        return slot.next(now), AFTER_ABSENCE if slot.waits_for_return(now) else waited
    same_day = local_day(given.send_at, slot.spell) == local_day(now, slot.spell)
    return given.send_at, given.reason if same_day or given.reason else OUTSIDE_WINDOW
