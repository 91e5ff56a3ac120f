"""The return address of one letter: bounces name the letter, and nobody else can."""

import hmac
import re
from uuid import UUID

_LOCAL = re.compile(r"terug\+([0-9a-f]{32})\.([0-9a-f]{16})", re.IGNORECASE)


def return_address(letter_id: UUID, domain: str, secret_key: str) -> str:
    """Where a letter's return mail goes: terug+<letter>.<proof>@domain."""
    return f"terug+{letter_id.hex}.{_proof(letter_id, secret_key)}@{domain}"


def letter_of(address: str, secret_key: str) -> UUID | None:
    """The letter that an address is the return address of, if it is truly one of ours."""
    found = _LOCAL.fullmatch(address.strip().strip("<>").partition("@")[0])
    if not found:
        return None
    letter_id = UUID(hex=found.group(1))
    genuine = hmac.compare_digest(found.group(2).lower(), _proof(letter_id, secret_key))
    return letter_id if genuine else None


def _proof(letter_id: UUID, secret_key: str) -> str:
    return hmac.digest(secret_key.encode(), b"return address\x00" + letter_id.bytes, "sha256").hex()[:16]
