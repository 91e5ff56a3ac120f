"""Which column means what: the parts of a mapping that every import reads in the same way."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from shared.tabular.dates import known_format
from shared.tabular.errors import (
    ColumnTwice,
    ColumnUnknown,
    MappingFieldUnknown,
    MappingUnreadable,
    MappingWrong,
)
from shared.tabular.raw import squeeze

_SOURCE_KEYS = ("column", "template", "value", "format", "formats", "century", "order", "by", "values")
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


def load_yaml(text: str) -> object:
    """Read YAML; what cannot be read is named with its line."""
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise MappingUnreadable(line=mark.line + 1 if mark else 1) from error


def bind_columns(columns: Iterable[str], header: Sequence[str], twice: Iterable[str] = ()) -> dict[str, int]:
    """Return the place of each of ``columns``; spelling differences of case and space are forgiven."""
    exact = {name: index for index, name in enumerate(header)}
    loose = {squeeze(name).casefold(): index for index, name in reversed(list(enumerate(header)))}
    doubled = {squeeze(name).casefold() for name in twice}
    found: dict[str, int] = {}
    for column in columns:
        name = squeeze(column)
        index = exact.get(column, exact.get(name, loose.get(name.casefold())))
        if index is None and name.casefold() in doubled:
            raise ColumnTwice(column=column)
        if index is None:
            raise ColumnUnknown(column=column, known=", ".join(header[:60]))
        found[column] = index
    return found


def read_source(given: object, place: str, *, dated: Sequence[str] | None, partly: bool = False) -> Source:
    """Read where a field comes from.

    ``dated`` are the fields that may have a format, None where this is one; ``partly``: a month or a year will do.
    """
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return Source(column=str(given))
    table = table_of(given, place)
    only_known(table, _SOURCE_KEYS, f"{place}.")
    for key, choices in _CHOICES.items():
        if key in table and table[key] not in choices:
            raise MappingWrong(place=f"{place}.{key}", expected=" | ".join(choices))
    source = Source(
        column=text_of(table.get("column", ""), f"{place}.column"),
        template=text_of(table.get("template", ""), f"{place}.template"),
        value=text_of(table.get("value", ""), f"{place}.value"),
        formats=_formats(table, place, partly=partly),
        century=str(table.get("century", "")),
        order=str(table.get("order", "")),
        by=str(table.get("by", "")),
        values=_values(table.get("values"), place),
    )
    if sum(bool(part) for part in (source.column, source.template, source.value)) != 1:
        raise MappingWrong(place=place, expected="column | template | value")
    if source.template:
        _check_template(source.template, place)
    if source.formats and dated is not None:
        raise MappingFieldUnknown(place=f"{place}.format", known=", ".join(dated))
    return source


def _formats(table: Mapping[str, Any], place: str, *, partly: bool) -> tuple[str, ...]:
    given = table.get("formats", table.get("format", ()))
    listed = [given] if isinstance(given, str) else given
    if not isinstance(listed, list | tuple) or not all(
        isinstance(item, str) and known_format(item, partly=partly) for item in listed
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
    table = table_of(given, f"{place}.values") if given is not None else {}
    return {str(key): "" if value is None else str(value) for key, value in table.items()}


def table_of(given: object, place: str) -> dict[str, Any]:
    """Return a table of names; MappingWrong where it is none."""
    if not isinstance(given, Mapping):
        raise MappingWrong(place=place, expected="{…: …}")
    return {str(key): value for key, value in given.items()}


def text_of(given: object, place: str) -> str:
    """Return a text; MappingWrong where it is none."""
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return str(given)
    raise MappingWrong(place=place, expected='"…"')


def only_known(table: Mapping[str, object], known: Sequence[str], place: str) -> None:
    """Raise MappingFieldUnknown for a name that is not one of ``known``."""
    for name in table:
        if name not in known:
            raise MappingFieldUnknown(place=f"{place}{name}", known=", ".join(known))
