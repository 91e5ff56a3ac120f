"""What HR fills in about a newsletter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from services.alumni.domain.news import Segment, Words
from services.alumni.policy import FIRST_YEAR, LONGEST_BODY, LONGEST_TITLE
from services.alumni.schemas.forms import NOT_A_CHOICE, YEAR_WRONG, Read, instant
from shared.kernel.texts import marked
from shared.web.texts import LANGUAGES

NO_TITLE = marked("Geef deze nieuwsbrief een naam, voor jezelf en je collega’s.")
TOO_LONG = marked("Dit is te lang.")
MOMENT_WRONG = marked(
    "Kies een dag en een tijd die nog moeten komen, of laat dit leeg om meteen te versturen."
)


def read_title(form: MultiDict[str, str]) -> tuple[Read, str]:
    """Read the name of a new issue."""
    title = " ".join(form.get("title", "").split())
    found = Read({"title": title})
    found.need("title", LONGEST_TITLE, NO_TITLE, TOO_LONG)
    return found, title


def read_words(form: MultiDict[str, str], language: str) -> tuple[Read, Words]:
    """Read what was written in one language."""
    words = Words(
        language=language,
        subject=" ".join(form.get("subject", "").split()),
        preview=" ".join(form.get("preview", "").split()),
        body=form.get("body", "").replace("\r\n", "\n").replace("\0", "").strip("\n"),
    )
    found = Read({"subject": words.subject, "preview": words.preview, "body": words.body})
    for name, longest in (("subject", 200), ("preview", 300), ("body", LONGEST_BODY)):
        if len(found.typed[name]) > longest:
            found.wrong(name, TOO_LONG)
    return found, words


def read_settings(form: MultiDict[str, str]) -> tuple[Read, dict[str, Any]]:
    """Read for whom an issue is, and how it goes."""
    lists = {name: tuple(form.getlist(name))[:50] for name in ("places", "departments", "functions")}
    typed: dict[str, Any] = {
        **lists,
        **{name: form.get(name, "").strip() for name in ("from_year", "until_year", "language")},
    }
    typed |= {name: form.get(name) == "yes" for name in ("archived", "second_hand")}
    found = Read(typed)
    if typed["language"] not in LANGUAGES:
        found.wrong("language", NOT_A_CHOICE)
    years: dict[str, int | None] = {}
    for name in ("from_year", "until_year"):
        raw = typed[name]
        right = raw.isascii() and raw.isdigit() and FIRST_YEAR <= int(raw) <= 2100
        if raw and not right:
            found.wrong(name, YEAR_WRONG)
        years[name] = int(raw) if raw and right else None
    segment = Segment(
        places=lists["places"],
        departments=lists["departments"],
        functions=lists["functions"],
        from_year=years["from_year"],
        until_year=years["until_year"],
    )
    return found, {
        "segment": segment.plain(),
        "language": typed["language"],
        "archived": typed["archived"],
        "second_hand": typed["second_hand"],
    }


def read_moment(form: MultiDict[str, str], now: datetime) -> tuple[Read, datetime | None]:
    """Read when it leaves, on the wall clock of the organisation; None is at once."""
    raw = form.get("at", "").strip()
    found = Read({"at": raw})
    if not raw:
        return found, None
    at = instant(raw)
    if at is None or at <= now or (at - now).days > 366:
        found.wrong("at", MOMENT_WRONG)
    return found, at
