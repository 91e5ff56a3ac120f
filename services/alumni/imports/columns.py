"""Which column of a list of former colleagues is what: known by its name, or said by HR."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from services.alumni.errors.coming_in import ColumnsMissing
from services.alumni.imports.words import COLUMNS, placed
from shared.tabular.mapping import Source, read_source, table_of
from shared.tabular.table import Table

Fields = Mapping[str, Source]

FIELDS: Final = tuple(dict.fromkeys(COLUMNS.values()))
DATED: Final = ("agreed_on",)
# What a whole file may have in common.
FIXED: Final = ("place", "department", "function", "language", "agreed_on", "agreed_how", "agreed_to")
WORDED: Final = ("language", "agreed_to")


def recognised(table: Table) -> dict[str, Source]:
    """Return what we make of the columns ourselves; a name in parts is surer than a whole one beside it."""
    at = placed(table.header, COLUMNS)
    if "name" in at and {"given_name", "family_name"} <= set(at):
        del at["name"]
    return {name: Source(column=table.header[place]) for name, place in at.items()}


def enough(fields: Fields) -> bool:
    """Say whether the columns tell who somebody is, and where to write."""
    return bool({"name", "given_name", "family_name"} & set(fields)) and "email" in fields


def from_plain(plain: object) -> dict[str, Source]:
    """Read what HR said of the columns."""
    fields = {
        name: read_source(given, f"fields.{name}", dated=None if name in DATED else DATED)
        for name, given in table_of(plain, "fields").items()
        if name in FIELDS
    }
    if not enough(fields):
        raise ColumnsMissing
    return fields


def plain_of(fields: Fields) -> dict[str, Any]:
    """Return it as it is kept for the next file of the same columns."""
    return {name: source.plain() for name, source in fields.items()}
