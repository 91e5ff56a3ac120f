"""Excel workbooks: read as data, never run; refused where they would fill the house or hide a value."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, time
from itertools import repeat
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from shared.kernel.errors import DomainError
from shared.tabular.errors import (
    FileEmpty,
    FileNotATable,
    MergedCells,
    WorkbookTooLarge,
)
from shared.tabular.raw import FormulaWithoutValue, RawCell
from shared.tabular.table import Row, Table, with_header

LARGEST_UNPACKED = 1024 * 1024 * 1024
LARGEST_STRINGS = 96 * 1024 * 1024
# Real lists pack 5 to 20 times smaller; what packs 200 times smaller is a bomb.
LARGEST_RATIO = 200
_RATIO_FROM = 8 * 1024 * 1024
_CHUNK = 1024 * 1024
_ROW = re.compile(rb"<(?:\w+:)?row[ >]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')


def open_workbook(stream: BinaryIO) -> Table:
    """Return the table on the first sheet that has one."""
    stream.seek(0)
    with _packed(stream) as packed:
        _refuse_bombs(packed)
        stream.seek(0)
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheet = _first_sheet(book)
            path = sheet._worksheet_path  # noqa: SLF001  the part of the archive that the sheet is in
        except DomainError:
            raise
        except Exception as error:  # openpyxl raises whatever the broken file leads to
            raise FileNotATable from error
        formulas, merged, written = _scan(packed, path)
    rows = _rows(sheet)
    if formulas:
        rows = _with_formulas(stream, sheet.title, rows)
    table = with_header(rows, kind="xlsx", epoch_1904=book.epoch == CALENDAR_MAC_1904)
    _refuse_merged(merged, table.header_row, len(table.header))
    table.about = max(0, written - 1)
    return table


def _packed(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        packed = zipfile.ZipFile(stream)
    except zipfile.BadZipFile as error:
        raise FileNotATable from error
    if "xl/workbook.xml" not in packed.namelist():
        raise FileNotATable
    return packed


def _refuse_bombs(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise WorkbookTooLarge
    for part in parts:
        if part.filename.endswith("sharedStrings.xml") and part.file_size > LARGEST_STRINGS:
            raise WorkbookTooLarge
        if part.file_size > _RATIO_FROM and part.file_size > LARGEST_RATIO * max(1, part.compress_size):
            raise WorkbookTooLarge
        if part.filename.endswith((".xml", ".rels")) and _has_doctype(packed, part):
            raise FileNotATable


def _has_doctype(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Entities of their own are how a small XML becomes a large one; no program that writes workbooks uses them."""
    try:
        with packed.open(part) as opened:
            return b"<!DOCTYPE" in opened.read(4096)
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise FileNotATable from error


def _first_sheet(book: Any) -> Any:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and any(
            any(cell is not None for cell in row) for row in _few(sheet)
        ):
            return sheet
    raise FileEmpty


def _few(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_row=50, values_only=True)


def _scan(packed: zipfile.ZipFile, path: str) -> tuple[bool, list[str], int]:
    """Look through the bytes of a sheet for what the streaming reader does not tell.

    Whether it has formulas, which cells are merged, and how many rows are written.
    """
    formulas, tail, rows = False, b"", 0
    merged: list[str] = []
    with packed.open(path) as part:
        while chunk := part.read(_CHUNK):
            window = tail + chunk
            formulas = formulas or bool(_FORMULA.search(window))
            merged.extend(found.decode() for found in _MERGED.findall(window))
            cut = window.rfind(b"<")
            tail = window[cut:] if cut >= 0 and len(window) - cut < 4096 else b""
            rows += len(_ROW.findall(window, 0, len(window) - len(tail)))
    return formulas, list(dict.fromkeys(merged)), rows


def _refuse_merged(merged: list[str], header_row: int, columns: int) -> None:
    for cells in merged:
        left, top, _, bottom = range_boundaries(cells)
        if (
            bottom is not None
            and bottom > header_row
            and top is not None
            and left is not None
            and left <= columns
        ):
            raise MergedCells(cells=cells)


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    widest = 0
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            # A sheet writes no empty cells at the end of a row: what is not there is blank, and never torn off.
            widest = max(widest, len(cells))
            yield number, [*map(_cell, cells), *repeat(None, widest - len(cells))]
    except DomainError:
        raise
    except Exception as error:  # a part that is torn in the middle
        raise FileNotATable from error


def _with_formulas(stream: BinaryIO, title: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Walk beside the formulas, so that one without a stored outcome is seen and not taken for a blank."""
    book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    written = _rows(book[title])
    for (number, cells), (_, formulas) in zip(rows, written, strict=False):
        yield (
            number,
            [
                _outcome(cell, formula)
                for cell, formula in zip(
                    cells, [*formulas, *repeat(None, max(0, len(cells) - len(formulas)))], strict=False
                )
            ],
        )


def _outcome(cell: RawCell, formula: RawCell) -> RawCell:
    if cell is None and isinstance(formula, str) and formula.startswith("="):
        return FormulaWithoutValue(formula)
    return cell


def _cell(cell: Any) -> RawCell:
    if cell is None or isinstance(cell, str | int | float | date | time):
        return cell
    return str(cell)
