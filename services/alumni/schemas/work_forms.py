"""What is filled in about work: by HR about a vacancy and a decision, by members about themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from services.alumni.actions.work import Answer
from services.alumni.domain.work import CALL, DECLINED, FULL, INVITED, Decision, kind_of_file
from services.alumni.policy import CV_MEBIBYTES, DECIDE_DAYS, LONGEST_BODY, LONGEST_MOTIVATION, LONGEST_WORDS
from services.alumni.schemas.forms import NOT_A_CHOICE, Read, plainly
from services.alumni.schemas.news_forms import TOO_LONG
from services.alumni.schemas.words import LEVELS
from shared.kernel.texts import marked

NO_WORK = marked("Hoe heet dit werk?")
NO_TELLING = marked("Vertel wat het werk is, voor wie, en wat je biedt.")
DATE_WRONG = marked("Kies een datum.")
DATES_SWAPPED = marked("De laatste dag ligt voor de eerste.")
HOURS_WRONG = marked("Schrijf een getal van 0 tot 60.")
HOURS_SWAPPED = marked("Dit is minder dan het eerste getal.")
DAYS_WRONG = marked("Schrijf een getal van 1 tot 60.")
NO_WAY = marked("Kies hoe je wilt reageren.")
NO_PHONE = marked("Op welk nummer mogen we je bellen?")
NO_MOTIVATION = marked("Schrijf kort waarom je dit werk zou willen doen.")
FILE_ODD = marked("Dit is geen pdf en geen Word-bestand. Bewaar je cv als pdf en probeer het opnieuw.")
FILE_BIG = marked("Dit bestand is groter dan 10 MB. Bewaar het kleiner en probeer het opnieuw.")
NO_OUTCOME = marked("Kies wat je beslist.")
NO_REASON = marked("Schrijf eerlijk wat de doorslag gaf.")
NO_TIP = marked("Geef ten minste één tip waar deze persoon iets aan heeft.")


def read_vacancy(form: MultiDict[str, str]) -> tuple[Read, dict[str, Any]]:
    """Read what HR writes about a vacancy."""
    typed = plainly(
        form, "title", "body", "field", "place", "hours_from", "hours_to", "level", "opens_on", "closes_on",
        "decide_days",
    )  # fmt: skip
    typed["shown"] = form.get("shown") == "yes"
    found = Read(typed)
    found.need("title", 120, NO_WORK, TOO_LONG)
    found.need("body", LONGEST_BODY, NO_TELLING, TOO_LONG)
    for name in ("field", "place"):
        if len(typed[name]) > 80:
            found.wrong(name, TOO_LONG)
    if typed["level"] and typed["level"] not in LEVELS:
        found.wrong("level", NOT_A_CHOICE)
    values = {name: typed[name] for name in ("title", "body", "field", "place", "shown")}
    values |= {"level": typed["level"] or None, **_hours(found), **_dates(found)}
    values["decide_days"] = _number(found, "decide_days", 1, 60, DAYS_WRONG) or DECIDE_DAYS
    return found, values


def read_interest(form: MultiDict[str, str], file: FileStorage | None) -> tuple[Read, Answer | None]:
    """Read what a member answers: call me, or the whole of it with a CV."""
    way = form.get("way", "")
    phone = " ".join(form.get("phone", "").split())[:40]
    motivation = plainly(form, "motivation")["motivation"]
    found = Read({"way": way, "phone": phone, "motivation": motivation})
    if way not in {CALL, FULL}:
        found.wrong("way", NO_WAY)
    if way == CALL and not any(sign.isdigit() for sign in phone):
        found.wrong("phone", NO_PHONE)
    if way == FULL and not motivation:
        found.wrong("motivation", NO_MOTIVATION)
    if len(motivation) > LONGEST_MOTIVATION:
        found.wrong("motivation", TOO_LONG)
    content = file.read() if file is not None and file.filename else None
    kind = kind_of_file(content) if content else None
    if content and kind is None:
        found.wrong("file", FILE_ODD)
    if content and len(content) > CV_MEBIBYTES << 20:
        found.wrong("file", FILE_BIG)
    if found.errors:
        return found, None
    name = (file.filename or "")[-120:] if content and file is not None else None
    return found, Answer(
        way=way, phone=phone, motivation=motivation, file_name=name, file_kind=kind, content=content or None
    )


def read_decision(form: MultiDict[str, str]) -> tuple[Read, Decision]:
    """Read a decision: honest, and with something usable for who is declined."""
    decision = Decision(
        outcome=form.get("outcome", ""),
        reason=" ".join(form.get("reason", "").replace("\0", "").split()),
        tip=" ".join(form.get("tip", "").replace("\0", "").split()),
    )
    found = Read({"outcome": decision.outcome, "reason": decision.reason, "tip": decision.tip})
    if decision.outcome not in {INVITED, DECLINED}:
        found.wrong("outcome", NO_OUTCOME)
    if not decision.reason:
        found.wrong("reason", NO_REASON)
    if decision.outcome == DECLINED and not decision.tip:
        found.wrong("tip", NO_TIP)
    for name in ("reason", "tip"):
        if len(found.typed[name]) > LONGEST_WORDS:
            found.wrong(name, TOO_LONG)
    return found, decision


def _dates(found: Read) -> dict[str, date | None]:
    days: dict[str, date | None] = {}
    for name in ("opens_on", "closes_on"):
        try:
            days[name] = date.fromisoformat(found.typed[name])
        except ValueError:
            days[name] = None
            found.wrong(name, DATE_WRONG)
    opens, closes = days["opens_on"], days["closes_on"]
    if opens and closes and closes < opens:
        found.wrong("closes_on", DATES_SWAPPED)
    return days


def _hours(found: Read) -> dict[str, int | None]:
    lowest = _number(found, "hours_from", 0, 60, HOURS_WRONG)
    highest = _number(found, "hours_to", 0, 60, HOURS_WRONG)
    if lowest is not None and highest is not None and highest < lowest:
        found.wrong("hours_to", HOURS_SWAPPED)
    return {"hours_from": lowest, "hours_to": highest}


def _number(found: Read, name: str, lowest: int, highest: int, reason: str) -> int | None:
    raw = found.typed[name]
    if not raw:
        return None
    if not (raw.isascii() and raw.isdigit() and len(raw) < 4 and lowest <= int(raw) <= highest):
        found.wrong(name, reason)
        return None
    return int(raw)
