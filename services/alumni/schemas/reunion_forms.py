"""What is filled in about reunions: by HR about the afternoon, by members about themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from services.alumni.actions.reunions import Reply
from services.alumni.domain.reunions import ANSWERS, Reunion
from services.alumni.policy import LONGEST_BODY, LONGEST_DIET, MOST_GUESTS
from services.alumni.schemas.forms import Read, instant, plainly
from services.alumni.schemas.news_forms import TOO_LONG
from services.alumni.schemas.work_forms import DATE_WRONG
from shared.kernel.settings import settings
from shared.kernel.texts import marked

NO_NAME = marked("Hoe heet deze reünie?")
NO_PROGRAMME = marked("Vertel wat er is te doen.")
NO_PLACE = marked("Waar is het?")
MOMENT_WRONG = marked("Kies een dag en een tijd.")
END_WRONG = marked("Het einde ligt voor het begin.")
PLACES_WRONG = marked("Schrijf een getal vanaf 1, of laat dit leeg als er plaats is voor iedereen.")
GUESTS_WRONG = marked("Schrijf een getal van 0 tot 10.")
NO_ANSWER = marked("Kies of je komt.")


def local(moment: datetime) -> str:
    """Return an instant as a field for day and time shows it."""
    return f"{moment.astimezone(ZoneInfo(settings().zone)):%Y-%m-%dT%H:%M}"


def read_reunion(form: MultiDict[str, str]) -> tuple[Read, dict[str, Any]]:
    """Read what HR plans."""
    typed = plainly(
        form,
        "title",
        "body",
        "place",
        "access",
        "starts_at",
        "ends_at",
        "capacity",
        "guests_max",
        "answer_by",
    )
    found = Read(typed)
    found.need("title", 120, NO_NAME, TOO_LONG)
    found.need("body", LONGEST_BODY, NO_PROGRAMME, TOO_LONG)
    found.need("place", 200, NO_PLACE, TOO_LONG)
    if len(typed["access"]) > 400:
        found.wrong("access", TOO_LONG)
    values: dict[str, Any] = {name: typed[name] for name in ("title", "body", "place", "access")}
    values |= _moments(found)
    capacity, guests = typed["capacity"], typed["guests_max"] or "0"
    if capacity and not (_whole(capacity) and 1 <= int(capacity) <= 100_000):
        found.wrong("capacity", PLACES_WRONG)
    if not (_whole(guests) and int(guests) <= MOST_GUESTS):
        found.wrong("guests_max", GUESTS_WRONG)
    if not found.errors:
        values |= {"capacity": int(capacity) if capacity else None, "guests_max": int(guests)}
    return found, values


def read_reply(form: MultiDict[str, str], reunion: Reunion) -> tuple[Read, Reply]:
    """Read whether somebody comes, with whom, and what they eat."""
    typed = plainly(form, "answer", "guests", "diet")
    found = Read(typed)
    if typed["answer"] not in ANSWERS:
        found.wrong("answer", NO_ANSWER)
    guests = typed["guests"] or "0"
    if not _whole(guests) or int(guests) > reunion.guests_max:
        found.wrong("guests", GUESTS_WRONG)
    if len(typed["diet"]) > LONGEST_DIET:
        found.wrong("diet", TOO_LONG)
    bring = int(guests) if not found.errors else 0
    return found, Reply(answer=typed["answer"], guests=bring, diet=" ".join(typed["diet"].split()))


def _moments(found: Read) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in ("starts_at", "ends_at"):
        moment = instant(found.typed[name])
        if moment is None:
            found.wrong(name, MOMENT_WRONG)
        else:
            values[name] = moment
    if len(values) == 2 and values["ends_at"] <= values["starts_at"]:
        found.wrong("ends_at", END_WRONG)
    try:
        values["answer_by"] = date.fromisoformat(found.typed["answer_by"])
    except ValueError:
        found.wrong("answer_by", DATE_WRONG)
    return values


def _whole(raw: str) -> bool:
    return raw.isascii() and raw.isdigit() and len(raw) < 7
