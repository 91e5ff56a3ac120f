"""Turnover of the real export: the reference to the last digit, and a second computation beside it."""

from __future__ import annotations

import csv
import io

import pytest

from tests.house import House
from tests.integration.insights.conftest import Ask
from tests.integration.insights.plainly import GROUPS, rows_of, turnover

YEARS = range(2010, 2019)
ALL = [5.9, 4.9, 6.7, 8.5, 6.8, 10.3, 9.8, 3.6, 6.1]
PRODUCTION = [8.0, 6.2, 8.6, 9.2, 6.9, 9.7, 12.2, 5.1, 7.7]
HEADCOUNT = [21, 101, 138, 169, 216, 229, 221, 219, 207]
LEAVERS = [1, 3, 8, 13, 13, 23, 22, 8, 13]


def test_the_reference_comes_out_to_the_last_digit(export: bytes, ask: Ask) -> None:
    assert export
    items = ask(by="none", first=2010, to=2018)["items"]
    assert [one["group"] for one in items] == ["all"] * 9
    assert [one["year"] for one in items] == list(YEARS)
    assert [one["rate"] for one in items] == ALL
    assert [one["headcount_end"] for one in items] == HEADCOUNT
    assert [one["leavers"] for one in items] == LEAVERS
    items = ask(by="department", first="2010-01-01", to="2018-12-31")["items"]
    assert [one["rate"] for one in items if one["group"] == "Production"] == PRODUCTION
    assert set(items[0]) == {"group", "year", "leavers", "headcount_start", "headcount_end", "rate"}


@pytest.mark.parametrize("by", sorted(GROUPS))
def test_an_independent_computation_over_the_file_finds_the_same(export: bytes, ask: Ask, by: str) -> None:
    found = {
        (one["group"], one["year"], one["leavers"], one["headcount_start"], one["headcount_end"], one["rate"])
        for one in ask(by=by, first=2005, to=2019)["items"]
    }
    assert found == set(turnover(rows_of(export), by, range(2005, 2020)))
    assert len(found) >= 14


def test_the_files_of_the_page_hold_the_same_figures(house: House, export: bytes) -> None:
    desk, rows = house.logged_in("insights"), rows_of(export)
    for year in (2012, 2015, 2018):
        file = desk.get(f"/insights/desk/turnover.csv?by=department&period={year}").data.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(file), delimiter=";"))
        found = {
            (line[0], year, int(line[3]), int(line[1]), int(line[4]), float(line[6]) if line[6] else None)
            for line in lines[1 : lines.index([])]
        }
        assert found == set(turnover(rows, "department", range(year, year + 1)))


def test_leavers_of_each_kind_add_up_to_all_leavers(export: bytes, ask: Ask) -> None:
    rows = rows_of(export)
    for year in YEARS:
        kinds = {one["group"]: one["leavers"] for one in ask(by="kind", first=year, to=year)["items"]}
        for kind in ("resignation", "dismissal"):
            expected = sum(
                1 for row in rows if row["left"] and row["left"].year == year and row["kind"] == kind
            )
            assert kinds.get(kind, 0) == expected
        assert sum(kinds.values()) == LEAVERS[year - 2010]


def test_without_years_everything_is_given_from_the_first_hire_to_now(export: bytes, ask: Ask) -> None:
    assert export
    years = [one["year"] for one in ask()["items"]]
    assert years == list(range(2006, 2027))
