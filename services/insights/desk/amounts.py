"""Amounts of money: as people type them, and as they are said."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_currency

from services.insights.domain.costs import MOST, Range
from shared.web.amounts import read_amount
from shared.web.texts import gettext, locale


def read(typed: str) -> Decimal | None:
    """Return the amount that was typed; None where it is none."""
    return read_amount(typed, MOST)


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
