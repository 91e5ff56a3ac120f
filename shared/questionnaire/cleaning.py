"""Free text as it may enter the database: any script, any emoji, and nothing that is no text."""

from __future__ import annotations

import re
import unicodedata

SHORT = 200
LONG = 10_000

_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# C0 without tab and newline, DEL and C1; NUL among them, which PostgreSQL refuses.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def long_text(raw: str) -> str:
    """Return ``raw`` in composed form, its lines ended by newlines, without control characters or outer space."""
    text = _SURROGATE.sub("\ufffd", raw)
    text = _CONTROL.sub("", _BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip()


def short_text(raw: str) -> str:
    """Return ``raw`` cleaned, on one line."""
    return re.sub(r"[\n\t]+", " ", long_text(raw)).strip()
