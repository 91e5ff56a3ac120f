"""What HR fills in about a source of vacancies, and what came of reading it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from services.alumni.errors import sources as errors
from services.alumni.imports.posting import TEXTS
from services.alumni.policy import DECIDE_DAYS
from services.alumni.schemas.forms import Read, plainly
from services.alumni.schemas.news_forms import TOO_LONG
from services.alumni.schemas.work_forms import DAYS_WRONG
from shared.kernel.errors import DomainError
from shared.web.texts import gettext, marked

NO_NAME = marked("Hoe noem je deze bron? Bijvoorbeeld de naam van het systeem.")
NO_ADDRESS = marked("Schrijf het hele adres, zoals https://werkenbij.voorbeeld.nl/feed.xml.")
NO_KIND = marked("Kies waar de vacatures vandaan komen.")

WHAT: Final[Mapping[str, tuple[str, str]]] = {
    "new": (marked("gaat open"), "good"),
    "changed": (marked("verandert"), "care"),
    "back": (marked("gaat weer open"), "good"),
    "gone": (marked("staat er niet meer; gaat dicht"), "care"),
    "same": (marked("blijft gelijk"), "plain"),
}
STATE: Final[Mapping[str, tuple[str, str]]] = {
    "first": (marked("wacht op je eerste ja"), "care"),
    "on": (marked("doet mee"), "good"),
    "off": (marked("gestopt"), "plain"),
}
ABOUT: Final[Mapping[str, str]] = {
    "outside_id": marked("nummer"),
    "title": marked("titel"),
    "body": marked("omschrijving"),
    "place": marked("plaats"),
    "field": marked("vakgebied"),
    "hours": marked("uren"),
    "opens_on": marked("eerste dag"),
    "closes_on": marked("laatste dag"),
    "url": marked("adres"),
}
_FAILURES: Final[Mapping[str, type[DomainError]]] = {
    kind.code: kind
    for kind in (
        errors.FeedAddress, errors.FeedEmpty, errors.FeedRefused, errors.FeedSilent, errors.FeedTooLarge,
        errors.FeedTooLong, errors.FeedUnreadable, errors.PostingColumnsMissing,
    )
}  # fmt: skip


def read_source(form: MultiDict[str, str]) -> tuple[Read, dict[str, Any]]:
    """Read what HR says of a source."""
    typed = plainly(form, "name", "kind", "url", "decide_days")
    typed["shown"] = form.get("shown") == "yes"
    found = Read(typed)
    found.need("name", 80, NO_NAME, TOO_LONG)
    if typed["kind"] not in {"feed", "file"}:
        found.wrong("kind", NO_KIND)
    if typed["kind"] == "feed" and not _is_address(typed["url"]):
        found.wrong("url", NO_ADDRESS)
    days = typed["decide_days"]
    if not (days.isascii() and days.isdigit() and len(days) < 4 and 1 <= int(days) <= 60):
        found.wrong("decide_days", DAYS_WRONG)
    values = {
        "name": typed["name"],
        "url": typed["url"] if typed["kind"] == "feed" else None,
        "decide_days": int(days) if not found.errors else DECIDE_DAYS,
        "shown": typed["shown"],
    }
    return found, values


def said(known: Mapping[str, tuple[str, str]], code: str) -> tuple[str, str]:
    """Return a code in words, and its tone."""
    found, tone = known.get(code, (code, "plain"))
    return str(gettext(found)), tone


def about(code: str) -> str:
    """Return what a fault is about, in words."""
    found = ABOUT.get(code, code)
    return str(gettext(found))


def fault(one: Mapping[str, Any]) -> str:
    """Return what is wrong with an item, and how to mend it."""
    text = TEXTS.get(one["code"])
    return str(gettext(text, **one["params"])) if text else str(one["code"])


def failure(source: Any) -> str | None:
    """Return why the last reading gave nothing."""
    if source.failure is None:
        return None
    kind = _FAILURES.get(source.failure, errors.FeedUnreadable)
    return str(gettext(kind.text, **source.failure_params))


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(text) <= 2000
