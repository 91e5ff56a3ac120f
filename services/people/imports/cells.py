"""One cell becomes one value, or a refusal."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email

from services.people.imports import words
from services.people.imports.names import squeeze
from services.people.imports.problems import Problem
from services.people.imports.table import FormulaWithoutValue, RawCell, as_text
from services.people.policy import LONGEST_CELL, LONGEST_TEXT, PATH_SEPARATOR

_PLAIN_EMAIL = re.compile(
    r"[A-Za-z0-9_+'-]+(?:\.[A-Za-z0-9_+'-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,63}"
)
_DROPPED = dict.fromkeys(map(ord, "\ufeff\u200b\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_DIGITS = re.compile(r"-?[\d.,]+")
_ERRORS = frozenset(("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#N/A", "#SPILL!", "#CALC!"))
_PATH = re.compile(r"\s*>\s*")


class Refused(Exception):
    """The cell cannot go in; carries the code and parameters of a Problem."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = {key: str(value) for key, value in params.items()}
        super().__init__(code)

    def problem(self, field: str, column: str, value: str) -> Problem:
        """Return the problem as it stands in the report."""
        return Problem(self.code, field=field, column=column, value=shortened(value), params=self.params)


def shortened(text: str) -> str:
    """Return ``text`` as a report shows it: what a database cannot hold replaced, what nobody reads cut off."""
    clean = text.replace("\x00", "\ufffd")
    return clean if len(clean) <= 500 else clean[:499] + "…"


def clean_text(cell: RawCell) -> str:
    """Return the text in ``cell``: trimmed, one Unicode form, no control characters."""
    if isinstance(cell, FormulaWithoutValue):
        raise Refused("formula_without_value")
    text = cell if isinstance(cell, str) else as_text(cell)
    if text.isascii() and text.isprintable():
        text = text.strip()
        if "  " in text:
            text = squeeze(text)
    else:
        text = squeeze(text.translate(_DROPPED))
        if any(
            unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} and not letter.isspace()
            for letter in text
        ):
            raise Refused("control_character")
    if text.startswith("#") and text in _ERRORS:
        raise Refused("error_cell")
    return text


def short_text(text: str) -> str:
    """Return a text that fits a name, function or region."""
    if len(text) > LONGEST_TEXT:
        raise Refused("cell_too_long", length=len(text))
    return text


def department(text: str) -> str:
    """Return a department's path with our separator."""
    if len(text) > LONGEST_CELL:
        raise Refused("cell_too_long", length=len(text))
    parts = [short_text(part) for part in _PATH.split(text) if part]
    return PATH_SEPARATOR.join(parts)


@lru_cache(maxsize=10_000)
def email(text: str) -> str:
    """Return an address that mail can go to."""
    text = text.removeprefix("mailto:").strip("<> ")
    if _PLAIN_EMAIL.fullmatch(text) and len(text) <= 254 and text.index("@") <= 64:
        return text
    try:
        return validate_email(text, check_deliverability=False, test_environment=True, strict=True).normalized
    except EmailNotValidError as error:
        raise Refused("email_unknown") from error


def language(text: str) -> str:
    """Return nl, en or fr."""
    found = words.language(text)
    if found is None:
        raise Refused("language_unknown")
    return found


def country(text: str) -> str:
    """Return a country's code."""
    found = words.country(text)
    if found is None:
        raise Refused("country_unknown")
    return found


def time_zone(text: str) -> str:
    """Return an IANA zone."""
    if text not in available_zones():
        raise Refused("time_zone_unknown")
    return text


@lru_cache(maxsize=1)
def available_zones() -> frozenset[str]:
    """Return the zones that this machine knows."""
    return frozenset(available_timezones())


def number(cell: RawCell, text: str, *, thousands: bool, highest: int) -> Decimal:
    """Return the number in a cell: ``32,5``, ``€ 62.506,00``, ``$62,506.00`` or a real number."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        bare = str(cell)
    else:
        bare = _plain_number(text, thousands=thousands)
    try:
        found = Decimal(bare)
    except InvalidOperation as error:
        raise Refused("number_unknown", example="32,5") from error
    if not found.is_finite() or not 0 <= found <= highest:
        raise Refused("number_unknown", example="32,5")
    return found.quantize(Decimal("0.01"))


def _plain_number(text: str, *, thousands: bool) -> str:
    bare = re.sub(r"[\s'’€$£]|EUR|USD|uur|uren|hours|heures|[uh]$", "", text)
    if not _DIGITS.fullmatch(bare):
        return "?"
    last = max(bare.rfind(","), bare.rfind("."))
    if last < 0:
        return bare
    mark = bare[last]
    groups_of_three = thousands and len(bare) - last - 1 == 3
    if bare.count(mark) > 1 or (groups_of_three and ("," in bare) != ("." in bare)):
        return bare.replace(",", "").replace(".", "")
    return bare[:last].replace(",", "").replace(".", "") + "." + bare[last + 1 :]


def part_time_days(cell: RawCell, text: str) -> str:
    """Return ``4``, ``2.5`` (days a week) or ``mon,tue,thu`` (which days)."""
    try:
        count = number(cell, text, thousands=False, highest=7)
    except Refused:
        parts = [part for part in re.split(r"[\s,;/+&-]+", text) if part]
        listed = {words.weekday(part) for part in parts}
        if None in listed or not parts:
            raise Refused("part_time_days_unknown") from None
        return ",".join(day for day in words.WEEKDAYS if day in listed)
    if count * 2 != int(count * 2):
        raise Refused("part_time_days_unknown")
    return f"{count.normalize():f}"
