"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

from services.journey.actions import assigning, handling, releasing, replanning, settling
from services.journey.errors import ChangedMeanwhile
from services.journey.reactions import FOLLOWER
from services.journey.store import runs
from services.journey.store import touchpoints as store
from services.journey.wiring import transaction
from shared.db.engine import AWAY
from shared.db.transaction import Tx
from shared.eventlog import follow
from shared.queue.bell import heard, ring

BATCH = 1_000
# After so many batches of a long work, what else waits gets its turn.
TURN = 20
# While the database writes down what one has decided, the other decides.
HANDS = 2

Batch = Callable[[Tx, int], int]


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)


def release_due() -> int:
    """Let every touchpoint leave whose moment has come; return of how many people touchpoints were looked at."""
    return _until_done(releasing.release_batch)


def extend() -> int:
    """Plan further ahead for everybody whose horizon has come near; return for how many."""
    return _until_done(settling.extend_batch)


def preview() -> int:
    """Look what a change would do to everybody; return to how many people it looked in this turn."""
    return _in_turns("preview", runs.PREVIEW, replanning.preview_batch)


def replan() -> int:
    """Do for everybody what was put in force; return for how many people in this turn."""
    return _in_turns("replan", runs.APPLY, replanning.replan_batch, hands=HANDS)


def tidy_previews() -> int:
    """Let go of old previews that came to nothing; return how many."""
    with transaction() as tx:
        return replanning.tidy(tx)


def next_work() -> datetime | None:
    """Return now while a preview or a replanning is at work, else None."""
    with transaction() as tx:
        return replanning.next_work(tx)


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


def _in_turns(name: str, kind: str, batch: Batch, *, hands: int = 1) -> int:
    """Do a turn of a long work, with so many hands at once; what is left then waits behind what else there is."""
    job = f"services.journey.jobs.{name}"
    heard(job)
    with _watched(kind):
        return _with_hands(batch, job, hands)


@contextmanager
def _watched(kind: str) -> Iterator[None]:
    """Note that a run broke off; a database that goes away is no fault of it, nor is an answer that came between."""
    try:
        yield
    except (*AWAY, ChangedMeanwhile):
        raise
    except Exception:
        with transaction() as tx:
            replanning.crashed(tx, kind)
        raise


def _with_hands(batch: Batch, job: str, hands: int) -> int:
    if hands == 1:
        return _some(batch, job, TURN)
    with ThreadPoolExecutor(hands) as both:
        # Each sees the house at the instant at which we do.
        done = [
            both.submit(contextvars.copy_context().run, _some, batch, job, TURN // hands)
            for _ in range(hands)
        ]
        return sum(one.result() for one in done)


def _some(batch: Batch, job: str, turns: int) -> int:
    total = 0
    for turn in range(1, turns + 1):
        with transaction() as tx:
            done = batch(tx, BATCH)
            if done and turn == turns:
                tx.after_commit(lambda: ring("journey", job))
        total += done
        if not done:
            break
    return total


def _until_done(batch: Batch) -> int:
    total = 0
    while True:
        with transaction() as tx:
            done = batch(tx, BATCH)
        total += done
        if not done:
            return total
