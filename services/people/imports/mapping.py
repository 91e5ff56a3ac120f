"""Which column means what: the mapping that comes with a file, as YAML or from the page."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from services.people.errors import (
    ColumnTwice,
    ColumnUnknown,
    MappingFieldUnknown,
    MappingUnreadable,
    MappingWrong,
)
from services.people.imports.dates import known_format
from services.people.imports.names import squeeze

DATE_FIELDS = (
    "hire_date", "notice_date", "last_day", "birth_date", "contract_end", "probation_end", "absence_from",
    "absence_until",
)  # fmt: skip
FIELDS = (
    "employee_number", "name", "given_name", "infix", "family_name", "email", "private_email", "language", "time_zone",
    "country", "region", "birth_date", "department", "function", "manager", "hours", "part_time_days", "salary",
    "hire_date", "notice_date", "last_day", "leave_kind", "contract", "contract_end", "probation_end", "place",
    "absence_kind", "absence_from", "absence_until",
)  # fmt: skip
KEYS = ("employee_number", "email", "private_email")
DEFAULT_MISSING = ("",)
_SOURCE_KEYS = ("column", "template", "value", "format", "formats", "century", "order", "by", "values")
_TOP_KEYS = ("key", "fields", "missing", "absent")
_CHOICES = {
    "century": ("past",),
    "order": ("family-first", "given-first"),
    "by": ("name", "employee_number"),
}


@dataclass(frozen=True)
class Source:
    """Where a field comes from: a column, a template over columns, or one value for all."""

    column: str = ""
    template: str = ""
    value: str = ""
    formats: tuple[str, ...] = ()
    century: str = ""
    order: str = ""
    by: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def columns(self) -> list[str]:
        """Return the columns that are read."""
        if self.template:
            return [name for _, name, _, _ in string.Formatter().parse(self.template) if name]
        return [self.column] if self.column else []

    def plain(self) -> Any:
        """Return what the mapping would say in YAML."""
        found: dict[str, Any] = {
            key: value
            for key in ("column", "template", "value", "century", "order", "by")
            if (value := getattr(self, key))
        }
        if self.formats:
            found.update(
                {"format": self.formats[0]} if len(self.formats) == 1 else {"formats": list(self.formats)}
            )
        if self.values:
            found["values"] = dict(self.values)
        return self.column if list(found) == ["column"] else found


@dataclass(frozen=True)
class FileMapping:
    """The whole of it."""

    fields: Mapping[str, Source]
    key: str = "employee_number"
    missing: tuple[str, ...] = DEFAULT_MISSING
    absent: str = "keep"

    def plain(self) -> dict[str, Any]:
        """Return the mapping as plain values: what is kept, shown and sent back."""
        return {
            "key": self.key,
            "fields": {name: source.plain() for name, source in self.fields.items()},
            "missing": list(self.missing),
            "absent": self.absent,
        }

    def as_yaml(self) -> str:
        """Return the mapping as YAML, for the next time and for the API."""
        return yaml.safe_dump(self.plain(), allow_unicode=True, sort_keys=False)


def from_yaml(text: str) -> FileMapping:
    """Read a mapping from YAML; what is wrong is named with its place."""
    try:
        plain = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise MappingUnreadable(line=mark.line + 1 if mark else 1) from error
    return from_plain(plain)


def from_plain(plain: object) -> FileMapping:
    """Read a mapping from plain values."""
    top = _table(plain, "mapping")
    _known(top, _TOP_KEYS, "")
    fields = {
        name: _source(given, f"fields.{name}", name)
        for name, given in _table(top.get("fields"), "fields").items()
    }
    _known(fields, FIELDS, "fields.")
    key = _text(top.get("key", "employee_number"), "key")
    if key not in KEYS or key not in fields:
        raise MappingWrong(
            place="key", expected=" | ".join(name for name in KEYS if name in fields) or "employee_number"
        )
    absent = top.get("absent", "keep")
    if absent not in {"keep", "leave"}:
        raise MappingWrong(place="absent", expected="keep | leave")
    missing = top.get("missing", DEFAULT_MISSING)
    if not isinstance(missing, list | tuple):
        raise MappingWrong(place="missing", expected='["", N/A]')
    return FileMapping(
        fields=fields, key=key, absent=str(absent),
        missing=tuple(dict.fromkeys(["", *("" if item is None else str(item) for item in missing)])),
    )  # fmt: skip


def bind(mapping: FileMapping, header: Sequence[str], twice: Iterable[str] = ()) -> dict[str, int]:
    """Return the place of every column that ``mapping`` reads; spelling differences of case and space are forgiven."""
    exact = {name: index for index, name in enumerate(header)}
    loose = {squeeze(name).casefold(): index for index, name in reversed(list(enumerate(header)))}
    doubled = {squeeze(name).casefold() for name in twice}
    found: dict[str, int] = {}
    for source in mapping.fields.values():
        for column in source.columns():
            name = squeeze(column)
            index = exact.get(column, exact.get(name, loose.get(name.casefold())))
            if index is None and name.casefold() in doubled:
                raise ColumnTwice(column=column)
            if index is None:
                raise ColumnUnknown(column=column, known=", ".join(header[:60]))
            found[column] = index
    return found


def _source(given: object, place: str, name: str) -> Source:
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return Source(column=str(given))
    table = _table(given, place)
    _known(table, _SOURCE_KEYS, f"{place}.")
    for key, choices in _CHOICES.items():
        if key in table and table[key] not in choices:
            raise MappingWrong(place=f"{place}.{key}", expected=" | ".join(choices))
    source = Source(
        column=_text(table.get("column", ""), f"{place}.column"),
        template=_text(table.get("template", ""), f"{place}.template"),
        value=_text(table.get("value", ""), f"{place}.value"),
        formats=_formats(table, place),
        century=str(table.get("century", "")),
        order=str(table.get("order", "")),
        by=str(table.get("by", "")),
        values=_values(table.get("values"), place),
    )
    if sum(bool(part) for part in (source.column, source.template, source.value)) != 1:
        raise MappingWrong(place=place, expected="column | template | value")
    if source.template:
        _check_template(source.template, place)
    if source.formats and name not in DATE_FIELDS:
        raise MappingFieldUnknown(place=f"{place}.format", known=", ".join(DATE_FIELDS))
    return source


def _formats(table: Mapping[str, Any], place: str) -> tuple[str, ...]:
    given = table.get("formats", table.get("format", ()))
    listed = [given] if isinstance(given, str) else given
    if not isinstance(listed, list | tuple) or not all(
        isinstance(item, str) and known_format(item) for item in listed
    ):
        raise MappingWrong(place=f"{place}.format", expected="YYYY-MM-DD | D-M-YYYY | M/D/YYYY | DD.MM.YY")
    return tuple(listed)


def _check_template(template: str, place: str) -> None:
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise MappingWrong(place=f"{place}.template", expected='"{EmpID}@example.org"') from error
    if any(spec or conversion or name == "" for _, name, spec, conversion in parts):
        raise MappingWrong(place=f"{place}.template", expected='"{EmpID}@example.org"')


def _values(given: object, place: str) -> dict[str, str]:
    table = _table(given, f"{place}.values") if given is not None else {}
    return {str(key): "" if value is None else str(value) for key, value in table.items()}


def _table(given: object, place: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise MappingWrong(place=place, expected="{…: …}")
    return {str(key): value for key, value in given.items()}


def _text(given: object, place: str) -> str:
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return str(given)
    raise MappingWrong(place=place, expected='"…"')


def _known(table: Mapping[str, object], known: Sequence[str], place: str) -> None:
    for name in table:
        if name not in known:
            raise MappingFieldUnknown(place=f"{place}{name}", known=", ".join(known))
