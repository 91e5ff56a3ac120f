"""How somebody can be reached after the last day, and whether that is certain. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

NONE, ASKED, WAITING, EXPIRED, CONFIRMED, KNOWN = "none", "asked", "waiting", "expired", "confirmed", "known"


@dataclass(frozen=True)
class Home:
    """Where the address for afterwards stands; ``since`` is the moment that the standing is about."""

    standing: str
    since: datetime | None = None
    trouble: str | None = None
    # Another one was given after the one that counts, and waits.
    another: bool = False


def home_of(row: Any | None, *, at_home: bool, now: datetime) -> Home:
    """Return how it stands; ``row`` is what we know of it, ``at_home`` whether people has a private address."""
    if row is None:
        return Home(KNOWN if at_home else NONE)
    waits = row.caller_id is not None and row.expires_at > now
    if row.confirmed_at is not None:
        return Home(CONFIRMED, row.confirmed_at, row.trouble, another=waits)
    if waits:
        return Home(WAITING, row.given_at, row.trouble)
    if row.given_at is not None:
        return Home(EXPIRED, row.given_at, row.trouble)
    return Home(KNOWN if at_home else ASKED, row.asked_at, row.trouble)


def tries_left(row: Any | None, today: date, *, most: int) -> int:
    """Return how many more letters may ask today whether an address is right."""
    return most if row is None or row.tried_on != today else max(0, most - row.tries)
