"""Amounts of money, as people type them."""

from __future__ import annotations

import re
from decimal import Decimal

_GROUPED = re.compile(r"\d{1,3}([. ]\d{3})+(,\d{1,2})?|\d+(,\d{1,2})?")
_ENGLISH = re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,2})?|\d+\.\d{1,2}")
_SPACES = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{NARROW NO-BREAK SPACE}"): " "}


def read_amount(typed: str, most: Decimal) -> Decimal | None:
    """Return what was typed: ``12.500``, ``12500,50``, ``€ 12 500`` or ``12,500.50``; None where it is no amount."""
    plain = typed.translate(_SPACES).replace("€", "").strip()
    if not plain.isascii():
        return None
    if _GROUPED.fullmatch(plain):
        found = Decimal(plain.replace(".", "").replace(" ", "").replace(",", "."))
    elif _ENGLISH.fullmatch(plain):
        found = Decimal(plain.replace(",", ""))
    else:
        return None
    return found if found <= most else None
