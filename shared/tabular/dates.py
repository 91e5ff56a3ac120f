"""Dates as files write them: by format, by Excel's serial number, or as a real date cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

# In which years people work.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

Cell = str | float | date | datetime | bool | None

_TOKEN = re.compile(r"YYYY|YY|MMMM|MMM|MM|M|DD|D|[^YMD]+")
_PIECES = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "MMMM": r"(?P<word>[^\W\d_]+)\.?",
    "MMM": r"(?P<word>[^\W\d_]+)\.?",
    "MM": r"(?P<month>\d{1,2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "D": r"(?P<day>\d{1,2})",
}
_MONTHS = (
    ("jan", "januari", "january", "janv", "janvier"),
    ("feb", "februari", "february", "fev", "fevr", "fevrier", "févr", "février", "fév"),
    ("mrt", "maart", "mar", "march", "mars"),
    ("apr", "april", "avr", "avril"),
    ("mei", "may", "mai"),
    ("jun", "juni", "june", "juin"),
    ("jul", "juli", "july", "juil", "juillet"),
    ("aug", "augustus", "august", "aout", "août"),
    ("sep", "sept", "september", "septembre"),
    ("okt", "oktober", "oct", "october", "octobre"),
    ("nov", "november", "novembre"),
    ("dec", "december", "décembre", "déc", "decembre"),
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words}
# A time behind the date (``2015-01-05 00:00:00``, ``T00:00:00Z``) says nothing about a day and is left off.
_TIME = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp][Mm]|Z|[+-]\d{2}:?\d{2})?)?"
GUESSED = (
    "YYYY-MM-DD", "D-M-YYYY", "D/M/YYYY", "M/D/YYYY", "D.M.YYYY", "YYYY/MM/DD", "YYYYMMDD", "D MMM YYYY",
    "D-MMM-YYYY", "MMM D, YYYY", "D-M-YY", "D/M/YY", "M/D/YY", "D.M.YY", "D-MMM-YY", "M-D-YYYY", "M-D-YY",
)  # fmt: skip
# Excel counts days from 1900 (with a 29 February 1900 that never was) or, in old Mac files, from 1904.
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
# The serial number of 1 January 1927: below it a whole number is a year.
_FIRST_SERIAL = 9_999


class NoDate(ValueError):
    """The cell holds no date that we know."""


class DateOutOfRange(NoDate):
    """A date, but of no year in which people work."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(year)


@dataclass(frozen=True)
class Century:
    """How a year of two digits gets its century: ``past`` never lies after today, else within 20 years ahead."""

    today: date
    past: bool = False

    def widen(self, year: int, month: int, day: int) -> int:
        """Return the four-digit year."""
        wide = self.today.year // 100 * 100 + year
        if self.past:
            return (
                wide
                if (wide, month, day) <= (self.today.year, self.today.month, self.today.day)
                else wide - 100
            )
        if wide > self.today.year + 20:
            return wide - 100
        return wide + 100 if wide <= self.today.year - 80 else wide


def known_format(text: str, *, partly: bool = False) -> bool:
    """Say whether ``text`` is a format that has a year, a month and a day; ``partly``: or a year alone, or a month."""
    tokens = _TOKEN.findall(text)
    kinds = sorted(token[0] for token in tokens if token in _PIECES)
    enough = [["D", "M", "Y"], ["M", "Y"], ["Y"]] if partly else [["D", "M", "Y"]]
    return kinds in enough and "".join(tokens) == text


@cache
def _pattern(form: str) -> re.Pattern[str]:
    tokens = _TOKEN.findall(form)
    body = "".join(_PIECES.get(token) or r"\s*" + re.escape(token.strip()) + r"\s*" for token in tokens)
    if form == "YYYYMMDD":
        body = r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    return re.compile(body + _TIME)


def read_date(
    cell: Cell | time, formats: Sequence[str], *, century: Century, epoch_1904: bool = False
) -> date:
    """Return the date in ``cell``, which is not blank; raise NoDate where there is none.

    A real date cell and Excel's serial number need no format.
    """
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, bool | time) or cell is None:
        # A time without a day: a workbook keeps an empty date as zero, which reads as midnight.
        raise NoDate
    elif isinstance(cell, int | float):
        found = _from_serial(float(cell), epoch_1904=epoch_1904)
    else:
        found = _from_text(cell.strip(), formats, century)
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise DateOutOfRange(found.year)
    return found


@dataclass(frozen=True, order=True)
class Partly:
    """A day, or only its month, or only its year."""

    year: int
    month: int | None = None
    day: int | None = None

    def first_of_month(self) -> date | None:
        """Return the first day of its month; None where only the year is known."""
        return date(self.year, self.month, 1) if self.month else None


def read_partly(
    cell: Cell | time, formats: Sequence[str], *, century: Century, epoch_1904: bool = False
) -> Partly:
    """Return what ``cell`` says of a date, which may be a year or a month only; raise NoDate where it says nothing.

    A number that is a year is one, whatever the formats: workbooks keep years so.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool) and float(cell).is_integer():
        cell = str(int(cell)) if cell < _FIRST_SERIAL else cell
    if isinstance(cell, str):
        text = cell.strip()
        for form in formats:
            parts = match.groupdict() if (match := _pattern(form).fullmatch(text)) else {}
            if match and parts.get("day") is None:
                return _partly(parts, century)
    found = read_date(cell, formats, century=century, epoch_1904=epoch_1904)
    return Partly(found.year, found.month, found.day)


def _partly(parts: dict[str, str | None], century: Century) -> Partly:
    word, short = parts.get("word"), parts.get("short")
    number = MONTHS.get(word.casefold(), 0) if word else int(parts.get("month") or 0)
    year = century.widen(int(short), number or 1, 1) if short else int(parts.get("year") or 0)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateOutOfRange(year)
    if (word or parts.get("month")) and not 1 <= number <= 12:
        raise NoDate
    return Partly(year, number or None)


def _from_text(text: str, formats: Sequence[str], century: Century) -> date:
    for form in formats:
        match = _pattern(form).fullmatch(text)
        if match:
            return _from_parts(match.groupdict(), century)
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text), epoch_1904=False)
    raise NoDate


def _from_parts(parts: dict[str, str | None], century: Century) -> date:
    word = parts.get("word")
    month = MONTHS.get(word.casefold(), 0) if word else int(parts.get("month") or 0)
    day = int(parts.get("day") or 0)
    short = parts.get("short")
    year = century.widen(int(short), month, day) if short else int(parts.get("year") or 0)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoDate from error


def _from_serial(number: float, *, epoch_1904: bool) -> date:
    if not 1 <= number < 2_958_466:
        raise NoDate
    return (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + timedelta(days=int(number))


def example(formats: Sequence[str]) -> str:
    """Return a date as this file would write it, for the sentence that says how."""
    form = formats[0] if formats else "YYYY-MM-DD"
    pieces = {
        "YYYY": "2027",
        "YY": "27",
        "MMMM": "feb",
        "MMM": "feb",
        "MM": "02",
        "M": "2",
        "DD": "03",
        "D": "3",
    }
    return "".join(pieces.get(token, token) for token in _TOKEN.findall(form))


def guess_formats(cells: Iterable[Cell], century: Century) -> tuple[str, ...]:
    """Return the one format that reads most of the texts in ``cells``; the European order wins a tie."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    best, best_score = "", 0
    for form in GUESSED:
        score = sum(_reads(text, form, century) for text in texts)
        if score > best_score:
            best, best_score = form, score
    return (best,) if best else ()


def _reads(text: str, form: str, century: Century) -> bool:
    try:
        read_date(text, (form,), century=century)
    except DateOutOfRange:
        return True
    except NoDate:
        return False
    return not _SERIAL.fullmatch(text)
