"""What a cell holds as it comes out of a file, and how a person would read it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from shared.tabular.dates import Cell

RawCell = Cell | time
_SPACE = re.compile(r"\s+")


class FormulaWithoutValue(str):
    """Stands in for a formula that was never calculated; its text is the formula."""

    __slots__ = ()


def is_blank(cell: RawCell) -> bool:
    """Say whether there is nothing in ``cell``."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: RawCell) -> str:  # noqa: PLR0911  one kind of cell a line
    """Return ``cell`` as a person would read it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return str(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def squeeze(text: str) -> str:
    """Return ``text`` in one Unicode form, with single spaces and none around it."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
