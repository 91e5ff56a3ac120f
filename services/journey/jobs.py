"""Sweeps: each does all that is due now, and nothing where nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
TURN = 10

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
    return _in_turns("replan", runs.APPLY, replanning.replan_batch, beside="replan_beside")


def replan_beside() -> int:
    """Help with it for a turn, where a second worker is free: it takes whom the first does not have in hand."""
    return _in_turns("replan_beside", runs.APPLY, replanning.replan_batch, again=False)


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


def _in_turns(name: str, kind: str, batch: Batch, *, beside: str | None = None, again: bool = True) -> int:
    """Do a turn of a long work; what is left then waits behind what else there is.

    Where the first batch is full, ``beside`` is asked to help; ``again`` is whether this job comes back by itself.
    """
    job = f"{__name__}.{name}"
    heard(job)
    total = 0
    with _watched(kind):
        for turn in range(1, TURN + 1):
            with transaction() as tx:
                done = batch(tx, BATCH)
                if done == BATCH and turn == 1 and beside:
                    tx.after_commit(lambda: ring("journey", f"{__name__}.{beside}"))
                if done and turn == TURN and again:
                    tx.after_commit(lambda: ring("journey", job))
            total += done
            if not done:
                break
    return total


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


def _until_done(batch: Batch) -> int:
    total = 0
    while True:
        with transaction() as tx:
            done = batch(tx, BATCH)
        total += done
        if not done:
            return total
