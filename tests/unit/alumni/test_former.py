"""A list of former colleagues, as workbooks keep it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from services.alumni.errors.coming_in import ColumnsMissing
from services.alumni.imports.columns import from_plain, recognised
from services.alumni.imports.former import Former
from services.alumni.imports.former_list import read_list
from shared.tabular.raw import RawCell
from shared.tabular.table import Table

TODAY = date(2026, 3, 2)


def test_a_day_kept_as_a_number_is_counted_from_the_first_day_of_its_own_workbook() -> None:
    cells: list[RawCell] = ["Piet de Oude", "piet@oud.example", 40000.0]
    table = Table(header=("naam", "e-mail", "van"), rows=iter([(2, cells)]), kind="xlsx", epoch_1904=True)
    (found,) = read_list(table, recognised(table), TODAY).rows
    assert found.from_year == 2013


def rows_of(fields: Mapping[str, object], *cells: list[RawCell]) -> list[Former]:
    table = Table(header=("wie", "waar", "doel"), rows=iter(enumerate(cells, start=2)), kind="csv")
    return read_list(table, from_plain({"name": "wie", "email": "waar", **fields}), TODAY).rows


def test_what_a_whole_file_has_in_common_completes_a_proof_and_proves_nothing_by_itself() -> None:
    common = {"agreed_on": {"value": "12-5-2019"}, "agreed_how": {"value": "formulier"}}
    said, silent = rows_of(
        common | {"agreed_to": {"column": "doel", "values": {"N+R": "nieuws, reünies"}}},
        ["Piet de Oude", "piet@oud.example", "n+r"],
        ["Jeanne Petit", "jeanne@oud.example", None],
    )
    assert (said.subjects, said.agreed_on, said.agreed_how) == (
        ("news", "reunions"), date(2019, 5, 12), "formulier",
    )  # fmt: skip
    assert (silent.subjects, silent.agreed_on, silent.agreed_how) == ((), None, "")
    (everybody,) = rows_of(
        common | {"agreed_to": {"value": "nieuws"}}, ["Jeanne Petit", "jeanne@oud.example", None]
    )
    assert everybody.subjects == ("news",)


def test_without_a_name_or_an_address_no_list_is_read() -> None:
    for lacking in ({"name": "wie"}, {"email": "waar"}):
        with pytest.raises(ColumnsMissing):
            from_plain(lacking)
