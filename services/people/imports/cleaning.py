"""A row of cells becomes a cleaned row, or the reasons why not. Made once a file, called for every row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from services.people.domain import NEVER_STARTED
from services.people.imports.fields import Column, Read, reader
from services.people.imports.leaving_out import leave_out
from services.people.imports.mapping import FileMapping, bind
from services.people.imports.names import Name
from services.people.imports.problems import Problem
from services.people.imports.rows import Cleaned, RefusedRow
from services.people.policy import DEATH, FURTHEST_HIRE_DAYS, KINDS_OF_LEAVING
from shared.tabular.dates import example
from shared.tabular.mapping import Source
from shared.tabular.raw import RawCell, as_text, is_blank
from shared.tabular.table import Row, Table
from shared.tabular.text import Refused, clean_text, shortened

Pick = Callable[[Sequence[RawCell]], RawCell]
Write = Callable[[Cleaned, Any], None]


class Step(NamedTuple):
    """How one field goes from the row into the cleaned row."""

    name: str
    source: Source
    pick: Pick
    read: Read
    write: Write


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
        self._steps = [self._step(name, source) for name, source in mapping.fields.items()]

    def clean(self, row: Row) -> Cleaned | RefusedRow:
        """Return the cleaned row, or why not."""
        number, raw = row
        problems = self._shape(raw)
        found = Cleaned(number)
        if not problems:
            for name, source, pick, read, write in self._steps:
                try:
                    value = read(pick(raw))
                except Refused as refused:
                    problems.append(self._problem(refused, name, source, raw))
                else:
                    if value is not None:
                        write(found, value)
            _complete_name(found)
            key = getattr(found, self.mapping.key) or ""
            found.key = key if self.mapping.key == "employee_number" else key.lower()
            problems += self._together(found, raw, problems)
        if problems:
            return RefusedRow(number, found.key, tuple(problems), self.whole(raw))
        return found

    def whole(self, raw: Sequence[RawCell]) -> dict[str, str]:
        """Return the row as it came, to keep it."""
        named = {name: as_text(cell) for name, cell in zip(self._header, raw, strict=False)}
        beyond = {f"({index + 1})": as_text(raw[index]) for index in range(len(self._header), len(raw))}
        return {
            key: text.replace("\x00", "\ufffd")[:20_000] for key, text in (named | beyond).items() if text
        }

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
        value = (
            " ".join(as_text(raw[self._places[column]]) for column in columns) if columns else source.value
        )
        return Problem(refused.code, name, ", ".join(columns) or name, shortened(value), refused.params)

    def column_of(self, name: str) -> str:
        """Return the column that a field is read from, for the report."""
        source = self.mapping.fields.get(name) or self.mapping.fields.get("name")
        return ", ".join(source.columns()) if source else name

    def _step(self, name: str, source: Source) -> Step:
        places = [self._places[column] for column in source.columns()]
        sample = [raw[places[0]] for _, raw in self._sample if places and places[0] < len(raw)]
        column = Column(
            source=source,
            missing=self._missing,
            today=self._today,
            epoch_1904=self._epoch_1904,
            own_infix="infix" in self.mapping.fields,
            sample=sample,
        )
        read, write = reader(name, column), _WRITE.get(name) or partial(_write, name)
        if source.template:
            return Step(name, source, self._filled_in(source), read, write)
        return Step(name, source, itemgetter(places[0]) if places else lambda _raw: source.value, read, write)

    def _filled_in(self, source: Source) -> Pick:
        """Return what fills in a template; blank as soon as one of its columns is."""
        places = {column: self._places[column] for column in source.columns()}

        def pick(raw: Sequence[RawCell]) -> str | None:
            text = source.template
            for column, place in places.items():
                part = clean_text(raw[place])
                if part.casefold() in self._missing:
                    return None
                text = text.replace("{" + column + "}", part)
            return text

        return pick

    # -- the row as a whole ------------------------------------------------------------------------------------------

    def _together(self, found: Cleaned, raw: Sequence[RawCell], before: list[Problem]) -> list[Problem]:
        """What only shows when the fields stand beside one another."""
        troubled = {problem.field for problem in before}
        told = "leave_kind" not in troubled and not _never_started(found)
        problems = self._leaving(found, raw, troubled) if told else []
        leave_out(found, self.column_of)
        if found.notice_date is not None and found.last_day is None and "last_day" in self.mapping.fields:
            found.notice_date = None
            found.notices.append(Problem("notice_unused", "notice_date", self.column_of("notice_date")))
        if not found.key and self.mapping.key not in troubled:
            problems.append(Problem("key_missing", self.mapping.key, self.column_of(self.mapping.key)))
        born, hired, last = found.birth_date, found.hire_date, found.last_day
        furthest = self._today + timedelta(days=FURTHEST_HIRE_DAYS)
        checks = (
            (born is not None and born > self._today, "birth_date", "date_future"),
            (hired is not None and hired > furthest, "hire_date", "date_future"),
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
                problems.append(Problem(code, name, self.column_of(name), self.value_of(name, raw), params))
        return problems

    def _leaving(self, found: Cleaned, raw: Sequence[RawCell], troubled: set[str]) -> list[Problem]:
        kind, column = found.leave_kind, self.column_of("leave_kind")
        if kind is None or "last_day" in troubled:
            return []
        value = self.value_of("leave_kind", raw)
        if found.last_day is None and "last_day" in self.mapping.fields:
            found.leave_kind = None
            if kind == DEATH:
                return [Problem("last_day_missing", "leave_kind", column, value)]
            if not kind.startswith("?"):
                found.notices.append(Problem("leave_kind_unused", "leave_kind", column, value))
            return []
        if kind.startswith("?"):
            found.leave_kind = None
            if found.last_day is None:
                return []
            return [
                Problem(
                    "leave_kind_unknown",
                    "leave_kind",
                    column,
                    value,
                    {"kinds": ", ".join((*KINDS_OF_LEAVING, NEVER_STARTED))},
                )
            ]
        return []

    def value_of(self, name: str, raw: Sequence[RawCell]) -> str:
        """Return what stands there."""
        source = self.mapping.fields.get(name)
        columns = source.columns() if source else []
        return shortened(" ".join(as_text(raw[self._places[column]]) for column in columns))


def _never_started(found: Cleaned) -> bool:
    """Who never began has no last day, whatever date a system writes there."""
    if found.leave_kind != NEVER_STARTED:
        return False
    found.never_started = True
    found.leave_kind = found.last_day = found.notice_date = None
    return True


def _complete_name(found: Cleaned) -> None:
    """A name comes whole: a blank beside a given part means that there is none, not that we do not know."""
    if found.family_name is not None or found.given_name is not None:
        found.infix = found.infix or ""
        found.given_name = found.given_name or ""
        found.family_name = found.family_name or ""


def _write(name: str, found: Cleaned, value: Any) -> None:
    setattr(found, name, value)


def _write_name(found: Cleaned, name: Name) -> None:
    found.given_name, found.infix, found.family_name = name.given, name.infix, name.family


def _write_family(found: Cleaned, parts: tuple[str, str]) -> None:
    infix, found.family_name = parts
    found.infix = infix or found.infix


def _write_manager(found: Cleaned, manager: tuple[str, str | None]) -> None:
    found.manager, found.manager_key = manager


_WRITE: dict[str, Write] = {"name": _write_name, "family_name": _write_family, "manager": _write_manager}
