"""Dates as files write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shared.tabular.dates import (
    Century,
    DateOutOfRange,
    NoDate,
    example,
    guess_formats,
    known_format,
    read_date,
)

TODAY = date(2026, 3, 2)
PAST, NEAR = Century(TODAY, past=True), Century(TODAY)


@pytest.mark.parametrize(
    ("cell", "form", "expected"),
    [
        ("7/5/2011", "M/D/YYYY", date(2011, 7, 5)),
        ("07/05/2011", "M/D/YYYY", date(2011, 7, 5)),
        ("31-1-2020", "D-M-YYYY", date(2020, 1, 31)),
        ("2020-01-31", "YYYY-MM-DD", date(2020, 1, 31)),
        ("2020-01-31 00:00:00", "YYYY-MM-DD", date(2020, 1, 31)),
        ("2020-01-31T00:00:00Z", "YYYY-MM-DD", date(2020, 1, 31)),
        ("20200131", "YYYYMMDD", date(2020, 1, 31)),
        ("29/2/2000", "D/M/YYYY", date(2000, 2, 29)),
        ("3 februari 2027", "D MMM YYYY", date(2027, 2, 3)),
        ("3-mrt-2027", "D-MMM-YYYY", date(2027, 3, 3)),
        ("3 août 2027", "D MMM YYYY", date(2027, 8, 3)),
        (datetime(2020, 1, 31, 12, tzinfo=UTC), "M/D/YYYY", date(2020, 1, 31)),
        (date(2020, 1, 31), "M/D/YYYY", date(2020, 1, 31)),
        (43861, "M/D/YYYY", date(2020, 1, 31)),
        (43861.75, "M/D/YYYY", date(2020, 1, 31)),
        ("43861", "M/D/YYYY", date(2020, 1, 31)),
        (60, "M/D/YYYY", date(1900, 2, 28)),
    ],
)
def test_a_date_is_read(cell: object, form: str, expected: date) -> None:
    assert read_date(cell, (form,), century=NEAR) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "year"), [("07/10/83", 1983), ("07/10/51", 1951), ("03/02/26", 2026), ("03/03/26", 1926)]
)
def test_two_digits_lie_in_the_past_where_the_mapping_says_so(text: str, year: int) -> None:
    assert read_date(text, ("MM/DD/YY",), century=PAST).year == year


@pytest.mark.parametrize(
    ("text", "year"), [("01/01/30", 2030), ("01/01/46", 2046), ("01/01/47", 1947), ("01/01/99", 1999)]
)
def test_two_digits_else_lie_near(text: str, year: int) -> None:
    assert read_date(text, ("MM/DD/YY",), century=NEAR).year == year


@pytest.mark.parametrize(
    "cell", ["31-2-2020", "29-2-2019", "00-00-0000", "soon", "1-2-20", "2020", True, -5, 1e9]
)
def test_what_is_no_date_is_none(cell: object) -> None:
    with pytest.raises(NoDate):
        read_date(cell, ("D-M-YYYY",), century=NEAR)  # type: ignore[arg-type]


def test_a_year_in_which_nobody_works_is_out_of_range() -> None:
    with pytest.raises(DateOutOfRange):
        read_date("31-12-9999", ("D-M-YYYY",), century=NEAR)


def test_files_from_old_macs_count_from_1904() -> None:
    assert read_date(42399, (), century=NEAR, epoch_1904=True) == date(2020, 1, 31)


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        (["7/5/2011", "12/31/2011"], "M/D/YYYY"),
        (["7/5/2011", "31/12/2011"], "D/M/YYYY"),
        (["7/5/2011"], "D/M/YYYY"),
        (["2011-05-07", ""], "YYYY-MM-DD"),
        (["07/10/83"], "D/M/YY"),
        (["07/25/83"], "M/D/YY"),
    ],
)
def test_the_format_of_a_column_is_guessed(texts: list[str], form: str) -> None:
    assert guess_formats(texts, NEAR) == (form,)


def test_the_example_is_written_as_the_file_writes_dates() -> None:
    assert example(("MM/DD/YY",)) == "02/03/27"


@pytest.mark.parametrize(
    ("form", "known"),
    [("D-M-YYYY", True), ("YYYYMMDD", True), ("YYYY", False), ("D-D-YYYY", False), ("", False)],
)
def test_a_format_has_a_day_a_month_and_a_year(form: str, known: bool) -> None:
    assert known_format(form) is known
