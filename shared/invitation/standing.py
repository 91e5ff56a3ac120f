"""A link that stays: to one's own preferences, in every letter of a hundred thousand.

Nothing of it is stored. The token is the subject and a number under a keyed hash, so that whoever writes the letter and
whoever opens the page agree on it without a row each. Counting the number up makes all earlier links dead.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from uuid import UUID

from shared.kernel.settings import settings

_DIGEST = 24


@dataclass(frozen=True)
class Standing:
    """To whom a standing link belongs, and which of theirs it is."""

    subject: UUID
    number: int


def standing_token(service: str, link: Standing) -> str:
    """Return the token of ``link``, fit for an address."""
    payload = link.subject.bytes + link.number.to_bytes(3, "big")
    return base64.urlsafe_b64encode(payload + _signature(service, payload)).decode().rstrip("=")


def read_standing(service: str, token: str) -> Standing | None:
    """Return what ``token`` stands for; None where it is none of ours."""
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except (binascii.Error, ValueError, UnicodeError):
        return None
    payload, signature = raw[:19], raw[19:]
    if len(payload) != 19 or not hmac.compare_digest(signature, _signature(service, payload)):
        return None
    return Standing(UUID(bytes=payload[:16]), int.from_bytes(payload[16:], "big"))


def _signature(service: str, payload: bytes) -> bytes:
    key = settings().secret_key.encode()
    return hmac.digest(key, b"standing link\x00" + service.encode() + b"\x00" + payload, "sha256")[:_DIGEST]
