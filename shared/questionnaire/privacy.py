"""What each level keeps of the person beside the answers. The checks on the table say the same.

* named: about whom, who, and when;
* confidential: a seal, which only somebody who knows the subject and the house's key can lay beside it: nobody reads
  from the table whose answers these are, and still they can be taken back or erased;
* anonymous: nothing. The id is random, the time is the month.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.invitation.model import Invitation
from shared.kernel.settings import settings
from shared.questionnaire.model import Level


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


def kept_of(invitation: Invitation, now: datetime) -> dict[str, Any]:
    """Return the columns of a response that may say something about who answered and when."""
    local = now.astimezone(ZoneInfo(settings().zone)).date()
    return {"month": date(local.year, local.month, 1), **_KEPT[Level(invitation.level)](invitation, now)}


def seal(subject_id: UUID) -> bytes:
    """Return the seal on a confidential response about ``subject_id``."""
    return hmac.new(f"seal {settings().secret_key}".encode(), subject_id.bytes, hashlib.sha256).digest()


def _named(invitation: Invitation, now: datetime) -> dict[str, Any]:
    return {"subject_id": invitation.subject_id, "person_id": invitation.person_id, "submitted_at": now}


def _confidential(invitation: Invitation, _now: datetime) -> dict[str, Any]:
    return {"seal": seal(invitation.subject_id)}


def _anonymous(_invitation: Invitation, _now: datetime) -> dict[str, Any]:
    return {}


_KEPT: dict[Level, Callable[[Invitation, datetime], dict[str, Any]]] = {
    Level.NAMED: _named,
    Level.CONFIDENTIAL: _confidential,
    Level.ANONYMOUS: _anonymous,
}
