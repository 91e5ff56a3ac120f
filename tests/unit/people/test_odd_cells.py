"""Whatever a cell holds, each field reads a value, a blank or a refusal with a reason; nothing breaks."""

# ruff: noqa: DTZ001  cells of a workbook know no zone

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from services.people.imports.fields import Column, reader
from services.people.imports.mapping import DATE_FIELDS, FIELDS
from services.people.imports.problems import TEXTS
from shared.tabular.mapping import Source
from shared.tabular.raw import FormulaWithoutValue
from shared.tabular.text import Refused

ODD = (
    time(), time(9, 30), datetime(2026, 11, 18, 12, 1), date(2026, 11, 18), True, False, 0, -1, 0.5, 1e300,
    float("nan"), float("inf"), 10**30, FormulaWithoutValue("=A1"), "#N/A", "#REF!", "\x00", "\u202e", "x" * 40_000,
    "a\nb", "  ", "\u00a0", "٣٫٥", "１２", "29-02-2025", "=1+1", "'t", "-", "😀",
)  # fmt: skip


def read(name: str, cell: Any, **source: Any) -> Any:
    column = Column(Source(column="x", **source), frozenset({""}), date(2026, 3, 2), False, False, [cell])
    return reader(name, column)(cell)


def outcome(name: str, cell: Any, source: dict[str, Any]) -> str:
    try:
        read(name, cell, **source)
    except Refused as refused:
        return refused.code
    return "read"


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("source", [{}, {"order": "family-first", "by": "name"}], ids=["plain", "by-name"])
def test_every_field_reads_every_cell_or_says_why_not(name: str, source: dict[str, Any]) -> None:
    for cell in ODD:
        assert outcome(name, cell, source) in {"read", *TEXTS}


@pytest.mark.parametrize("name", sorted(DATE_FIELDS))
def test_a_time_without_a_day_is_no_date(name: str) -> None:
    # A workbook keeps an empty date as zero, which reads as midnight.
    with pytest.raises(Refused) as refused:
        read(name, time())
    assert refused.value.code == "date_unknown"
