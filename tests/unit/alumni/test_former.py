"""A list of former colleagues, as workbooks keep it."""

from __future__ import annotations

from datetime import date

from services.alumni.imports.former_list import read_list
from shared.tabular.raw import RawCell
from shared.tabular.table import Table


def test_a_day_kept_as_a_number_is_counted_from_the_first_day_of_its_own_workbook() -> None:
    cells: list[RawCell] = ["Piet de Oude", "piet@oud.example", 40000.0]
    table = Table(header=("naam", "e-mail", "van"), rows=iter([(2, cells)]), kind="xlsx", epoch_1904=True)
    (found,) = read_list(table, date(2026, 3, 2)).rows
    assert found.from_year == 2013
