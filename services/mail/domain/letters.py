"""A letter on its way: claimed from the letterbox, rendered, handed over, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from shared.letterbox.event import Event

AddressWish = Literal["work", "private", "home", "any"]
Verdict = Literal["sent", "later", "refused", "parked", "uncertain", "untouched"]

# Why a letter was parked or cancelled; codes, never text from a person or a server.
NO_ADDRESS = "no_address"
SUPPRESSED = "suppressed"
REFUSED = "refused"
EXPIRED = "expired"
DECEASED = "deceased"
PERSON_GONE = "person_gone"
# It waits for the hours of its reader.
OUTSIDE_HOURS = "outside_hours"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A row of the letterbox as claimed for delivery; secrets already opened."""

    id: UUID
    template: str
    person_id: UUID | None
    address: AddressWish
    email: str | None
    language: str | None
    params: Mapping[str, Any]
    secrets: Mapping[str, str]
    kind: str
    attempts: int
    queued_at: datetime
    expires_at: datetime | None
    # The hours of the plan under which it was asked for, where it has its own.
    hours: Mapping[str, Any] | None = None
    # The account that it is for, where it is for neither a person nor a plain address.
    account_id: UUID | None = None
    # An appointment that travels with it, sealed text opened.
    event: Event | None = None


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A letter in words. For a provider, `html` is a skeleton and `values` fills its numbered gaps."""

    subject: str
    html: str
    text: str
    language: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Invite:
    """An appointment as iCalendar text, and what it asks of a calendar (REQUEST or CANCEL)."""

    method: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """All a gateway needs to hand one letter over."""

    letter_id: UUID
    template: str
    to_name: str
    to_email: str
    rendered: Rendered
    headers: Mapping[str, str] = field(default_factory=dict)
    # An appointment for the reader's calendar, ready to leave.
    invite: Invite | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of handing one letter over. `reason` is a code or an SMTP status, without personal data."""

    letter_id: UUID
    verdict: Verdict
    reason: str | None = None
    wait: timedelta | None = None
    bad_address: bool = False
    provider_id: str | None = None
