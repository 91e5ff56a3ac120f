"""A row of cells becomes a cleaned row, or the reasons why not. Made once a file, called for every row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from services.people.imports import cells, words
from services.people.imports.cells import Refused, shortened
from services.people.imports.dates import Century, DateOutOfRange, NoDate, example, guess_formats, reader
from services.people.imports.mapping import DATE_FIELDS, FileMapping, Source, bind
from services.people.imports.names import fold, full_key, split_family, split_name
from services.people.imports.problems import Problem
from services.people.imports.table import RawCell, Row, Table, as_text, is_blank
from services.people.policy import FURTHEST_HIRE_DAYS, KINDS_OF_LEAVING, OPEN_END_YEAR


@dataclass(slots=True)
class Cleaned:
    """A row that can go in, as far as the row itself can tell. None means: the file says nothing."""

    row: int
    key: str = ""
    employee_number: str | None = None
    given_name: str | None = None
    infix: str | None = None
    family_name: str | None = None
    email: str | None = None
    private_email: str | None = None
    language: str | None = None
    time_zone: str | None = None
    country: str | None = None
    region: str | None = None
    birth_date: date | None = None
    department: str | None = None
    function: str | None = None
    manager: str | None = None
    manager_key: str | None = None
    hours: Decimal | None = None
    part_time_days: str | None = None
    salary: Decimal | None = None
    hire_date: date | None = None
    notice_date: date | None = None
    last_day: date | None = None
    leave_kind: str | None = None
    notices: list[Problem] = field(default_factory=list)


COLUMNS = tuple(f.name for f in fields(Cleaned))


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot go in: every reason, and the row whole."""

    row: int
    key: str
    problems: tuple[Problem, ...]
    cells: dict[str, str]


class _Blank(Exception):
    """Nothing in the cell."""


Set = Callable[[Cleaned, Sequence[RawCell]], None]


class Cleaner:
    """Cleans the rows of one table by one mapping."""

    def __init__(self, table: Table, mapping: FileMapping, *, today: date) -> None:
        self.mapping = mapping
        self._header = table.header
        self._today = today
        self._epoch_1904 = table.epoch_1904
        self._places = bind(mapping, table.header, table.twice)
        self._missing = frozenset(text.strip().casefold() for text in mapping.missing)
        self._needed = max(self._places.values(), default=0) + 1
        self._sample = table.sample
        self._steps = [(name, source, self._step(name, source)) for name, source in mapping.fields.items()]

    def clean(self, row: Row) -> Cleaned | RefusedRow:
        """Return the cleaned row, or why not."""
        number, raw = row
        problems = self._shape(raw)
        found = Cleaned(number)
        if not problems:
            for name, source, step in self._steps:
                try:
                    step(found, raw)
                except _Blank:
                    continue
                except Refused as refused:
                    problems.append(self._problem(refused, name, source, raw))
            found.key = getattr(found, self.mapping.key) or ""
            problems += self._together(found, raw, problems)
        if problems:
            return RefusedRow(number, found.key, tuple(problems), self.whole(raw))
        return found

    def whole(self, raw: Sequence[RawCell]) -> dict[str, str]:
        """Return the row as it came, to keep it."""
        named = {name: as_text(cell) for name, cell in zip(self._header, raw, strict=False)}
        beyond = {f"({index + 1})": as_text(raw[index]) for index in range(len(self._header), len(raw))}
        return {key: text.replace("\x00", "\ufffd")[:20_000] for key, text in (named | beyond).items() if text}

    def _shape(self, raw: Sequence[RawCell]) -> list[Problem]:
        width = len(self._header)
        if len(raw) > width and not all(is_blank(cell) for cell in raw[width:]):
            beyond = shortened(" ".join(as_text(cell) for cell in raw[width:]).strip())
            return [Problem("row_long", value=beyond, params={"cells": str(len(raw)), "columns": str(width)})]
        if len(raw) < self._needed:
            return [Problem("row_short", params={"cells": str(len(raw)), "columns": str(width)})]
        return []

    def _problem(self, refused: Refused, name: str, source: Source, raw: Sequence[RawCell]) -> Problem:
        columns = source.columns()
        value = " ".join(as_text(raw[self._places[column]]) for column in columns) if columns else source.value
        return refused.problem(name, ", ".join(columns) or name, value)

    def _column(self, name: str) -> str:
        source = self.mapping.fields.get(name) or self.mapping.fields.get("name")
        return ", ".join(source.columns()) if source else name

    # -- one field ---------------------------------------------------------------------------------------------------

    def _step(self, name: str, source: Source) -> Set:
        read = self._reader(source)
        special = {
            "name": self._name_step,
            "family_name": self._family_step,
            "manager": self._manager_step,
            "leave_kind": self._leave_kind_step,
        }
        if name in special:
            return special[name](source, read)
        if name in DATE_FIELDS:
            return self._date_step(name, source, read)
        return self._plain_step(name, read)

    def _reader(self, source: Source) -> Callable[[Sequence[RawCell]], tuple[RawCell, str]]:
        """Return what reads the cell and its text, with values laid over and the missing ones left out."""
        values = {key.strip(): value for key, value in source.values.items()}
        loose = {key.casefold(): value for key, value in values.items()}
        missing = self._missing
        if source.value:
            return lambda _raw: (source.value, source.value)
        if source.template:
            return self._template_reader(source)
        place = self._places[source.column]

        def read(raw: Sequence[RawCell]) -> tuple[RawCell, str]:
            cell = raw[place]
            if cell is None:
                raise _Blank
            if isinstance(cell, str) and (not cell or cell.strip().casefold() in missing):
                raise _Blank
            text = cells.clean_text(cell)
            if text.casefold() in missing:
                raise _Blank
            if values:
                replaced = values.get(text, loose.get(text.casefold()))
                if replaced is not None:
                    if not replaced:
                        raise _Blank
                    return replaced, replaced
            return cell, text

        return read

    def _template_reader(self, source: Source) -> Callable[[Sequence[RawCell]], tuple[RawCell, str]]:
        places = {column: self._places[column] for column in source.columns()}

        def read(raw: Sequence[RawCell]) -> tuple[RawCell, str]:
            parts = {column: cells.clean_text(raw[place]) for column, place in places.items()}
            if any(part.casefold() in self._missing for part in parts.values()):
                raise _Blank
            text = source.template
            for column, part in parts.items():
                text = text.replace("{" + column + "}", part)
            return text, text

        return read

    def _plain_step(self, name: str, read: Callable[[Sequence[RawCell]], tuple[RawCell, str]]) -> Set:
        convert: Callable[[RawCell, str], Any] = _CONVERT[name]

        def step(found: Cleaned, raw: Sequence[RawCell]) -> None:
            setattr(found, name, convert(*read(raw)))

        return step

    def _name_step(self, source: Source, read: Callable[[Sequence[RawCell]], tuple[RawCell, str]]) -> Set:
        family_first = source.order == "family-first"

        def step(found: Cleaned, raw: Sequence[RawCell]) -> None:
            name = split_name(cells.short_text(read(raw)[1]), family_first=family_first)
            found.given_name, found.infix, found.family_name = name.given, name.infix, name.family

        return step

    def _family_step(self, _source: Source, read: Callable[[Sequence[RawCell]], tuple[RawCell, str]]) -> Set:
        own_infix = "infix" in self.mapping.fields

        def step(found: Cleaned, raw: Sequence[RawCell]) -> None:
            text = cells.short_text(read(raw)[1])
            infix, family = ("", text) if own_infix else split_family(text)
            found.family_name = family
            if infix:
                found.infix = infix

        return step

    def _manager_step(self, source: Source, read: Callable[[Sequence[RawCell]], tuple[RawCell, str]]) -> Set:
        by_name = source.by == "name"

        def step(found: Cleaned, raw: Sequence[RawCell]) -> None:
            text = cells.short_text(read(raw)[1])
            found.manager = text
            if by_name:
                family_first = source.order == "family-first"
                split = "," in text or family_first
                found.manager_key = full_key(split_name(text, family_first=family_first)) if split else fold(text)

        return step

    def _leave_kind_step(self, source: Source, read: Callable[[Sequence[RawCell]], tuple[RawCell, str]]) -> Set:
        del source

        def step(found: Cleaned, raw: Sequence[RawCell]) -> None:
            text = read(raw)[1]
            # A word we do not know is judged later, once it is certain that there is a last day at all.
            found.leave_kind = words.kind_of_leaving(text) or (None if words.means_staying(text) else f"?{text}")

        return step

    def _date_step(self, name: str, source: Source, read: Callable[[Sequence[RawCell]], tuple[RawCell, str]]) -> Set:
        past = source.century == "past" or (name == "birth_date" and not source.century)
        century = Century(self._today, past=past)
        formats = source.formats
        if not formats and source.column:
            place = self._places[source.column]
            column = [raw[place] for _, raw in self._sample if place < len(raw)]
            formats = guess_formats((_text_or_none(cell) for cell in column), century)
        parse = reader(formats, century=century, epoch_1904=self._epoch_1904)

        def step(found: Cleaned, raw: Sequence[RawCell]) -> None:
            cell, text = read(raw)
            value = text if isinstance(cell, str) else cell
            try:
                setattr(found, name, parse(value))  # type: ignore[arg-type]  # a time of day is no date: NoDate
            except DateOutOfRange as error:
                if name == "last_day" and _is_open_end(text):
                    raise _Blank from error
                raise Refused("date_out_of_range", example=example(formats)) from error
            except NoDate as error:
                raise Refused("date_unknown", example=example(formats)) from error

        return step

    # -- the row as a whole ------------------------------------------------------------------------------------------

    def _together(self, found: Cleaned, raw: Sequence[RawCell], before: list[Problem]) -> list[Problem]:
        """What only shows when the fields stand beside one another."""
        troubled = {problem.field for problem in before}
        problems = [] if "leave_kind" in troubled else self._leaving(found, raw, troubled)
        if not found.key and self.mapping.key not in troubled:
            problems.append(Problem("key_missing", self.mapping.key, self._column(self.mapping.key)))
        born, hired, last = found.birth_date, found.hire_date, found.last_day
        checks = (
            (born is not None and born > self._today, "birth_date", "date_future"),
            (hired is not None and hired > self._today + timedelta(days=FURTHEST_HIRE_DAYS), "hire_date", "date_future"),
            (born is not None and hired is not None and hired < born, "hire_date", "hire_before_birth"),
            (hired is not None and last is not None and last < hired, "last_day", "left_before_hire"),
            (
                found.notice_date is not None and last is not None and found.notice_date > last,
                "notice_date", "notice_after_last_day",
            ),
        )  # fmt: skip
        for wrong, name, code in checks:
            if wrong:
                formats = self.mapping.fields[name].formats
                params = {"example": example(formats)} if code == "date_future" else {}
                problems.append(Problem(code, name, self._column(name), self._value(name, raw), params))
        return problems

    def _leaving(self, found: Cleaned, raw: Sequence[RawCell], troubled: set[str]) -> list[Problem]:
        kind, column = found.leave_kind, self._column("leave_kind")
        if kind is None or "last_day" in troubled:
            return []
        value = self._value("leave_kind", raw)
        if found.last_day is None and "last_day" in self.mapping.fields:
            found.leave_kind = None
            if kind == "death":
                return [Problem("last_day_missing", "leave_kind", column, value)]
            if not kind.startswith("?"):
                found.notices.append(Problem("leave_kind_unused", "leave_kind", column, value))
            return []
        if kind.startswith("?"):
            found.leave_kind = None
            if found.last_day is None:
                return []
            return [Problem("leave_kind_unknown", "leave_kind", column, value, {"kinds": ", ".join(KINDS_OF_LEAVING)})]
        return []

    def _value(self, name: str, raw: Sequence[RawCell]) -> str:
        source = self.mapping.fields.get(name)
        columns = source.columns() if source else []
        return shortened(" ".join(as_text(raw[self._places[column]]) for column in columns))


def _text_or_none(cell: RawCell) -> str | None:
    return cell if isinstance(cell, str) else None


def _is_open_end(text: str) -> bool:
    return any(int(part) >= OPEN_END_YEAR for part in _years(text))


def _years(text: str) -> list[str]:
    return [part for part in "".join(letter if letter.isdigit() else " " for letter in text).split() if len(part) == 4]


def _texts(convert: Callable[[str], Any]) -> Callable[[RawCell, str], Any]:
    return lambda _cell, text: convert(text)


_CONVERT: dict[str, Callable[[RawCell, str], Any]] = {
    "employee_number": _texts(cells.short_text),
    "given_name": _texts(cells.short_text),
    "infix": _texts(cells.short_text),
    "email": _texts(cells.email),
    "private_email": _texts(cells.email),
    "language": _texts(cells.language),
    "time_zone": _texts(cells.time_zone),
    "country": _texts(cells.country),
    "region": _texts(cells.short_text),
    "department": _texts(cells.department),
    "function": _texts(cells.short_text),
    "hours": lambda cell, text: cells.number(cell, text, thousands=False, highest=168),
    "part_time_days": cells.part_time_days,
    "salary": lambda cell, text: cells.number(cell, text, thousands=True, highest=10**10),
}
