"""From a file to people, in three steps that each can be looked at: read, check, apply.

*Reading* puts cleaned rows beside the people, in batches that commit on their own: it can be stopped and taken up again
at the row where it was. *Checking* works out for the whole file what every row would change. *Applying* checks again,
against the people as they are by then, and does everything in one transaction: nothing is ever half done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

from services.people.actions.circles import refuse_circles
from services.people.actions.day import day
from services.people.actions.forgotten_numbers import forgotten_of, unless_forgotten
from services.people.actions.judging import keep_late
from services.people.actions.leaving import note_departures
from services.people.actions.telling import tell, tell_absences, tell_result
from services.people.errors import ColumnsUnrecognised, ImportNotReady, ImportUnknown
from services.people.imports.cleaning import Cleaner
from services.people.imports.guess import recognise, unrecognised
from services.people.imports.mapping import FileMapping, from_plain
from services.people.imports.problems import Problem
from services.people.imports.rows import Cleaned, RefusedRow
from services.people.settings import SETTINGS
from services.people.store import absences_of_file, applying, fitting, matching, outcome, runs, turns
from shared.db.transaction import Tx
from shared.kernel.ids import new_id
from shared.tabular.errors import FileTooLarge
from shared.tabular.files import open_table
from shared.tabular.table import Table


@dataclass(frozen=True, kw_only=True)
class Result:
    """What an import did, or would do."""

    id: UUID
    rows: int
    created: int
    changed: int
    unchanged: int
    rejected: int


def upload(
    tx: Tx, stream: BinaryIO, file_name: str, *, account: UUID | None = None, sample: bool = False
) -> UUID:
    """Take a file in and find our way in it; nothing is read yet."""
    _bound(stream)
    table = open_table(stream)
    import_id = _add(tx, table, file_name, account=account, sample=sample)
    kept = runs.mapping_for(tx.conn, table.signature())
    mapping = kept or recognise(table, today=day(tx)).plain()
    runs.change(tx.conn, import_id, {"mapping": mapping})
    runs.keep_file(tx.conn, import_id, stream, chunk=SETTINGS.stored_chunk)
    return import_id


def take_in(
    tx: Tx,
    stream: BinaryIO,
    *,
    file_name: str = "",
    mapping: FileMapping | None = None,
    dry_run: bool = False,
    sample: bool = False,
) -> Result:
    """Read, check and (unless ``dry_run``) apply a file at once, in this transaction: what the API does."""
    _bound(stream)
    table = open_table(stream)
    chosen = mapping or mapping_of(tx, table)
    cleaner = Cleaner(table, chosen, today=day(tx))
    import_id = _add(tx, table, file_name, account=None, sample=sample)
    runs.change(tx.conn, import_id, {"mapping": chosen.plain(), "state": "reading"})
    hidden = forgotten_of(tx)
    for batch in batches(table, cleaner, forgotten=hidden):
        runs.stage(tx.conn, import_id, batch)
    if dry_run:
        runs.keep_file(tx.conn, import_id, stream, chunk=SETTINGS.stored_chunk)
        return check(tx, import_id, stream)
    return apply(tx, import_id, stream)


def mapping_of(tx: Tx, table: Table) -> FileMapping:
    """Return the mapping that was kept for such a file, else the one we make of it ourselves."""
    kept = runs.mapping_for(tx.conn, table.signature())
    if kept is not None:
        return from_plain(kept)
    found = recognise(table, today=day(tx))
    lacking = unrecognised(found)
    if lacking:
        raise ColumnsUnrecognised(lacking=", ".join(lacking), known=", ".join(table.header[:60]))
    return found


def choose_mapping(tx: Tx, import_id: UUID, mapping: FileMapping, stream: BinaryIO) -> None:
    """Lay down what the columns mean, for this file and the next one like it; what was read before is read again."""
    run = _run(tx, import_id, "uploaded", "stopped", "checked", "failed")
    Cleaner(open_table(stream), mapping, today=day(tx))
    runs.forget_results(tx.conn, import_id, staged=True)
    runs.keep_mapping(tx.conn, run.signature, mapping.plain(), tx.now)
    runs.change(
        tx.conn,
        import_id,
        {
            "mapping": mapping.plain(),
            "state": "reading",
            "stop_asked": False,
            "rows_done": 0,
            "failure": None,
            "broke_off": None,
            "tries": 0,
            "crashes": 0,
            "moved_at": tx.now,
        },
    )


def batches(
    table: Table, cleaner: Cleaner, *, after: int = 0, forgotten: frozenset[bytes] = frozenset()
) -> Iterator[list[Cleaned | RefusedRow]]:
    """Clean the rows behind ``after``, a batch at a time."""
    rows = (row for row in table.rows if row[0] > after)
    while piece := list(islice(rows, SETTINGS.rows_a_batch)):
        cleaned = [cleaner.clean(row) for row in piece]
        if forgotten:
            whole = {row[0]: row[1] for row in piece}
            cleaned = [unless_forgotten(one, forgotten, cleaner, whole) for one in cleaned]
        yield cleaned


def check(tx: Tx, import_id: UUID, stream: BinaryIO) -> Result:
    """Work out what every staged row would change, and keep the list."""
    run = _run(tx, import_id, "reading", "checked")
    return _check(tx, run, stream, state="checked")[0]


def apply(tx: Tx, import_id: UUID, stream: BinaryIO) -> Result:
    """Do it: check against the people as they are now, change them, and record the facts."""
    turns.alone(tx.conn)
    run = _run(tx, import_id, "reading", "checked", "applying")
    mapping = from_plain(run.mapping)
    result, absent = _check(tx, run, stream, state="applied")
    today = day(tx)
    by_address = mapping.key != "employee_number"
    applying.write(
        tx.conn, {"now": tx.now, "today": today, "sample": run.sample, "number_may_change": by_address}
    )
    yesterday = _day_before(today)
    applying.leave(tx.conn, [row.spell_id for row in absent], yesterday, known_on=today)
    tell(tx, outcome.outcomes(tx.conn), absent, yesterday)
    tell_absences(tx, absences_of_file.told(tx.conn))
    tell_result(tx, result)
    note_departures(tx)
    applying.propose_merges(tx.conn, tx.now)
    runs.drop_file(tx.conn, import_id)
    return result


def _check(tx: Tx, run: Any, stream: BinaryIO, *, state: str) -> tuple[Result, list[Any]]:
    """Work everything out; return the figures, and who is employed and not in a file that says it is full."""
    mapping = from_plain(run.mapping)
    runs.forget_results(tx.conn, run.id, staged=False)
    matching.begin(tx.conn, run.id, key=mapping.key)
    manager = mapping.fields.get("manager")
    if manager is not None:
        matching.find_managers(tx.conn, by_name=manager.by == "name")
        refuse_circles(tx.conn, by_name=manager.by == "name")
    fitting.fit(tx.conn, last_day_mapped="last_day" in mapping.fields)
    keep_late(tx, run, mapping, stream)
    outcome.work_out(
        tx.conn,
        number_may_change=mapping.key != "employee_number",
        last_day_mapped="last_day" in mapping.fields,
    )
    outcome.list_changes(tx.conn, run.id)
    absent = _absent(tx, run, mapping, _day_before(day(tx)))
    found = outcome.counts(tx.conn)
    rejected = sum(1 for _ in runs.refused(tx.conn, run.id))
    numbers = {
        "created": found.created,
        "changed": found.changed,
        "unchanged": found.unchanged,
        "rejected": rejected,
    }
    numbers["rows"] = sum(numbers.values())
    # Who is absent has no row, and is changed all the same: they have left.
    numbers["changed"] += len(absent)
    finished: datetime | None = tx.now if state == "applied" else None
    done = {"rows_done": numbers["rows"], "rows_total": numbers["rows"]}
    runs.change(tx.conn, run.id, {**numbers, **done, "state": state, "finished_at": finished})
    return Result(id=run.id, **numbers), absent


def _day_before(today: date) -> date:
    return today - timedelta(days=1)


def _absent(tx: Tx, run: Any, mapping: FileMapping, last_day: date) -> list[Any]:
    if mapping.absent != "leave":
        return []
    if any(not row.key for row in runs.refused(tx.conn, run.id)):
        runs.notice(tx.conn, run.id, [(None, Problem("absent_skipped"))], late=True)
        return []
    return outcome.absent(tx.conn, run.id, key=mapping.key, sample=run.sample, today=last_day)


def _add(tx: Tx, table: Table, file_name: str, *, account: UUID | None, sample: bool) -> UUID:
    import_id = new_id()
    about = {
        "kind": table.kind,
        "encoding": table.encoding,
        "separator": table.separator,
        "header": list(table.header),
    }
    runs.add(
        tx.conn,
        {
            "id": import_id,
            "state": "uploaded",
            "file_name": file_name.replace("\x00", "")[-200:],
            "signature": table.signature(),
            "facts_of_file": about,
            "sample": sample,
            "by_account": account,
            "created_at": tx.now,
        },
    )
    return import_id


def _run(tx: Tx, import_id: UUID, *states: str) -> Any:
    run = runs.find(tx.conn, import_id, lock=True)
    if run is None:
        raise ImportUnknown
    if run.state not in states:
        raise ImportNotReady
    return run


def _bound(stream: BinaryIO) -> None:
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > SETTINGS.largest_file:
        raise FileTooLarge(megabytes=SETTINGS.largest_file // (1024 * 1024))
