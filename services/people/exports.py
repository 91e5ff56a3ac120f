"""Rows as files for a spreadsheet. Cells are data: nothing that we write becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from services.people.domain import Person
from services.people.errors import ImportUnknown
from services.people.schemas.imports import problem_json
from services.people.store import runs
from shared.db.transaction import Tx
from shared.web.texts import gettext

Value = str | int | float | date | None
# What a spreadsheet takes for the beginning of a formula (OWASP: CSV injection), also behind spaces.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BATCH = 500


def harmless(value: Value) -> str:
    """Return a value for CSV: what could be read as a formula gets an apostrophe in front, as people write it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(_STARTS) or text.lstrip().startswith(_STARTS) else text


def as_csv(rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Write rows as CSV, piece by piece; with a mark that tells Excel it is UTF-8."""
    yield b"\xef\xbb\xbf"
    memory = io.StringIO()
    writer = csv.writer(memory, delimiter=";")
    for number, row in enumerate(rows, start=1):
        writer.writerow([harmless(value) for value in row])
        if number % _BATCH == 0:
            yield memory.getvalue().encode()
            memory.seek(0)
            memory.truncate()
    yield memory.getvalue().encode()


def as_workbook(title: str, rows: Iterable[Sequence[Value]]) -> io.BytesIO:
    """Write rows as a workbook; every text is a text cell, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=title[:31])
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=_printable(value))
            if isinstance(value, str):
                # openpyxl takes a text that begins with "=" for a formula unless it is told otherwise.
                cell.data_type = "s"
                cell.quotePrefix = value.startswith(_STARTS)
            cells.append(cell)
        sheet.append(cells)
    memory = io.BytesIO()
    book.save(memory)
    memory.seek(0)
    return memory


def _printable(value: Value) -> Any:
    """A workbook is XML and holds no control characters."""
    if not isinstance(value, str):
        return value
    return "".join(letter for letter in value if letter >= " " or letter in "\t\n\r")


PEOPLE_COLUMNS = (
    "employee_number", "given_name", "infix", "family_name", "email", "private_email", "language", "country", "region",
    "birth_date", "state", "hire_date", "last_day", "leave_kind", "department", "function", "manager", "hours",
    "part_time_days", "contract", "contract_end", "probation_end", "place",
)  # fmt: skip


def people_table(people: Iterable[Person]) -> Iterator[Sequence[Value]]:
    """Return people as rows under the names that an import reads back."""
    yield PEOPLE_COLUMNS
    for person in people:
        row = []
        for name in PEOPLE_COLUMNS:
            if name == "manager":
                value = (
                    (person.latest.manager_number or person.latest.manager_name) if person.latest else None
                )
            elif hasattr(person, name):
                value = getattr(person, name)
            else:
                value = getattr(person.latest, name, None)
            row.append(float(value) if name == "hours" and value is not None else value)
        yield row


def rejected_table(tx: Tx, import_id: UUID) -> Iterator[Sequence[Value]]:
    """Return the rejected rows of an import whole, behind the reasons; under the columns of the file itself."""
    run = runs.find(tx.conn, import_id)
    if run is None:
        raise ImportUnknown
    header = list(run.facts_of_file.get("header", []))
    yield [gettext("Rij"), gettext("Kolom"), gettext("Waarde"), gettext("Waarom niet"), *header]
    for row in runs.refused(tx.conn, import_id):
        first = problem_json(row.row, row.problems[0])
        reasons = " ".join(problem_json(row.row, one)["reason"] for one in row.problems)
        yield [
            row.row,
            first["column"],
            first["value"],
            reasons,
            *(row.cells.get(name, "") for name in header),
        ]


def download(body: Iterable[bytes], name: str, kind: str) -> Response:
    """Return a file to be saved."""
    response = Response(body, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
