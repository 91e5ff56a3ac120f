"""How one field is read from its cell. Made once a column; what a column repeats is read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from services.people.imports import cells, words
from services.people.imports.leaving_out import UNKNOWN
from services.people.imports.mapping import DATE_FIELDS
from services.people.imports.names import fold, full_key, split_family, split_name
from services.people.policy import OPEN_END_YEAR
from shared.tabular.dates import Century, DateOutOfRange, NoDate, example, guess_formats, read_date
from shared.tabular.mapping import Source
from shared.tabular.raw import RawCell
from shared.tabular.text import Refused, clean_text

# Departments, functions and dates come back again and again; numbers and addresses do not, and fall out by themselves.
_REMEMBERED = 4_096

# Where a last day in a far year means that there is none.
_OPEN_ENDED = frozenset({"last_day", "contract_end", "absence_until"})

Read = Callable[[RawCell], Any]


@dataclass(frozen=True)
class Column:
    """What a reader needs to know beside its source."""

    source: Source
    missing: frozenset[str]
    today: date
    epoch_1904: bool
    own_infix: bool
    sample: Sequence[RawCell]


def reader(name: str, column: Column) -> Read:
    """Return what turns a cell into the value of the field: None for a blank, Refused where it cannot be read."""
    convert = _converter(name, column)
    values = {key.strip(): value for key, value in column.source.values.items()}
    loose = {key.casefold(): value for key, value in values.items()}
    missing = column.missing

    @lru_cache(maxsize=_REMEMBERED, typed=True)
    def read(cell: RawCell) -> Any:
        if cell is None or (isinstance(cell, str) and cell.strip().casefold() in missing):
            return None
        text = clean_text(cell)
        if text.casefold() in missing:
            return None
        if values:
            replaced = values.get(text, loose.get(text.casefold()))
            if replaced is not None:
                return convert(replaced, replaced) if replaced else None
        return convert(cell, text)

    return read


def _converter(name: str, column: Column) -> Callable[[RawCell, str], Any]:
    source = column.source
    if name in DATE_FIELDS:
        return _date(name, column)
    if name == "name":
        family_first = source.order == "family-first"
        return lambda _cell, text: split_name(cells.short_text(text), family_first=family_first)
    if name == "family_name":
        return lambda _cell, text: ("", cells.short_text(text)) if column.own_infix else split_family(text)
    if name == "manager":
        return _manager(source)
    return _CONVERT[name]


def _manager(source: Source) -> Callable[[RawCell, str], tuple[str, str | None]]:
    """A manager by name is looked up by a key in which case, accents and punctuation do not count."""
    by_name, family_first = source.by == "name", source.order == "family-first"

    def convert(_cell: RawCell, text: str) -> tuple[str, str | None]:
        cells.short_text(text)
        if not by_name:
            return text, None
        split = family_first or "," in text
        return text, full_key(split_name(text, family_first=family_first)) if split else fold(text)

    return convert


def _date(name: str, column: Column) -> Callable[[RawCell, str], date | None]:
    source = column.source
    past = source.century == "past" or (name == "birth_date" and not source.century)
    century = Century(column.today, past=past)
    formats = source.formats or guess_formats(
        (cell for cell in column.sample if isinstance(cell, str)), century
    )

    def convert(cell: RawCell, text: str) -> date | None:
        value: Any = text if isinstance(cell, str) else cell
        try:
            return read_date(value, formats, century=century, epoch_1904=column.epoch_1904)
        except DateOutOfRange as error:
            if name in _OPEN_ENDED and error.year >= OPEN_END_YEAR:
                return None
            raise Refused("date_out_of_range", example=example(formats)) from error
        except NoDate as error:
            raise Refused("date_unknown", example=example(formats)) from error

    return convert


def _leave_kind(_cell: RawCell, text: str) -> str | None:
    # A word we do not know is judged with the row: only then is it certain that there is a last day at all.
    return words.kind_of_leaving(text) or (None if words.means_staying(text) else f"?{text}")


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
    "leave_kind": _leave_kind,
    "contract": lambda _cell, text: words.contract(text) or f"{UNKNOWN}{text}",
    "place": _texts(cells.short_text),
    "absence_kind": lambda _cell, text: words.kind_of_absence(text) or f"{UNKNOWN}{text}",
}
