"""What HR fills in about a newsletter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from services.alumni.domain.news import LISTS, WANTS, Segment, Words
from services.alumni.domain.trial import LONGEST_HOURS, SHARES, Trial
from services.alumni.policy import FIRST_YEAR, LONGEST_BODY, LONGEST_TITLE
from services.alumni.schemas.forms import NOT_A_CHOICE, YEAR_WRONG, Read, instant
from shared.kernel.texts import marked
from shared.web.texts import LANGUAGES

NO_TITLE = marked("Geef deze nieuwsbrief een naam, voor jezelf en je collega’s.")
TOO_LONG = marked("Dit is te lang.")
HOURS_ODD = marked("Schrijf een heel aantal uren, van 1 tot en met 72.")
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
        subject_b=" ".join(form.get("subject_b", "").split()),
    )
    limits = {"subject": 200, "subject_b": 200, "preview": 300, "body": LONGEST_BODY}
    found = Read({name: getattr(words, name) for name in limits})
    for name, longest in limits.items():
        if len(found.typed[name]) > longest:
            found.wrong(name, TOO_LONG)
    return found, words


def read_settings(form: MultiDict[str, str]) -> tuple[Read, dict[str, Any]]:
    """Read for whom an issue is, and how it goes."""
    lists = {name: tuple(form.getlist(name))[:50] for name in LISTS}
    typed: dict[str, Any] = {
        **lists,
        **{name: form.get(name, "").strip() for name in ("from_year", "until_year", "language")},
    }
    typed |= {name: form.get(name) == "yes" for name in ("archived", "second_hand", "trial")}
    typed |= {name: form.get(name, "").strip() for name in ("share", "hours")}
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
    for name, known in (("wants", WANTS), ("languages", LANGUAGES)):
        if not set(lists[name]) <= set(known):
            found.wrong(name, NOT_A_CHOICE)
    segment = Segment(
        **lists,
        from_year=years["from_year"],
        until_year=years["until_year"],
    )
    return found, {
        "trial": _trial(found),
        "segment": segment.plain(),
        "language": typed["language"],
        "archived": typed["archived"],
        "second_hand": typed["second_hand"],
    }


def _trial(found: Read) -> dict[str, Any] | None:
    """Return what is tried out, where somebody wants that."""
    typed = found.typed
    if not typed["trial"]:
        return None
    if typed["share"] not in {str(one) for one in SHARES}:
        found.wrong("share", NOT_A_CHOICE)
    hours = typed["hours"]
    if not (hours.isascii() and hours.isdigit() and len(hours) < 4 and 1 <= int(hours) <= LONGEST_HOURS):
        found.wrong("hours", HOURS_ODD)
    return None if found.errors else Trial(share=int(typed["share"]), hours=int(hours)).plain()


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
