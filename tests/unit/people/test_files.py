"""Files of every kind become a table, or an error that says what to do."""

# ruff: noqa: DTZ001  cells of a workbook know no zone

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from shared.kernel.errors import Invalid
from shared.tabular.errors import (
    FileNotATable,
    MergedCells,
    OldWorkbook,
    QuoteNotClosed,
    WorkbookLocked,
    WorkbookTooLarge,
)
from shared.tabular.files import open_table
from shared.tabular.raw import FormulaWithoutValue

TEXT = "Naam;Plaats\r\nZoë;Curaçao\r\nAndré;Genève\r\n"


def rows(content: bytes) -> list[list[Any]]:
    return [cells for _, cells in open_table(io.BytesIO(content)).rows]


def workbook(*lines: tuple[Any, ...], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    if merge:
        sheet.merge_cells(merge)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp850", "mac_roman"],
)
def test_letters_are_read_in_every_encoding(encoding: str) -> None:
    assert rows(TEXT.encode(encoding)) == [["Zoë", "Curaçao"], ["André", "Genève"]]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_are_found(separator: str) -> None:
    content = f'a{separator}b{separator}c\n"1{separator}1"{separator}2{separator}3\n'.encode()
    assert rows(content) == [[f"1{separator}1", "2", "3"]]


def test_commas_in_names_do_not_win_from_semicolons() -> None:
    assert rows(b"Naam;Uren\nMaas, Jan;32,5\nBos, An;40,0\n") == [["Maas, Jan", "32,5"], ["Bos, An", "40,0"]]


def test_excels_own_line_about_the_separator_is_left_out() -> None:
    table = open_table(io.BytesIO(b"sep=|\na|b\n1|2\n"))
    assert (table.header, list(table.rows)) == (("a", "b"), [(3, ["1", "2"])])


def test_mixed_line_ends_blank_lines_and_titles_are_taken_in_stride() -> None:
    table = open_table(io.BytesIO(b'Lijst van maart\r\n\nnr;naam\r1;"Jan\nMaas"\n\n2;An\r\n'))
    assert table.header == ("nr", "naam")
    assert [(number, cells[0]) for number, cells in table.rows] == [(4, "1"), (6, "2")]


def test_names_of_columns_that_come_twice_are_told_apart() -> None:
    table = open_table(io.BytesIO(b"a;a;;b\n1;2;3;4\n"))
    assert (table.header, table.twice) == (("a (1)", "a (2)", "(3)", "b"), frozenset({"a"}))


def test_a_quote_that_never_closes_is_found_with_its_row() -> None:
    with pytest.raises(QuoteNotClosed) as caught:
        rows(b'a;b\n1;2\n3;"x\n' + b"4;5\n" * 500)
    assert caught.value.params == {"row": 3}


def test_a_quote_inside_a_cell_is_only_a_quote() -> None:
    assert rows(b'a;b\n1;5" buis\n2;3\n') == [["1", '5" buis'], ["2", "3"]]


def test_five_hundred_columns_are_no_trouble_and_two_thousand_are_refused() -> None:
    wide = ";".join(f"k{number}" for number in range(500)).encode()
    assert len(rows(wide + b"\n" + b"1;" * 499 + b"1\n")[0]) == 500
    with pytest.raises(Invalid):
        rows(b";".join(b"k%d" % number for number in range(2000)) + b"\n" + b"1;" * 1999 + b"1\n")


def test_a_workbook_gives_dates_numbers_and_texts() -> None:
    content = workbook(("nr", "naam", "in dienst"), (7, "Zoë", datetime(2020, 1, 31)), (8.0, None, 43861))
    assert rows(content) == [[7, "Zoë", datetime(2020, 1, 31)], [8, None, 43861]]


def test_a_formula_without_an_outcome_is_seen_and_not_taken_for_a_blank() -> None:
    (line,) = rows(workbook(("nr", "naam"), (1, "=A1&B1")))
    assert isinstance(line[1], FormulaWithoutValue)


def test_merged_cells_between_rows_are_refused_and_above_the_header_not() -> None:
    assert rows(workbook(("Lijst", None), ("nr", "naam"), (1, "Jan"), merge="A1:B1")) == [[1, "Jan"]]
    with pytest.raises(MergedCells) as caught:
        rows(workbook(("nr", "afdeling"), (1, "Zorg"), (2, None), merge="B2:B3"))
    assert caught.value.params == {"cells": "B2:B3"}


def repacked(content: bytes, name: str, body: bytes) -> bytes:
    memory = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, body if part.filename == name else old.read(part))
    return memory.getvalue()


def test_a_workbook_that_unpacks_to_a_mountain_is_refused_unread() -> None:
    bomb = repacked(workbook(("a", "b"), (1, 2)), "xl/worksheets/sheet1.xml", b" " * (64 * 1024 * 1024))
    assert len(bomb) < 200_000
    with pytest.raises(WorkbookTooLarge):
        rows(bomb)


def test_a_workbook_with_entities_of_its_own_is_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
    with pytest.raises(FileNotATable):
        rows(repacked(workbook(("a", "b"), (1, 2)), "xl/worksheets/sheet1.xml", evil))


def test_a_torn_workbook_is_refused() -> None:
    content = workbook(("a", "b"), *((number, number) for number in range(500)))
    for end in (100, len(content) // 2, len(content) - 10):
        with pytest.raises(Invalid):
            rows(content[:end])
    with pytest.raises(Invalid):
        rows(repacked(content, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"))


def test_macros_are_neither_run_nor_in_the_way() -> None:
    memory = io.BytesIO(workbook(("a", "b"), (1, 2)))
    with zipfile.ZipFile(memory, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    assert rows(memory.getvalue()) == [[1, 2]]


def test_old_and_locked_workbooks_are_told_apart() -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    with pytest.raises(OldWorkbook):
        rows(ole + b"Workbook")
    with pytest.raises(WorkbookLocked):
        rows(ole + "EncryptedPackage".encode("utf-16-le"))


def test_blank_cells_at_the_end_of_a_row_of_a_workbook_are_blank_and_not_missing() -> None:
    read = rows(workbook(("a", "b", "c"), ("1", None, None), ("2", "x", None), ("=1+1", None, None)))
    assert [len(cells) for cells in read] == [3, 3, 3]
    assert read[:2] == [["1", None, None], ["2", "x", None]]
