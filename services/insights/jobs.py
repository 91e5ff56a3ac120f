"""Work beside the pages: follow the log, and build the figures anew."""

from __future__ import annotations

from datetime import datetime

from services.insights.actions import acting, gathering, noting, reasoning, rebuilding, yearly
from services.insights.reactions import FOLLOWER
from services.insights.wiring import transaction
from shared.eventlog import follow
from shared.queue.bell import heard, ring

REBUILD = "services.insights.jobs.rebuild"
# After so many stretches what else waits on the queue gets its turn.
TURN = 20


def catch_up() -> int:
    """React to the facts that we have not seen."""
    return follow.catch_up(FOLLOWER, transaction)


def begin_rebuild() -> None:
    """Begin to build the figures anew, and let the worker go on with it."""
    with transaction() as tx:
        rebuilding.begin(tx)
        tx.after_commit(lambda: ring("insights", REBUILD))


def rebuild() -> rebuilding.Progress | None:
    """Go on with a rebuilding for a turn; return how far it is, None where there is none."""
    heard(REBUILD)
    progress = None
    for turn in range(1, TURN + 1):
        with transaction() as tx:
            progress = rebuilding.go_on(tx, list(FOLLOWER.reactions))
            if progress and not progress.done and turn == TURN:
                tx.after_commit(lambda: ring("insights", REBUILD))
        if progress is None or progress.done:
            break
    return progress


def remind_owners() -> int:
    """Write to owners whose measure should have begun, or is over; return of how many that is so."""
    with transaction() as tx:
        return acting.remind(tx)


def next_due() -> datetime | None:
    """Return the instant at which an owner is to be written to next, or a year is gathered."""
    with transaction() as tx:
        reminder, making = acting.next_reminder(tx), yearly.next_making(tx)
    return min(reminder, making) if reminder else making


def make_evaluation() -> int:
    """Gather the year that is over, in January; return how many were made."""
    with transaction() as tx:
        return yearly.make_due(tx)


def release_reasons() -> int:
    """Let what leavers told become figures; return of how many people."""
    with transaction() as tx:
        return reasoning.release(tx)


def note_years() -> int:
    """Note which years that are over are counted otherwise than before; return how many."""
    with transaction() as tx:
        return noting.note_years(tx)


def tidy_gathered() -> int:
    """Lay away figures from elsewhere that nobody took in, or of departments that are no more; return how many."""
    with transaction() as tx:
        return gathering.tidy(tx)
