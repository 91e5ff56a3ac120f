"""Accounts of the desk: who may come in, with which roles, and what must stay possible."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.console.errors import LastHr, NotYourself

ROLES: Final = ("hr", "interviewer", "manager", "board")
LANGUAGES: Final = ("nl", "en", "fr")


class State(StrEnum):
    """Invited: has no password yet. Closed: may not come in any more."""

    INVITED = "invited"
    ACTIVE = "active"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody with a login."""

    id: UUID
    email: str
    name: str
    roles: tuple[str, ...]
    language: str
    person_id: UUID | None
    state: State
    password_hash: str | None
    second_factor: bool
    created_at: datetime
    last_login_at: datetime | None

    @property
    def may_enter(self) -> bool:
        """True where a right password opens the door."""
        return self.state is State.ACTIVE and self.password_hash is not None


def email_key(email: str) -> str:
    """What makes two addresses the same account, however they are typed."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def first_name(account: Account) -> str:
    """How a letter greets the owner; empty where the name is no more than the start of the address."""
    box = account.email.partition("@")[0]
    return "" if account.name.casefold() == box.casefold() else account.name.split()[0]


def in_order(roles: Collection[str]) -> tuple[str, ...]:
    """The roles in the order of the house, each once; unknown ones are dropped."""
    return tuple(role for role in ROLES if role in roles)


def is_open_hr(account: Account) -> bool:
    """True for an account that can open the door to others."""
    return account.state is State.ACTIVE and "hr" in account.roles


def check_change(account: Account, *, roles: Collection[str], state: State, by: UUID, other_hr: int) -> None:
    """Refuse to close oneself, or to leave a house in which nobody of HR can come in."""
    if account.id == by and state is State.CLOSED:
        raise NotYourself
    stays = state is State.ACTIVE and "hr" in roles
    if is_open_hr(account) and not stays and other_hr == 0:
        raise LastHr
