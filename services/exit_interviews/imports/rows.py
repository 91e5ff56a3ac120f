"""A row of a past survey: cleaned, or refused with its reason. What a scale does not know is left out and counted."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from services.exit_interviews.domain.cases import KINDS
from services.exit_interviews.imports.mapping import DATES, SurveyMapping
from shared.tabular.dates import Century, DateOutOfRange, NoDate, Partly, example, guess_formats, read_partly
from shared.tabular.mapping import Source, bind_columns
from shared.tabular.raw import RawCell
from shared.tabular.table import Row, Table
from shared.tabular.text import Refused, clean_text, shortened

LONGEST_TEXT = 200
# The widest formats first: a file that says none mostly has whole dates, then months, then years.
_PARTS = ("MM/YYYY", "M-YYYY", "YYYY-MM", "MMM YYYY", "YYYY")


@dataclass
class Past:
    """Somebody who left, as a survey of then tells it. None means: it says nothing."""

    external_id: str | None = None
    leave_kind: str | None = None
    last_day: Partly | None = None
    hire_date: Partly | None = None
    department: str | None = None
    function: str | None = None
    age_band: str | None = None
    tenure_band: str | None = None
    main_reason: str | None = None
    reasons: list[str] = field(default_factory=list)
    scores: dict[str, int] = field(default_factory=dict)

    def digest(self) -> str:
        """Return what makes this row different from one with another content."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot go in: where, what stands there, and why (a code with its parameters)."""

    row: int
    column: str
    value: str
    code: str
    params: dict[str, str]


@dataclass
class Cleaner:
    """Reads the rows of one table by one mapping; ``left_out`` counts what it could not use, by column and text."""

    table: Table
    mapping: SurveyMapping
    today: date
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Find the columns; raise where one is not there."""
        self._places = bind_columns(self.mapping.columns(), self.table.header, self.table.twice)
        self._missing = frozenset(self.mapping.missing)
        self._formats = {name: self._formats_of(name) for name in DATES if name in self.mapping.fields}

    def rows(self) -> Iterator[tuple[int, Past | RefusedRow]]:
        """Yield each row of the table with its number, cleaned or refused."""
        for number, cells in self.table.rows:
            yield number, self._row((number, cells))

    def _row(self, row: Row) -> Past | RefusedRow:
        number, cells = row
        padded = [*cells, *([None] * (len(self.table.header) - len(cells)))]
        found = Past()
        for name, source in self.mapping.fields.items():
            try:
                setattr(found, name, self._value(name, source, padded))
            except Refused as refused:
                shown = shortened(self._raw(source, padded))
                return RefusedRow(
                    number, ", ".join(source.columns()) or name, shown, refused.code, refused.params
                )
        found.reasons = [
            code for column, code in self.mapping.reasons.items() if self._ticked(column, padded)
        ]
        found.scores = dict(self._scores(padded))
        return found

    def _value(self, name: str, source: Source, cells: Sequence[RawCell]) -> Any:
        if name in DATES:
            return self._date(name, source, cells)
        text = self._raw(source, cells)
        if text.casefold() in self._missing:
            return None
        text = _laid(source, text)
        if not text:
            return None
        if len(text) > LONGEST_TEXT:
            raise Refused("cell_too_long", length=len(text))
        return _kind(text) if name == "leave_kind" else text

    def _date(self, name: str, source: Source, cells: Sequence[RawCell]) -> Partly | None:
        cell: RawCell = cells[self._places[source.column]] if source.column else source.value
        if cell is None or (isinstance(cell, str) and clean_text(cell).casefold() in self._missing):
            return None
        formats = self._formats[name]
        try:
            return read_partly(
                clean_text(cell) if isinstance(cell, str) else cell, formats,
                century=Century(self.today, past=True), epoch_1904=self.table.epoch_1904,
            )  # fmt: skip
        except DateOutOfRange as error:
            raise Refused("date_out_of_range", example=example(formats)) from error
        except NoDate as error:
            raise Refused("date_unknown", example=example(formats)) from error

    def _formats_of(self, name: str) -> tuple[str, ...]:
        source = self.mapping.fields[name]
        if source.formats:
            return source.formats
        place = self._places.get(source.column, -1)
        sample = [cells[place] for _, cells in self.table.sample if 0 <= place < len(cells)]
        texts = [cell for cell in sample if isinstance(cell, str)]
        return (*guess_formats(texts, Century(self.today, past=True)), *_PARTS)

    def _raw(self, source: Source, cells: Sequence[RawCell]) -> str:
        if source.template:
            parts = {name: clean_text(cells[self._places[name]]) for name in source.columns()}
            return source.template.format(**parts).strip()
        return source.value or clean_text(cells[self._places[source.column]])

    def _ticked(self, column: str, cells: Sequence[RawCell]) -> bool:
        return _text(cells[self._places[column]]).casefold() in self.mapping.ticked

    def _scores(self, cells: Sequence[RawCell]) -> Iterator[tuple[str, int]]:
        for column, statement in self.mapping.scores.items():
            text = _text(cells[self._places[column]])
            if text.casefold() in self._missing:
                continue
            score = self.mapping.scale.get(text.casefold(), _number(text))
            if score is None:
                self.left_out[column, shortened(text)] += 1
            else:
                yield statement, score


def _text(cell: RawCell) -> str:
    try:
        return clean_text(cell)
    except Refused:
        return ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= 100 else None


def _laid(source: Source, text: str) -> str:
    values = {key.strip().casefold(): value for key, value in source.values.items()}
    return values.get(text.casefold(), text)


def _kind(text: str) -> str:
    found = text.strip().casefold().replace(" ", "_")
    if found not in KINDS:
        raise Refused("leave_kind_unknown", kinds=", ".join(KINDS))
    return found
