"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from datetime import datetime

from services.onboarding import actions
from services.onboarding.reactions import FOLLOWER
from services.onboarding.store import checkins as store
from services.onboarding.wiring import transaction
from shared.eventlog import follow


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)


def remind_due() -> int:
    """Send the reminders whose moment has come; return how many check-ins were looked at."""
    total = 0
    while True:
        with transaction() as tx:
            looked_at = actions.remind_batch(tx)
        total += looked_at
        if looked_at < actions.REMIND_BATCH:
            return total


def close_due() -> int:
    """Close the check-ins whose time is over; return how many."""
    with transaction() as tx:
        return actions.close_due(tx)


def next_due() -> datetime | None:
    """Return the instant at which one of these sweeps has work again."""
    with transaction() as tx:
        return store.next_due(tx.conn)
