"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from services.journey.actions import assigning, handling, releasing, settling
from services.journey.reactions import FOLLOWER
from services.journey.store import touchpoints as store
from services.journey.wiring import transaction
from shared.db.transaction import Tx
from shared.eventlog import follow
from shared.queue.bell import heard

BATCH = 1_000


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)


def release_due() -> int:
    """Let every touchpoint leave whose moment has come; return of how many people touchpoints were looked at."""
    return _until_done(releasing.release_batch)


def extend() -> int:
    """Plan further ahead for everybody whose horizon has come near; return for how many."""
    return _until_done(settling.extend_batch)


def replan() -> int:
    """Settle everybody whom a change of plans or numbers has not reached yet; return how many."""
    return _until_done(settling.replan_batch)


def work_hands() -> int:
    """Go on with what HR does by hand over many; return how many batches were done."""
    heard(handling.JOB)
    total = 0
    while True:
        with transaction() as tx:
            went_on = handling.work_batch(tx)
        if not went_on:
            return total
        total += 1


def assign() -> None:
    """Let each conversation of the coming weeks have somebody to hold it."""
    after: assigning.Cursor | None = None
    while True:
        with transaction() as tx:
            after = assigning.assign_batch(tx, after)
        if after is None:
            return


def next_due() -> datetime | None:
    """Return the instant at which the release has work again."""
    with transaction() as tx:
        return store.next_send_at(tx.conn)


def _until_done(batch: Callable[[Tx, int], int]) -> int:
    total = 0
    while True:
        with transaction() as tx:
            done = batch(tx, BATCH)
        total += done
        if not done:
            return total
