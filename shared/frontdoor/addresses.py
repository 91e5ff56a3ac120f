"""An e-mail address as somebody types it: read as mail servers take it, and known again without being kept."""

from __future__ import annotations

import hmac
import re
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

# What fits in an envelope.
LONGEST = 254
_PLAIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}")


def read_address(typed: str) -> str | None:
    """Return the address as mail servers take it; None where it is none."""
    try:
        known = validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return known.normalized if len(known.normalized) <= LONGEST else None


def usable(email: str | None) -> str | None:
    """The address as a mail server takes it (domain in ASCII), or None when it is no address."""
    if not email:
        return None
    trimmed = email.strip()
    if trimmed.isascii():
        plain = _PLAIN.fullmatch(trimmed) and ".." not in trimmed and not trimmed.startswith(".")
        return trimmed if plain and len(trimmed) <= LONGEST else None
    return _internationalised(trimmed)


@lru_cache(maxsize=256)
def _internationalised(email: str) -> str | None:
    try:
        found = validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return found.ascii_email or f"{found.local_part}@{found.ascii_domain}"


def fingerprint(secret_key: str, email: str) -> bytes:
    """A keyed hash of the normalised address: recognises it again, does not tell it."""
    normal = (usable(email) or email.strip()).casefold()
    return hmac.digest(secret_key.encode(), b"mail address\x00" + normal.encode(), "sha256")
