"""An e-mail address as somebody types it: read as mail servers take it, without looking anything up."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

# What fits in an envelope.
LONGEST = 254


def read_address(typed: str) -> str | None:
    """Return the address as mail servers take it; None where it is none."""
    try:
        known = validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return known.normalized if len(known.normalized) <= LONGEST else None
