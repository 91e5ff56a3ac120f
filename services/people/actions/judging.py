"""What was refused beside the others is kept whole, and what was left out of a row is said."""

from __future__ import annotations

from typing import Any, BinaryIO

from services.people.actions.day import day
from services.people.imports.cleaning import Cleaner
from services.people.imports.mapping import FileMapping
from services.people.imports.problems import Problem
from services.people.imports.rows import RefusedRow
from services.people.store import fitting, matching, runs
from shared.db.transaction import Tx
from shared.tabular.files import open_table

# Under which field a row is refused that does not fit beside the others.
_FIELD_OF = {
    "hire_date_missing": "hire_date", "name_missing": "name", "spells_overlap": "hire_date",
    "left_before_hire": "last_day", "notice_after_last_day": "notice_date", "circular_manager": "manager",
    "number_taken": "employee_number",
}  # fmt: skip


def keep_late(tx: Tx, run: Any, mapping: FileMapping, stream: BinaryIO) -> None:
    """Keep whole what was refused beside the others, and say whose manager was left out."""
    refused = {row.row: row for row in matching.refused(tx.conn)}
    if refused:
        table = open_table(stream)
        cleaner = Cleaner(table, mapping, today=day(tx))
        late = (
            RefusedRow(
                number,
                refused[number].key,
                (_late_problem(refused[number], mapping, cleaner, cells),),
                cleaner.whole(cells),
            )
            for number, cells in table.rows
            if number in refused
        )
        runs.reject(tx.conn, run.id, late, late=True)
    column = _columns(mapping, "manager")
    noticed = (
        (row.row, Problem(row.manager_notice, "manager", column, row.manager))
        for row in matching.manager_notices(tx.conn)
    )
    runs.notice(tx.conn, run.id, noticed, late=True)
    left_out = (
        (row.row, Problem(row.code, row.field, _columns(mapping, row.field), row.value or ""))
        for row in fitting.notices(tx.conn)
    )
    runs.notice(tx.conn, run.id, left_out, late=True)


def _columns(mapping: FileMapping, name: str) -> str:
    return ", ".join(mapping.fields[name].columns()) if name in mapping.fields else ""


def _late_problem(row: Any, mapping: FileMapping, cleaner: Cleaner, cells: Any) -> Problem:
    name = _FIELD_OF.get(row.verdict, mapping.key)
    params = {"other": str(row.other_row)} if row.other_row is not None else {}
    return Problem(row.verdict, name, cleaner.column_of(name), cleaner.value_of(name, cells), params)
