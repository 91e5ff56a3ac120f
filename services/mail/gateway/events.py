"""The provider's webhook: its events in our vocabulary."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from services.mail.domain.returns import Return, ReturnKind
from services.mail.gateway.provider import LETTER_ARGUMENT

# Opens and clicks are not asked for and not kept: who reads what, and when, is not ours to know.
_PLAIN: Mapping[str, ReturnKind] = {
    "processed": "accepted",
    "delivered": "delivered",
    "deferred": "delayed",
    "spamreport": "complaint",
}
_DROPPED: tuple[tuple[str, ReturnKind], ...] = (
    ("spam report", "complaint"),
    ("unsubscribed", "complaint"),
    ("bounced", "hard"),
    ("invalid", "hard"),
)


def parse(body: bytes) -> list[Return] | None:
    """The events that are about letters of ours, oldest first; None when the body is no list of events."""
    try:
        events = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(events, list):
        return None
    found = [word for event in events if isinstance(event, dict) and (word := _word(event))]
    return sorted(found, key=lambda word: (word.letter_id, word.at))


def _word(event: Mapping[str, Any]) -> Return | None:
    letter_id = _letter(event)
    kind = _kind(event)
    if letter_id is None or kind is None:
        return None
    status = event.get("status")
    return Return(
        letter_id=letter_id,
        kind=kind,
        event_id=f"sendgrid:{_event_id(event)}",
        at=_instant(event.get("timestamp")),
        status=status[:20] if isinstance(status, str) and status[:1] in ("4", "5") else None,
    )


def _letter(event: Mapping[str, Any]) -> UUID | None:
    try:
        return UUID(str(event.get(LETTER_ARGUMENT, "")))
    except ValueError:
        return None


def _kind(event: Mapping[str, Any]) -> ReturnKind | None:
    name = event.get("event")
    if not isinstance(name, str):
        return None
    if name == "bounce":
        # "blocked": refused for what we sent or who we are; the address itself may be fine.
        return "soft" if event.get("type") == "blocked" else "hard"
    if name == "dropped":
        reason = str(event.get("reason", "")).lower()
        return next((kind for words, kind in _DROPPED if words in reason), "soft")
    return _PLAIN.get(name)


def _event_id(event: Mapping[str, Any]) -> str:
    given = event.get("sg_event_id")
    if isinstance(given, str) and 0 < len(given) <= 200:
        return given
    return hashlib.sha256(json.dumps(event, sort_keys=True, default=str).encode()).hexdigest()


def _instant(value: Any) -> datetime:
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
