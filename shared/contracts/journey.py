"""Facts that journey publishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.base import Fact


@dataclass(frozen=True, kw_only=True)
class TouchpointDue(Fact):
    """A moment of the plan has come, inside the sending window; the service of its programme acts."""

    type = "journey.touchpoint_due"
    touchpoint_id: UUID
    spell_id: UUID
    programme: str
    rule: str
    occurrence: int
    due_date: date
    closes_on: date
    # Which questionnaire to use, by its key; None: the one that the service has for this rule.
    ask: str | None = None
    # On which local dates to remind; None: as the service does by itself.
    remind_on: tuple[date, ...] | None = None
    # The moments that were merged into this one, by name.
    also: tuple[str, ...] = ()
    # The hours of the rule on the wall clock, and its weekdays (mon to sun), where it has its own; None: as anywhere.
    opens: str | None = None
    closes: str | None = None
    weekdays: tuple[str, ...] | None = None
    # Whom the plan has for a conversation: an account.
    interviewer: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TouchpointCancelled(Fact):
    """A moment will not come."""

    type = "journey.touchpoint_cancelled"
    touchpoint_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class LettersStopped(Fact):
    """Somebody stopped all letters of the house."""

    type = "journey.letters_stopped"
    person_id: UUID | None = None
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class LettersResumed(Fact):
    """Somebody let the letters go again."""

    type = "journey.letters_resumed"
    person_id: UUID | None = None
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonPaused(Fact):
    """Nothing is sent to this person until somebody lifts it."""

    type = "journey.person_paused"
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonResumed(Fact):
    """This person hears from us again."""

    type = "journey.person_resumed"
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class TouchpointExpired(Fact):
    """A moment closed without a word."""

    type = "journey.touchpoint_expired"
    touchpoint_id: UUID
