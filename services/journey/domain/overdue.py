"""What becomes of a moment whose time has come or passed: when it leaves, or why it does not any more."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from services.journey.domain.occurrences import Occurrence
from services.journey.domain.rule import asks_conversation
from services.journey.domain.slot import Slot
from services.journey.domain.terms import Terms, local_day
from services.journey.domain.touchpoint import (
    ABSENT,
    AFTER_ABSENCE,
    LATE,
    NOBODY,
    OUTSIDE_WINDOW,
    PAUSED,
    SEEN,
    UNSEEN,
    Touchpoint,
)
from shared.calendar.months import add_days
from shared.calendar.window import start_of_day


class Overdue(NamedTuple):
    """A moment that would have left by now, were it alone, on ``own_day``; ``before`` is how it stands, if it does."""

    before: Touchpoint | None
    found: Occurrence
    slot: Slot
    terms: Terms
    own_day: date

    @property
    def today(self) -> date:
        """Return the day that it is where somebody works."""
        return local_day(self.terms.now, self.slot.spell)

    @property
    def tomorrow(self) -> datetime:
        """Return when the next day begins there."""
        return start_of_day(add_days(self.today, 1), self.slot.spell.zone)

    @property
    def given(self) -> Touchpoint | None:
        """Return how it stands, where the moment that it has was given to it for the same due date."""
        before = self.before
        return before if before is not None and before.is_planned_for(self.found.due) else None

    @property
    def given_later(self) -> datetime | None:
        """Return the later moment that was given to it, where that has not come."""
        given = self.given
        return given.send_at if given and given.send_at > self.terms.now else None

    def is_too_far(self, moment: datetime) -> bool:
        """Return whether ``moment``, at which somebody is back, is too long after its day to ask still."""
        due = (self.before and self.before.chosen_for(self.found.due)) or self.found.due
        return is_too_far(local_day(moment, self.slot.spell), due, self.slot, self.terms)


def is_too_far(day: date, due: date, slot: Slot, terms: Terms) -> bool:
    """Return whether ``day``, on which somebody is back, is too long after ``due`` to ask still."""
    return (day - due).days > max(slot.tolerance, terms.catch_up_days)


def leaves_at(one: Overdue) -> tuple[datetime, str | None]:
    """Return when it leaves though its moment has passed, and why then; a moment once given is kept.

    A moment that has come and is open now stays as it is: it leaves now, unless HR has to see it first.
    """
    slot, now, given = one.slot, one.terms.now, one.given
    if given and one.given_later:
        moment = slot.next(given.send_at)
        if moment == given.send_at or not one.is_too_far(moment):
            # What a hand gave back after its day keeps a later one, and nobody said why.
            other_day = LATE if local_day(moment, slot.spell) > one.own_day else None
            return moment, given.reason or (other_day if moment == given.send_at else OUTSIDE_WINDOW)
        # Somebody will be away then, and for too long after it: it is looked for anew, from now on.
        given = None
    # What HR sends by hand it has looked at.
    if slot.rule is not None and slot.rule.programme in one.terms.unseen:
        return slot.next(one.tomorrow), UNSEEN
    if _waits_for_somebody(one):
        return slot.next(one.tomorrow), NOBODY
    if given is None:
        return slot.next(now), LATE
    if not slot.is_open(now):
        waited = SEEN if given.reason in {UNSEEN, SEEN} else OUTSIDE_WINDOW
        return slot.next(now), AFTER_ABSENCE if slot.waits_for_return(now) else waited
    same_day = local_day(given.send_at, slot.spell) == one.today
    return given.send_at, given.reason if same_day or given.reason else OUTSIDE_WINDOW


def why_not(one: Overdue, leaves: datetime) -> str | None:
    """Return why what would leave at ``leaves`` does not: somebody is paused, or not there again until too late."""
    if later := one.given_later:
        # Whether it can leave then shows on that day, unless it is known now that somebody is away.
        if leaves == later:
            return None
    elif one.slot.spell.paused:
        return PAUSED
    waits = leaves > one.terms.now
    if not one.slot.heeds_absence or (waits and not one.is_too_far(leaves)):
        return None
    if one.slot.away_on(one.today):
        return ABSENT
    return ABSENT if waits and leaves != leaves_at(one._replace(slot=one.slot.attended))[0] else None


def stays_skipped(one: Overdue, leaves: datetime, because: str | None) -> bool:
    """Return whether what was skipped is so still, with the reason that it has.

    It would be skipped again now (``because``), or somebody is away on the day of ``leaves``: a pause or an absence on
    its day does not bring it back afterwards. Of who is away from tomorrow on, what was skipped for that is not to
    leave today after all: it may have waited for HR, or for an interviewer, until there was no other day.
    """
    before, slot = one.before, one.slot
    if before is None or not before.was_skipped_for(one.found.due):
        return False
    if because or slot.away_on(local_day(max(leaves, one.terms.now), slot.spell)):
        return True
    absent = before.reason == ABSENT and slot.waits_for_return(one.tomorrow)
    return absent and one.is_too_far(slot.next(one.tomorrow))


def _waits_for_somebody(one: Overdue) -> bool:
    """Return whether it is a conversation that nobody is to hold today."""
    before, rule = one.before, one.slot.rule
    if not asks_conversation((before and before.ask) or (rule.ask if rule else None)):
        return False
    if before is None or before.interviewer is None:
        return True
    return local_day(before.send_at, one.slot.spell) != one.today
