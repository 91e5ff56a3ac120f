"""Work in the background; every job asks the rows whether there is work, and again does nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryFile
from uuid import UUID

from services.people.actions import calling, forgetting, importing, leaving, running
from services.people.reactions import FOLLOWER
from services.people.wiring import transaction
from shared.db.engine import AWAY
from shared.eventlog import follow
from shared.kernel.errors import DomainError


def catch_up() -> int:
    """React to who is at the front door."""
    return follow.catch_up(FOLLOWER, transaction)


def tidy_callers() -> int:
    """Take away what was left at the front door and never confirmed; return how many."""
    with transaction() as tx:
        return calling.tidy(tx)


def note_departures() -> int:
    """Let begin who begins today and note who left; return how many."""
    total = 0
    while True:
        with transaction() as tx:
            noted = leaving.note_departures(tx)
        total += noted.arrived + noted.left
        if not noted.arrived + noted.left:
            return total


def next_due() -> datetime | None:
    """Return the instant from which ``note_departures`` has work."""
    with transaction() as tx:
        return leaving.next_due(tx)


def read_file(import_id: str) -> None:
    """Read a file in batches, from the row where it was left, and check it; stops when asked to."""
    run = UUID(import_id)
    with _watched(run):
        _read(run)


def apply_file(import_id: str) -> None:
    """Apply a checked file, in one transaction."""
    run = UUID(import_id)
    with _watched(run):
        # Beforehand and by itself: of a worker that is killed nothing else stays.
        with transaction() as tx:
            going = running.try_to_apply(tx, run)
        if going:
            with TemporaryFile() as file, transaction() as tx:
                if running.fetch(tx, run, file, state="applying"):
                    importing.apply(tx, run, file)


def _read(run: UUID) -> None:
    with TemporaryFile() as file:
        with transaction() as tx:
            reading = running.begin(tx, run, file)
        if reading is None:
            return
        total = reading.total()
        with transaction() as tx:
            running.announce(tx, run, total)
        for batch in reading.batches():
            with transaction() as tx:
                if not running.stage(tx, run, batch):
                    return
        with transaction() as tx:
            running.finish(tx, run, file)


@contextmanager
def _watched(run: UUID) -> Iterator[None]:
    """Note why an import does not go on: what HR can mend at once, what nobody foresaw after some attempts.

    A database that goes away or is restarted is no fault of the file: that is an attempt, and no crash.
    """
    try:
        yield
    except DomainError as error:
        with transaction() as tx:
            running.fail(tx, run, error)
    except AWAY:
        raise
    except Exception:
        with transaction() as tx:
            running.crashed(tx, run)
        raise


def take_up() -> int:
    """Take up imports that a stopped worker or a flushed queue left lying; return how many."""
    with transaction() as tx:
        lying = running.lying(tx)
    trouble = []
    for run in lying:
        job = apply_file if run.state == "applying" else read_file
        try:
            job(str(run.id))
        except Exception as error:  # noqa: BLE001  one file that cannot go on must not hold up the others
            trouble.append(error)
    if trouble:
        message = "imports that could not be taken up"
        raise ExceptionGroup(message, trouble)
    return len(lying)


def remove_sample() -> int:
    """Take the sample organisation away; return how many people that were."""
    total = 0
    while True:
        with transaction() as tx:
            gone = forgetting.remove_sample(tx)
        total += gone
        if not gone:
            return total


if __name__ == "__main__":
    commands = {"remove-sample": remove_sample, "note-departures": note_departures}
    chosen = commands.get(sys.argv[1] if len(sys.argv) == 2 else "")
    if chosen is None:
        sys.exit(f"usage: python -m services.people.jobs {' | '.join(commands)}")
    sys.stdout.write(f"{chosen()}\n")
