"""Which address a letter goes to, and how an address is known without being kept."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from services.mail.domain.letters import (
    DECEASED,
    NO_ADDRESS,
    PERSON_GONE,
    SUPPRESSED,
    AddressWish,
)
from shared.frontdoor.addresses import fingerprint, usable

__all__ = ["Address", "AddressKind", "Contact", "Nowhere", "Reader", "choose", "fingerprint", "usable"]

AddressKind = Literal["work", "private", "account"]
# States in which somebody still reads the mailbox at work.
_AT_WORK = frozenset({"expected", "active", "leaving"})


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What people publishes about somebody, as far as a letter needs it."""

    given_name: str
    display_name: str
    work_email: str | None
    private_email: str | None
    language: str | None
    state: str
    deceased: bool


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What console publishes of an account, as far as a letter to it needs it."""

    email: str
    name: str
    language: str


@dataclass(frozen=True)
class Address:
    """A mailbox to write to."""

    kind: AddressKind
    email: str


@dataclass(frozen=True)
class Nowhere:
    """No address to send to. `final` means never: cancel; otherwise a person can mend it."""

    reason: str
    final: bool = False
    kind: AddressKind | None = None


def choose(wish: AddressWish, contact: Contact | None, suppressed: Container[str]) -> Address | Nowhere:
    """Where a letter to a person goes. `suppressed` holds plain addresses, asked for in the same batch.

    work: the mailbox at work, else the private one; private: only that, its reason may be none of the
    employer's mailbox's business; home: the private one, else the one at work; any: whichever can still be
    reached. Nobody who has left is written at work, and the dead are never written.
    """
    if contact is None:
        return Nowhere(PERSON_GONE, final=True)
    if contact.deceased:
        return Nowhere(DECEASED, final=True)
    candidates = _candidates(wish, contact)
    if not candidates:
        return Nowhere(NO_ADDRESS)
    if wish in {"work", "private"}:
        candidates = candidates[:1]
    for candidate in candidates:
        if candidate.email not in suppressed:
            return candidate
    return Nowhere(SUPPRESSED, kind=candidates[0].kind)


def _candidates(wish: AddressWish, contact: Contact) -> list[Address]:
    work = usable(contact.work_email) if contact.state in _AT_WORK and wish != "private" else None
    private = usable(contact.private_email)
    at_work = [Address("work", work)] if work else []
    at_home = [Address("private", private)] if private else []
    return at_home + at_work if wish == "home" else at_work + at_home
