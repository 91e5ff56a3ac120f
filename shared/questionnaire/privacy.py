"""What each level keeps of the person beside the answers. The checks on the tables say the same.

* named: in the open about whom, who, and when, for who may read it by name;
* confidential: a seal, which only somebody who knows the subject and the house's key can lay beside it: nobody reads
  from the table whose answers these are, and still they can be corrected, taken back or erased;
* anonymous: nothing but the hash of a code that the person alone has.

Of every level the answers wait under the house's key until they become figures with those of others
(``shared/disclosure``); figures come from there, whatever the level.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.kernel.settings import settings

# Letters and digits that nobody takes for one another, also on paper: 120 bits of them.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_PARTS, _PART = 5, 5


@dataclass(frozen=True, kw_only=True)
class Group:
    """Where somebody belongs at the moment of answering, as coarse as results need it."""

    department_id: UUID | None = None
    department: str | None = None
    department_path: str | None = None
    function: str | None = None
    tenure_band: str | None = None
    age_band: str | None = None
    leave_kind: str | None = None
    country: str | None = None
    sample: bool = False


def day_of(instant: datetime) -> date:
    """Return the day of an instant where the organisation is."""
    return instant.astimezone(ZoneInfo(settings().zone)).date()


def month_of(instant: datetime) -> date:
    """Return the first day of the month of an instant."""
    return day_of(instant).replace(day=1)


def last_day(expires_at: datetime) -> date:
    """Return the last day on which one can answer and correct: what dies at midnight dies the day before."""
    return day_of(expires_at - timedelta(seconds=1))


def seal(subject_id: UUID) -> bytes:
    """Return the seal on answers about ``subject_id``."""
    return hmac.new(f"seal {settings().secret_key}".encode(), subject_id.bytes, hashlib.sha256).digest()


def mark(sealed_subject: bytes, question: str) -> bytes:
    """Return what stands beside words of somebody who lets them be used further, to be found when they no longer do.

    Another for each question, so that two texts of one person have nothing in common.
    """
    return hmac.new(
        f"mark {settings().secret_key}".encode(), sealed_subject + question.encode(), hashlib.sha256
    ).digest()


def who(person_id: UUID) -> bytes:
    """Return what is the same for the answers of one person; it is kept inside what is sealed only."""
    return hmac.new(f"who {settings().secret_key}".encode(), person_id.bytes, hashlib.sha256).digest()[:16]


def new_code() -> str:
    """Return a code that nobody can guess, fit to be written down."""
    parts = ("".join(secrets.choice(_ALPHABET) for _ in range(_PART)) for _ in range(_PARTS))
    return "-".join(parts)


def code_hash(code: str) -> bytes:
    """Return what is stored of ``code``, however it was written down."""
    plain = "".join(letter for letter in code.upper() if letter in _ALPHABET)
    return hashlib.sha256(plain.encode()).digest()
