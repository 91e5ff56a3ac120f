"""How dates and numbers are written for people, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from flask import Flask
from flask_babel import gettext

from shared.calendar.said import clock_said, length_said
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.texts import locale

# Babel's own long forms are nearly right; a year is said only where it is not this one.
_DAY = {"nl": "EEEE d MMMM", "en": "EEEE d MMMM", "fr": "EEEE d MMMM"}
_SHORT = {"nl": "d MMM", "en": "d MMM", "fr": "d MMM"}


def dateword(value: date | datetime | None, zone: str | None = None, *, year: bool | None = None) -> str:
    """Return ``dinsdag 9 maart``, with the year where it is not this year (or as ``year`` says)."""
    return _worded(value, zone, _DAY, year=year)


def shortdate(value: date | datetime | None, zone: str | None = None, *, year: bool | None = None) -> str:
    """Return ``9 mrt``, with the year where it is not this year: for tables."""
    return _worded(value, zone, _SHORT, year=year)


def daytime(value: datetime | None, zone: str | None = None, *, year: bool | None = None) -> str:
    """Return ``dinsdag 9 maart om 14.00 uur``, on the clock of ``zone`` (the organisation's)."""
    if value is None:
        return ""
    day, time = dateword(value, zone, year=year), clocktime(value, zone)
    return str(gettext("%(day)s om %(time)s", day=day, time=time))


def clocktime(value: datetime | None, zone: str | None = None) -> str:
    """Return ``14.00 uur``, ``2:00 pm``, ``14 h 00``."""
    if value is None:
        return ""
    return clock_said(_local(value, zone), locale().language)


def lasting(minutes: int) -> str:
    """Return ``2 uur`` of 120 minutes, ``45 minuten`` of 45."""
    return length_said(minutes, locale().language)


def date_iso(value: date | datetime | None, zone: str | None = None) -> str:
    """Return ``2027-03-09``, for files and for the datetime attribute of a time element."""
    return "" if value is None else _local_date(value, zone).isoformat()


def number(value: float | None, digits: int | None = None) -> str:
    """Return ``1.234,5`` in the reader's own way; with ``digits``, exactly so many decimals."""
    if value is None:
        return "–"
    pattern = "#,##0" + ("." + "0" * digits if digits else "") if digits is not None else None
    return format_decimal(value, format=pattern, locale=locale())


def percent(value: float | None, digits: int = 0) -> str:
    """Return ``23%`` of 0.23."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
    return "–" if value is None else format_percent(value, format=pattern, locale=locale())


def opening(words: str) -> str:
    """Return words as a sentence begins with them; names further on keep their capitals."""
    return words[:1].upper() + words[1:]


def install(app: Flask) -> None:
    """Give the templates of ``app`` these filters."""
    for one in (dateword, shortdate, daytime, clocktime, lasting, date_iso, number, percent, opening):
        app.jinja_env.filters[one.__name__] = one


def _worded(
    value: date | datetime | None, zone: str | None, patterns: dict[str, str], *, year: bool | None
) -> str:
    if value is None:
        return ""
    day = _local_date(value, zone)
    with_year = day.year != clock.today(zone or settings().zone).year if year is None else year
    known = locale()
    return _written(day, patterns[known.language] + (" y" if with_year else ""), known)


# A list of fifty rows knows few days, and a day is written the same for everybody who speaks the language.
@lru_cache(maxsize=2048)
def _written(day: date, pattern: str, known: Locale) -> str:
    written = format_date(day, pattern, locale=known)
    # French writes the first of a month as an ordinal.
    return written.replace(" 1 ", " 1er ", 1) if known.language == "fr" and day.day == 1 else written


def _local(value: datetime, zone: str | None) -> datetime:
    return value.astimezone(ZoneInfo(zone or settings().zone))


def _local_date(value: date | datetime, zone: str | None) -> date:
    return _local(value, zone).date() if isinstance(value, datetime) else value
