"""A list of former colleagues out of a file: who can go in, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.alumni.errors.coming_in import ListTooLong
from services.alumni.imports.columns import Fields
from services.alumni.imports.former import Former, Reader, Wrong
from services.alumni.policy import MOST_LISTED
from shared.tabular.table import Table


@dataclass(frozen=True, kw_only=True)
class FormerList:
    """What a file holds: who can go in, what is wrong, and which columns we do not use."""

    rows: list[Former]
    wrong: list[Wrong]
    unused: list[str]


def read_list(table: Table, fields: Fields, today: date) -> FormerList:
    """Read the whole of a table."""
    reader = Reader(table, fields, today)
    rows: list[Former] = []
    wrong: list[Wrong] = []
    seen: dict[str, int] = {}
    for number, cells in table.rows:
        if len(rows) + len(wrong) >= MOST_LISTED:
            raise ListTooLong(limit=MOST_LISTED)
        found = reader.read(number, cells)
        if isinstance(found, Former):
            other = seen.setdefault(found.email.casefold(), number)
            if other == number:
                rows.append(found)
                continue
            found = Wrong(
                row=number, column=reader.header("email"), code="double", params={"other": str(other)}
            )
        wrong.append(found)
    return FormerList(rows=rows, wrong=wrong, unused=reader.unused)
