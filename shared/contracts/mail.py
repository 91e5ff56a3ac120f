"""Facts that mail publishes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.base import Fact


@dataclass(frozen=True, kw_only=True)
class LetterSent(Fact):
    """A letter was handed over."""

    type = "mail.sent"
    letter_id: UUID
    template: str


@dataclass(frozen=True, kw_only=True)
class LetterBounced(Fact):
    """A letter came back; ``kind`` is hard or soft."""

    type = "mail.bounced"
    letter_id: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class LetterComplained(Fact):
    """The reader called it unwanted."""

    type = "mail.complained"
    letter_id: UUID


@dataclass(frozen=True, kw_only=True)
class LetterUndeliverable(Fact):
    """A letter cannot leave; ``reason`` is no_address, suppressed, refused, expired or inactive."""

    type = "mail.undeliverable"
    letter_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class AddressSuppressed(Fact):
    """Nothing goes to this address of the person any more."""

    type = "mail.suppressed"
    address_kind: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AddressUnsuppressed(Fact):
    """The address may be written to again."""

    type = "mail.unsuppressed"
    address_kind: str
