"""Rows as files for a spreadsheet. Cells are data: nothing that we write becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

Value = str | int | float | date | None
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet takes for the beginning of a formula (OWASP: CSV injection), also behind spaces.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BATCH = 500
_PIECE = 1 << 16
# So many rows fit in a sheet of a workbook; what is longer goes on in the next.
MOST_ROWS = 1_048_576
_LONGEST_TITLE = 27


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


def as_workbook(title: str, rows: Iterable[Sequence[Value]], *, most: int = MOST_ROWS) -> Iterator[bytes]:
    """Write rows as a workbook, on disk however many they are; every text is a text cell, whatever it begins with.

    The first row is the header, and begins each sheet. All is written before the first piece leaves: a workbook
    that breaks off halfway is no workbook.
    """
    file = TemporaryFile()  # noqa: SIM115  it lives as long as the pieces that are read from it
    book = Workbook(write_only=True)
    header: Sequence[Value] = ()
    sheet: Any = None
    written = 0
    for row in rows:
        if sheet is None or written == most:
            sheet, written = book.create_sheet(title=_title(title, len(book.worksheets) + 1)), 0
            if header:
                sheet.append(_cells(sheet, header))
                written = 1
            header = header or row
        sheet.append(_cells(sheet, row))
        written += 1
    if sheet is None:
        book.create_sheet(title=_title(title, 1))
    book.save(file)
    file.seek(0)
    return _pieces(file)


def file_of(kind: str, name: str, title: str, rows: Iterable[Sequence[Value]]) -> Response:
    """Return rows to be saved as ``csv`` or ``xlsx``: few, for all are made before the request and its language end."""
    if kind == "csv":
        return download(as_csv(list(rows)), f"{name}.csv", CSV)
    return download(as_workbook(title, rows), f"{name}.xlsx", XLSX)


def download(body: Iterable[bytes], name: str, kind: str) -> Response:
    """Return a file to be saved."""
    response = Response(body, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _title(title: str, number: int) -> str:
    return title[:_LONGEST_TITLE] if number == 1 else f"{title[:_LONGEST_TITLE]} {number}"


def _cells(sheet: Any, row: Sequence[Value]) -> list[Any]:
    cells = []
    for value in row:
        cell = WriteOnlyCell(sheet, value=_printable(value))
        if isinstance(value, str):
            # openpyxl takes a text that begins with "=" for a formula unless it is told otherwise.
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(_STARTS)
        cells.append(cell)
    return cells


def _printable(value: Value) -> Any:
    """A workbook is XML and holds no control characters."""
    if not isinstance(value, str):
        return value
    return "".join(letter for letter in value if letter >= " " or letter in "\t\n\r")


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
