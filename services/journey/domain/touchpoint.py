"""A touchpoint: one moment of one person in one employment."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

PLANNED, DUE = "planned", "due"
ANSWERED, DECLINED, EXPIRED = "answered", "declined", "expired"
CANCELLED, SKIPPED = "cancelled", "skipped"
STATES = (PLANNED, DUE, ANSWERED, DECLINED, EXPIRED, CANCELLED, SKIPPED)

# Why a touchpoint does not come.
LEAVING, DIED, GONE, STARTED_NOT, BACK = "leaving", "died", "gone", "never_started", "back"
# It was for before the first day.
BEGUN = "begun"
FORGOTTEN, MERGED, UNMERGED = "forgotten", "merged", "unmerged"
NOT_IN_PLAN, SWITCHED_OFF, NO_DATE, NOT_FOR = "not_in_plan", "switched_off", "no_date", "not_for"
TOO_LATE, PAUSED, ABSENT, BUDGET, TOGETHER = "too_late", "paused", "absent", "budget", "together"
UNDONE, NOBODY = "undone", "nobody"
# Why HR skipped it by hand: absent, spoken to already, asked for it, something else.
BY_HAND = ("hand_absent", "hand_spoken", "hand_asked", "hand_other")
# Why it comes at another moment.
LATE, OUTSIDE_WINDOW, AFTER_ABSENCE, ROOM = "late", "outside_window", "after_absence", "room"
# HR looks first at what leaves under a plan; and has looked.
UNSEEN, SEEN = "unseen", "seen"
MOVED_BY_HAND, MOVED_FOR_INTERVIEWER = "hand_moved", "interviewer_full"

# The rule of what HR sends by hand, to one person or to many.
AD_HOC = "by_hand"

Key = tuple[UUID, UUID, str, str, int, UUID | None]


class Touchpoint(NamedTuple):
    """One moment of one person in one employment; a tuple, because millions of them are read and compared at a time."""

    id: UUID
    person_id: UUID
    spell_id: UUID
    programme: str
    rule: str
    occurrence: int
    plan_version: int | None
    anchor_date: date
    due_date: date
    send_at: datetime
    closes_on: date
    state: str
    reason: str | None = None
    # What the reason is about: the moment that came first, with its day (``onboarding.month_1 2026-04-02``).
    detail: str | None = None
    released_at: datetime | None = None
    # The absence that it follows, or the action of HR that it comes from.
    about: UUID | None = None
    # The day that HR, or the agenda of an interviewer, chose instead of the rule's.
    moved_to: date | None = None
    # Whose choice that was: MOVED_BY_HAND is obeyed, MOVED_FOR_INTERVIEWER may be revised.
    moved_because: str | None = None
    department_id: UUID | None = None
    interviewer: UUID | None = None
    # What HR sends by hand asks this; for others it stands in the rule.
    ask: str | None = None
    # How often a calendar has to hear of it (RFC 5545, SEQUENCE).
    sequence: int = 0

    @property
    def key(self) -> Key:
        """Return what makes it unique."""
        return self.person_id, self.spell_id, self.programme, self.rule, self.occurrence, self.about

    @property
    def rule_key(self) -> tuple[str, str]:
        """Return the rule that it follows."""
        return self.programme, self.rule

    @property
    def ought(self) -> tuple[date, date, datetime, date, str, str | None, str | None]:
        """Return how it stands, in the order of what it ought to be (see settle)."""
        return (
            self.anchor_date,
            self.due_date,
            self.send_at,
            self.closes_on,
            self.state,
            self.reason,
            self.detail,
        )

    @property
    def is_open(self) -> bool:
        """Return whether what becomes of it is still ours to decide: it has not left, and nobody decided by hand."""
        waiting = self.released_at is None and self.state in {PLANNED, CANCELLED, SKIPPED}
        return waiting and not self.by_hand and self.reason != UNDONE

    @property
    def by_hand(self) -> bool:
        """Return whether somebody skipped it by hand: that stands until somebody takes it back."""
        return self.state == SKIPPED and self.reason in BY_HAND

    def chosen_for(self, due: date) -> date | None:
        """Return the day that was chosen instead of ``due``; an agenda chose it for the day that the rule gave then."""
        stale = self.moved_because == MOVED_FOR_INTERVIEWER and self.due_date != due
        return None if stale else self.moved_to

    def is_planned_for(self, due: date) -> bool:
        """Return whether its moment was given to it for this due date."""
        return self.state == PLANNED and self.due_date == due

    def was_skipped_for(self, due: date) -> bool:
        """Return whether it was skipped when this was its due date."""
        return self.state == SKIPPED and self.due_date == due
