"""Facts that console publishes; none is about a person on a journey."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.contracts.base import Fact


@dataclass(frozen=True, kw_only=True)
class AccountLoggedIn(Fact):
    """Somebody came in at the desk."""

    type = "console.logged_in"
    person_id: UUID | None = None
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class AccountLocked(Fact):
    """Too many wrong passwords."""

    type = "console.account_locked"
    person_id: UUID | None = None
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class HouseTimeSet(Fact):
    """The time of the house was set (time travel)."""

    type = "console.time_set"
    person_id: UUID | None = None
    instant: datetime
