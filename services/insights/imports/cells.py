"""What stands in a cell: a number as people write it, a month, or a stretch of time."""

from __future__ import annotations

import re
from datetime import date

from services.insights.domain.periods import month_end
from shared.tabular.dates import Century, NoDate, Partly, read_partly
from shared.tabular.raw import RawCell, is_blank
from shared.tabular.text import Refused, clean_text

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# Twelve hundred, or one and a bit: both are written like this.
_UNCLEAR = re.compile(r"\d{1,3}[.,]\d{3}")
_QUARTER = re.compile(r"(\d{4})\s*[-/ ]?\s*[QKT]([1-4])|[QKT]([1-4])\s*[-/ ]?\s*(\d{4})", re.IGNORECASE)
_MONTHS = (
    "YYYY-MM",
    "MM/YYYY",
    "M-YYYY",
    "MMM YYYY",
    "MMMM YYYY",
    "YYYY-MM-DD",
    "D-M-YYYY",
    "D/M/YYYY",
    "YYYY",
)


def number(cell: RawCell) -> float:
    """Return the number in a cell; a percent sign behind it is only read."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= 0:
        return float(cell)
    text = clean_text(cell).rstrip("%").replace(" ", "").strip()
    if _UNCLEAR.fullmatch(text):
        raise Refused("number_unclear")
    if not _NUMBER.fullmatch(text):
        raise Refused("number_unknown")
    return float(text.replace(",", "."))


def whole(cell: RawCell) -> int:
    """Return the whole number in a cell."""
    found = number(cell)
    if not found.is_integer() or found > 10_000_000:
        raise Refused("number_not_whole")
    return int(found)


def month(cell: RawCell, today: date, *, epoch_1904: bool) -> date:
    """Return the first day of the month that a cell tells; one that is not over yet tells nothing."""
    found = _partly(cell, today, epoch_1904=epoch_1904)
    if found.month is None:
        raise Refused("month_unknown")
    first = date(found.year, found.month, 1)
    if month_end(first) >= today:
        raise Refused("not_over_yet")
    return first


def stretch(cell: RawCell, today: date, *, epoch_1904: bool) -> tuple[date, date]:
    """Return first and last day of the year, quarter or month that a cell tells."""
    quarter = _QUARTER.fullmatch(clean_text(cell)) if isinstance(cell, str) else None
    if quarter:
        year, part = int(quarter[1] or quarter[4]), int(quarter[2] or quarter[3])
        if not 1900 <= year <= 2100:
            raise Refused("period_unknown")
        days = date(year, 3 * part - 2, 1), month_end(date(year, 3 * part, 1))
    else:
        found = _partly(cell, today, epoch_1904=epoch_1904, code="period_unknown")
        first = date(found.year, found.month or 1, 1)
        days = first, month_end(first) if found.month else date(found.year, 12, 31)
    if days[0] > today:
        raise Refused("not_over_yet")
    return days


def _partly(cell: RawCell, today: date, *, epoch_1904: bool, code: str = "month_unknown") -> Partly:
    if is_blank(cell):
        raise Refused("cell_empty")
    try:
        return read_partly(
            clean_text(cell) if isinstance(cell, str) else cell,
            _MONTHS,
            century=Century(today, past=True),
            epoch_1904=epoch_1904,
        )
    except NoDate as error:
        raise Refused(code) from error
