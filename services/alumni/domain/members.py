"""Members, what they chose, and what that means for who is written. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

NEWS, REUNIONS, VACANCIES = "news", "reunions", "vacancies"
SUBJECTS = (NEWS, REUNIONS, VACANCIES)
EACH, MONTHLY = "each", "monthly"
FREQUENCIES = (EACH, MONTHLY)

OPEN, CONFIRMED, ADMITTED, REFUSED, DECLINED, EXPIRED = (
    "open",
    "confirmed",
    "admitted",
    "refused",
    "declined",
    "expired",
)
PUBLIC_PAGE, INVITATION, ADDRESS, FAREWELL = "public_page", "invitation", "address", "farewell"
# Somebody out of a list of HR's was asked once; somebody whom a former colleague thought of was asked once.
FILE, COLLEAGUE = "file", "colleague"


@dataclass(frozen=True, kw_only=True)
class Application:
    """Somebody asked to stay in touch, was asked, or has a new address; waits for a hand."""

    id: UUID
    source: str
    person_id: UUID | None
    touchpoint_id: UUID | None
    subjects: tuple[str, ...]
    language: str | None
    state: str
    asked_at: datetime
    expires_at: datetime

    def open_at(self, now: datetime) -> bool:
        """Say whether it can still be confirmed or declined."""
        return self.state == OPEN and now < self.expires_at


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person in the network, and what they chose."""

    id: UUID
    person_id: UUID | None
    state: str
    news: bool
    reunions: bool
    vacancies: bool
    language: str | None
    frequency: str
    paused_until: date | None
    link_no: int
    joined_at: datetime
    wishes: Mapping[str, Any] = field(default_factory=dict)
    place: str | None = None
    department: str | None = None
    function: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    # The language in which people knows them; their own choice goes before.
    spoken: str | None = None

    @property
    def reads(self) -> str | None:
        """The language in which they read."""
        return self.language or self.spoken

    @property
    def reachable(self) -> bool:
        """Say whether there is somebody to write to."""
        return self.person_id is not None and self.state != "stopped"

    @property
    def subjects(self) -> tuple[str, ...]:
        """What they want to hear about."""
        return tuple(name for name in SUBJECTS if getattr(self, name))


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What somebody chooses on their own page."""

    subjects: tuple[str, ...]
    language: str | None
    frequency: str
    paused_until: date | None
    wishes: Mapping[str, Any]


def moved(before: Collection[str], after: Collection[str]) -> list[tuple[str, bool]]:
    """Return which subjects somebody chooses anew or takes back: a ledger tells of changes, not of pages opened."""
    return [(name, name in after) for name in SUBJECTS if (name in before) != (name in after)]
