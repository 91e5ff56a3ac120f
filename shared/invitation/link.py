"""Tokens: 256 random bits in the address, their hash in the database."""

from __future__ import annotations

import hashlib
import secrets

from shared.kernel.settings import settings

BYTES = 32


def new_token() -> str:
    """Return a token that nobody can guess, fit for an address."""
    return secrets.token_urlsafe(BYTES)


def hash_of(token: str) -> bytes:
    """Return what is stored of ``token``. Whatever came in, it is hashed: no shape of link is refused earlier."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def address(service: str, token: str, place: str = "") -> str:
    """Return the full address behind which a person answers; ``place`` is such as ``decline``."""
    return "/".join(part for part in (f"{settings().base_url}/{service}/a/{token}", place) if part)
