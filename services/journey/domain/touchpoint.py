"""A touchpoint and the employment that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.calendar.working import WorkCalendar

PLANNED, DUE = "planned", "due"
ANSWERED, DECLINED, EXPIRED = "answered", "declined", "expired"
CANCELLED, SKIPPED = "cancelled", "skipped"
STATES = (PLANNED, DUE, ANSWERED, DECLINED, EXPIRED, CANCELLED, SKIPPED)

# Why a touchpoint does not come, or came at another moment.
LEAVING, DIED, GONE = "leaving", "died", "gone"
FORGOTTEN, MERGED, UNMERGED = "forgotten", "merged", "unmerged"
NOT_IN_PLAN, TOO_LATE = "not_in_plan", "too_late"
PAUSED = "paused"
# Why HR skipped it by hand: absent, spoken to already, asked for it, something else.
BY_HAND = ("hand_absent", "hand_spoken", "hand_asked", "hand_other")
LATE, OUTSIDE_WINDOW = "late", "outside_window"


@dataclass(frozen=True, kw_only=True)
class Spell:
    """What journey knows of an employment: dates, a state, and where and when somebody works."""

    person_id: UUID
    spell_id: UUID
    hire_date: date
    state: str
    deceased: bool
    zone: str
    calendar: WorkCalendar
    paused: bool = False

    def anchor(self, name: str) -> date:
        """Return the date that a rule counts from."""
        return {"hire_date": self.hire_date}[name]


@dataclass(frozen=True, kw_only=True)
class Touchpoint:
    """One moment of one person in one employment."""

    id: UUID
    person_id: UUID
    spell_id: UUID
    programme: str
    rule: str
    occurrence: int
    plan_version: int
    anchor_date: date
    due_date: date
    send_at: datetime
    closes_on: date
    state: str
    reason: str | None = None
    released_at: datetime | None = None

    @property
    def key(self) -> tuple[UUID, UUID, str, str, int]:
        """Return what makes it unique."""
        return self.person_id, self.spell_id, self.programme, self.rule, self.occurrence

    @property
    def ought(self) -> tuple[date, date, datetime, date, str, str | None]:
        """Return how it stands, in the order of what it ought to be (see settle)."""
        return self.anchor_date, self.due_date, self.send_at, self.closes_on, self.state, self.reason

    @property
    def is_open(self) -> bool:
        """Return whether what becomes of it is still ours to decide: it has not left, and nobody decided by hand."""
        waiting = self.released_at is None and self.state in {PLANNED, CANCELLED, SKIPPED}
        return waiting and not self.by_hand

    @property
    def by_hand(self) -> bool:
        """Return whether somebody skipped it by hand: that stands until somebody takes it back."""
        return self.state == SKIPPED and self.reason in BY_HAND
