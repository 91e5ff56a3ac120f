"""An import in the background: begun, batch by batch, stopped, taken up again, applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, BinaryIO
from uuid import UUID

from services.people.actions.day import day
from services.people.actions.forgotten_numbers import forgotten_of
from services.people.actions.importing import batches, check
from services.people.errors import ImportCrashed, ImportNeverEnds, ImportNotReady, ImportUnknown
from services.people.imports.cleaning import Cleaner
from services.people.imports.mapping import from_plain
from services.people.imports.rows import Cleaned, RefusedRow
from services.people.store import runs
from shared.db.transaction import Tx
from shared.kernel.errors import DomainError
from shared.queue.enqueue import enqueue
from shared.tabular.files import open_table

# A run that moved within this time has a worker; after it, the sweep takes it up.
_ABANDONED = timedelta(minutes=2)
# What crashed so often without coming any further crashes again; until then it may have been the moment.
MOST_CRASHES = 3
# Workers are killed by deploys and by hand; a file that so many began and none brought any further kills them.
MOST_TRIES = 10
_FRESH = {"tries": 0, "crashes": 0, "broke_off": None}


@dataclass(frozen=True)
class Reading:
    """A file that is being read, and where it goes on."""

    file: BinaryIO
    mapping: dict[str, Any]
    after: int
    today: Any
    forgotten: frozenset[bytes]

    def total(self) -> int:
        """Return how many rows there are to read: nearly so for a workbook, where counting is reading."""
        table = open_table(self.file)
        return table.about if table.about is not None else sum(1 for _ in table.rows)

    def batches(self) -> Iterator[list[Cleaned | RefusedRow]]:
        """Clean what comes behind the last staged row."""
        table = open_table(self.file)
        cleaner = Cleaner(table, from_plain(self.mapping), today=self.today)
        return batches(table, cleaner, after=self.after, forgotten=self.forgotten)


def start(tx: Tx, import_id: UUID) -> None:
    """Ask for the file to be read, once this commits."""
    tx.after_commit(lambda: enqueue("people", "services.people.jobs.read_file", str(import_id)))


def ask_to_apply(tx: Tx, import_id: UUID) -> None:
    """Ask for a checked file to be applied; a second click finds it on its way."""
    run = _run(tx, import_id)
    if run.state in {"applying", "applied"}:
        return
    if run.state != "checked":
        raise ImportNotReady
    runs.change(tx.conn, import_id, {"state": "applying", "moved_at": tx.now, **_FRESH})
    tx.after_commit(lambda: enqueue("people", "services.people.jobs.apply_file", str(import_id)))


def ask_to_stop(tx: Tx, import_id: UUID) -> None:
    """Ask the worker to stop behind the batch it is at."""
    run = _run(tx, import_id)
    if run.state == "reading":
        runs.change(tx.conn, import_id, {"stop_asked": True})


def go_on(tx: Tx, import_id: UUID) -> None:
    """Take up a stopped file behind the last row that was read."""
    run = _run(tx, import_id)
    if run.state not in {"stopped", "reading"}:
        raise ImportNotReady
    runs.change(tx.conn, import_id, {"state": "reading", "stop_asked": False, "moved_at": tx.now, **_FRESH})
    start(tx, import_id)


def try_again(tx: Tx, import_id: UUID) -> None:
    """Go on with a file that broke off, where it was; a second click finds it going."""
    run = _run(tx, import_id)
    if run.state in {"reading", "applying", "checked", "applied"}:
        return
    if run.state != "failed" or run.broke_off is None:
        raise ImportNotReady
    runs.change(
        tx.conn,
        import_id,
        {"state": run.broke_off, "failure": None, "stop_asked": False, "moved_at": tx.now, **_FRESH},
    )
    if run.broke_off == "reading":
        start(tx, import_id)
    else:
        tx.after_commit(lambda: enqueue("people", "services.people.jobs.apply_file", str(import_id)))


def drop(tx: Tx, import_id: UUID) -> None:
    """Let go of a file that will not be applied."""
    run = _run(tx, import_id)
    if run.state in {"applying", "applied"}:
        raise ImportNotReady
    runs.forget_results(tx.conn, import_id, staged=True)
    runs.drop_file(tx.conn, import_id)
    runs.change(tx.conn, import_id, {"state": "dropped", "broke_off": None})


def begin(tx: Tx, import_id: UUID, into: BinaryIO) -> Reading | None:
    """Fetch the file of a run that is to be read; None where there is nothing to do."""
    run = runs.find(tx.conn, import_id, lock=True)
    if run is None or run.state != "reading" or not _may_try(tx, run):
        return None
    if not runs.file_of(tx.conn, import_id, into):
        return None
    return Reading(into, run.mapping, runs.last_row(tx.conn, import_id), day(tx), forgotten_of(tx))


def announce(tx: Tx, import_id: UUID, total: int) -> None:
    """Note of how many rows the progress is."""
    runs.change(tx.conn, import_id, {"rows_total": total})


def stage(tx: Tx, import_id: UUID, batch: list[Cleaned | RefusedRow]) -> bool:
    """Stage a batch; False where the run was stopped, dropped, or another worker is further."""
    run = runs.find(tx.conn, import_id, lock=True)
    if run is None or run.state != "reading" or runs.last_row(tx.conn, import_id) >= batch[0].row:
        return False
    if run.stop_asked:
        runs.change(tx.conn, import_id, {"state": "stopped", "stop_asked": False})
        return False
    runs.stage(tx.conn, import_id, batch)
    runs.change(tx.conn, import_id, {"rows_done": run.rows_done + len(batch), "moved_at": tx.now, **_FRESH})
    return True


def finish(tx: Tx, import_id: UUID, file: BinaryIO) -> None:
    """Check what was read."""
    run = runs.find(tx.conn, import_id, lock=True)
    if run is not None and run.state == "reading":
        check(tx, import_id, file)


def fail(tx: Tx, import_id: UUID, error: DomainError) -> None:
    """Note why a file could not be read to its end, and where."""
    places = {name: str(value) for name, value in error.params.items()}
    runs.change(tx.conn, import_id, {"state": "failed", "failure": error.code, "failure_params": places})


def try_to_apply(tx: Tx, import_id: UUID) -> bool:
    """Note that applying begins, as a killed worker leaves nothing else; False where there is nothing to do."""
    run = runs.find(tx.conn, import_id, lock=True)
    return run is not None and run.state == "applying" and _may_try(tx, run)


def crashed(tx: Tx, import_id: UUID) -> None:
    """Note that an attempt broke off for a reason that nobody foresaw; the third time is the last."""
    run = runs.find(tx.conn, import_id, lock=True)
    if run is None or run.state not in {"reading", "applying"}:
        return
    crashes = run.crashes + 1
    runs.change(tx.conn, import_id, {"crashes": crashes, "moved_at": tx.now})
    if crashes >= MOST_CRASHES:
        _break_off(tx, run, ImportCrashed.code)


def _may_try(tx: Tx, run: Any) -> bool:
    """Count an attempt that begins; one too many ends the run."""
    if run.tries >= MOST_TRIES:
        _break_off(tx, run, ImportNeverEnds.code)
        return False
    runs.change(tx.conn, run.id, {"tries": run.tries + 1, "moved_at": tx.now})
    return True


def _break_off(tx: Tx, run: Any, code: str) -> None:
    runs.change(tx.conn, run.id, {"state": "failed", "failure": code, "broke_off": run.state})


def fetch(tx: Tx, import_id: UUID, into: BinaryIO, *, state: str) -> bool:
    """Fetch the file of a run in ``state``; False where there is nothing to do."""
    run = runs.find(tx.conn, import_id, lock=True)
    return run is not None and run.state == state and runs.file_of(tx.conn, import_id, into)


def lying(tx: Tx) -> list[Any]:
    """Return the runs that should be moving and are not."""
    return runs.lying(tx.conn, before=tx.now - _ABANDONED)


def _run(tx: Tx, import_id: UUID) -> Any:
    run = runs.find(tx.conn, import_id, lock=True)
    if run is None:
        raise ImportUnknown
    return run
