"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from datetime import datetime

from services.alumni.actions import joining
from services.alumni.reactions import FOLLOWER
from services.alumni.store import applications
from services.alumni.wiring import transaction
from shared.eventlog import follow


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)


def close_due() -> int:
    """End what was asked and not answered in time; return how many."""
    total = 0
    while True:
        with transaction() as tx:
            closed = joining.close_due(tx)
        total += closed
        if closed < joining.BATCH:
            return total


def next_due() -> datetime | None:
    """Return the instant at which one of these sweeps has work again."""
    with transaction() as tx:
        return applications.next_expiry(tx.conn)
