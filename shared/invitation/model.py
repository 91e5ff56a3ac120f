"""An invitation as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """What has become of an invitation; every state but the first is final."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a service wants to ask: about what, of whom, with which version, at which level, until when."""

    subject_id: UUID
    person_id: UUID | None
    questionnaire: str
    version: int
    level: str
    language: str | None
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """An invitation that has been made."""

    id: UUID
    subject_id: UUID
    person_id: UUID | None
    questionnaire: str
    version: int
    level: str
    language: str | None
    expires_at: datetime
    state: State

    def state_at(self, now: datetime) -> State:
        """Return the state at ``now``: past its time it is expired, whether or not a sweep has come by.

        One that was answered or declined still says so until its time is over; then it too is a dead link.
        """
        return State.EXPIRED if now >= self.expires_at else self.state


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A new invitation with its token, which exists nowhere else and goes into the letter only."""

    id: UUID
    subject_id: UUID
    person_id: UUID | None
    token: str
