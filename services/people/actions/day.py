"""The organisation's date."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from shared.db.transaction import Tx
from shared.kernel.settings import settings


def day(tx: Tx) -> date:
    """Return the date on which this transaction happens, where the organisation lives."""
    return tx.now.astimezone(ZoneInfo(settings().zone)).date()
