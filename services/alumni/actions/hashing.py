"""How an address is known again without being kept."""

from __future__ import annotations

import hmac

from shared.kernel.settings import settings


def address_hash(email: str) -> bytes:
    """Return a keyed hash of an address: enough to count by, too little to know it."""
    key = settings().secret_key.encode()
    return hmac.digest(key, b"alumni address\x00" + email.strip().casefold().encode(), "sha256")
