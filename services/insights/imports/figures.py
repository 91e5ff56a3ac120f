"""Rows of a file with figures of departments: cleaned, or refused with their place and the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.insights.errors import TooManyRows
from services.insights.imports import cells, columns
from services.insights.imports.columns import (
    ABSENCE,
    AVAILABLE,
    DEPARTMENT,
    HIGHEST,
    LOST,
    PEOPLE,
    PERCENT,
    SCORE,
)
from shared.tabular.raw import RawCell, is_blank
from shared.tabular.table import Table
from shared.tabular.text import Refused, clean_text, shortened

MOST_ROWS = 20_000
_TEN = 10.0
# Beyond it the table has no room, and no survey a scale.
_HIGHEST = 999


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot go in: where, what stands there, and why (a code with its parameters)."""

    row: int
    column: str
    value: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """What a row tells of a department, as it is called there, between two days; ``people`` None: it does not say."""

    row: int
    department: str
    first: date
    last: date
    value: float
    highest: float
    people: int | None


@dataclass
class Reader:
    """Reads the rows of one table."""

    kind: str
    table: Table
    today: date
    # A workbook keeps 4.5% as 0.045; a file of nothing but such is read so.
    fractions: bool = False

    def __post_init__(self) -> None:
        """Find the columns; raise where the file is of persons, or lacks one."""
        self._at = columns.places(self.kind, self.table.header)
        self.fractions = self._all_fractions()

    def rows(self) -> Iterator[Figure | RefusedRow]:
        """Yield each row, cleaned or refused."""
        for many, (number, given) in enumerate(self.table.rows, start=1):
            if many > MOST_ROWS:
                raise TooManyRows(most=MOST_ROWS)
            yield self._row(number, [*given, *([None] * (len(self.table.header) - len(given)))])

    def _row(self, number: int, given: Sequence[RawCell]) -> Figure | RefusedRow:
        name = DEPARTMENT
        try:
            department = self._named(given[self._at[DEPARTMENT]])
            name = columns.MONTH if self.kind == ABSENCE else columns.PERIOD
            first, last = self._days(given[self._at[name]])
            name = PEOPLE
            people = self._people(given)
            name = self._valued()
            value, highest = self._percent(given) if self.kind == ABSENCE else self._score(given)
        except Refused as refused:
            return self._refused(number, name, given, refused)
        return Figure(number, department, first, last, value, highest, people)

    @property
    def department(self) -> str:
        """What the column with departments is called."""
        return self.table.header[self._at[DEPARTMENT]]

    def _named(self, cell: RawCell) -> str:
        if is_blank(cell):
            raise Refused("cell_empty")
        return clean_text(cell)

    def _days(self, cell: RawCell) -> tuple[date, date]:
        epoch = self.table.epoch_1904
        if self.kind != ABSENCE:
            return cells.stretch(cell, self.today, epoch_1904=epoch)
        first = cells.month(cell, self.today, epoch_1904=epoch)
        return first, first

    def _people(self, given: Sequence[RawCell]) -> int | None:
        at = self._at.get(PEOPLE)
        if at is None or (self.kind == ABSENCE and is_blank(given[at])):
            return None
        return cells.whole(given[at])

    def _valued(self) -> str:
        if self.kind != ABSENCE:
            return SCORE
        return PERCENT if PERCENT in self._at else LOST

    def _percent(self, given: Sequence[RawCell]) -> tuple[float, float]:
        if PERCENT in self._at:
            found = cells.number(given[self._at[PERCENT]]) * (100 if self.fractions else 1)
        else:
            lost, available = (cells.number(given[self._at[name]]) for name in (LOST, AVAILABLE))
            if available <= 0 or lost > available:
                raise Refused("days_do_not_fit")
            found = 100 * lost / available
        if found > 100:
            raise Refused("percent_too_high")
        return round(found, 3), 100.0

    def _score(self, given: Sequence[RawCell]) -> tuple[float, float]:
        found = cells.number(given[self._at[SCORE]])
        at = self._at.get(HIGHEST)
        highest = _TEN if at is None or is_blank(given[at]) else cells.number(given[at])
        if not 0 < highest <= _HIGHEST or found > highest:
            raise Refused("score_too_high", highest=f"{highest:g}")
        return round(found, 3), highest

    def _refused(self, number: int, name: str, given: Sequence[RawCell], refused: Refused) -> RefusedRow:
        at = self._at[name]
        shown: Any = given[at]
        text = "" if shown is None else shortened(str(shown))
        return RefusedRow(number, self.table.header[at], text, refused.code, refused.params)

    def _all_fractions(self) -> bool:
        at = self._at.get(PERCENT)
        if self.kind != ABSENCE or at is None or self.table.kind != "xlsx":
            return False
        found = [row[at] for _, row in self.table.sample if at < len(row)]
        numbers = [one for one in found if isinstance(one, int | float) and not isinstance(one, bool)]
        return bool(numbers) and len(numbers) == len(found) and max(numbers) <= 1
