"""Files for a spreadsheet: as long as they have to be, and never a formula in them."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from shared.web.sheets import as_csv, as_workbook, harmless

NASTY = ("=1+1", "+31 6", "-2", "@SUM(A1)", " =1", "\t=1", "＝1")


@given(st.text(max_size=30))
def test_no_text_becomes_a_formula(text: str) -> None:
    assert not harmless(text).lstrip().startswith(("=", "+", "-", "@"))


def test_csv_keeps_figures_as_figures_and_days_as_iso() -> None:
    said = b"".join(as_csv([("=1+1", -3, date(2027, 2, 3), None)])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(said), delimiter=";")) == [["'=1+1", "-3", "2027-02-03", ""]]


def test_a_workbook_holds_text_as_text_whatever_it_begins_with() -> None:
    made = io.BytesIO(
        b"".join(as_workbook("Momenten", [("Wie", "Wanneer"), *((one, None) for one in NASTY)]))
    )
    (sheet,) = load_workbook(made).worksheets
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == list(NASTY)


def test_control_characters_and_moments_do_not_break_a_workbook() -> None:
    leaves = datetime.fromisoformat("2027-02-28 09:30")
    made = io.BytesIO(b"".join(as_workbook("x", [("a\x00b", leaves)])))
    (row,) = load_workbook(made).worksheets[0].iter_rows(values_only=True)
    assert row == ("ab", leaves)


def test_what_does_not_fit_in_one_sheet_goes_on_in_the_next_under_the_same_header() -> None:
    rows = [("Wie",), *((str(number),) for number in range(5))]
    made = load_workbook(io.BytesIO(b"".join(as_workbook("Momenten", rows, most=3))))
    read = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in made.worksheets]
    assert read == [["Wie", "0", "1"], ["Wie", "2", "3"], ["Wie", "4"]]
    assert made.sheetnames == ["Momenten", "Momenten 2", "Momenten 3"]


def test_without_rows_there_is_an_empty_sheet() -> None:
    made = load_workbook(io.BytesIO(b"".join(as_workbook("Momenten", []))))
    assert made.sheetnames == ["Momenten"]
