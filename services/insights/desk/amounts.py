"""Amounts of money: as people type them, and as they are said."""

from __future__ import annotations

import re
from decimal import Decimal

from babel.numbers import format_currency

from services.insights.domain.costs import MOST, Range
from shared.web.texts import gettext, locale

_GROUPED = re.compile(r"\d{1,3}([. ]\d{3})+(,\d{1,2})?|\d+(,\d{1,2})?")
_ENGLISH = re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,2})?|\d+\.\d{1,2}")
_SPACES = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{NARROW NO-BREAK SPACE}"): " "}


def read(typed: str) -> Decimal | None:
    """Return what was typed: ``12.500``, ``12500,50``, ``€ 12 500`` or ``12,500.50``; None where it is no amount."""
    plain = typed.translate(_SPACES).replace("€", "").strip()
    if _GROUPED.fullmatch(plain):
        found = Decimal(plain.replace(".", "").replace(" ", "").replace(",", "."))
    elif _ENGLISH.fullmatch(plain):
        found = Decimal(plain.replace(",", ""))
    else:
        return None
    return found if found <= MOST else None


def typed(value: Decimal | None) -> str:
    """Return an amount as it stands in a field."""
    if value is None:
        return ""
    return f"{value:.2f}".removesuffix(".00").replace(".", ",")


def said(cost: Range) -> str:
    """Return a range as it is said: ``€ 120.000 tot € 190.000``."""
    about = cost.rounded()
    if about.high == 0:
        return euros(about.high)
    return str(gettext("%(low)s tot %(high)s", low=euros(about.low), high=euros(about.high)))


def euros(value: Decimal) -> str:
    """Return one amount, in whole euros."""
    return format_currency(value, "EUR", locale=locale(), format="¤ #,##0", currency_digits=False)
