"""One cell becomes one value, or a refusal."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email

from services.people.imports import words
from services.people.policy import LONGEST_CELL, LONGEST_TEXT, PATH_SEPARATOR
from shared.tabular.raw import RawCell
from shared.tabular.text import Refused

_PLAIN_EMAIL = re.compile(
    r"[A-Za-z0-9_+'-]+(?:\.[A-Za-z0-9_+'-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,63}"
)
_DIGITS = re.compile(r"-?[\d.,]+")
_PATH = re.compile(r"\s*>\s*")


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
