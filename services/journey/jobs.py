"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from datetime import datetime

from services.journey import actions
from services.journey.reactions import FOLLOWER
from services.journey.store import touchpoints as store
from services.journey.wiring import transaction
from shared.eventlog import follow


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)


def release_due() -> int:
    """Let every touchpoint leave whose moment has come; return how many were looked at."""
    total = 0
    while True:
        with transaction() as tx:
            looked_at = actions.release_batch(tx)
        total += looked_at
        if looked_at < actions.RELEASE_BATCH:
            return total


def next_due() -> datetime | None:
    """Return the instant at which the release has work again."""
    with transaction() as tx:
        return store.next_send_at(tx.conn)
