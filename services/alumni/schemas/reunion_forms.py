"""What is filled in about reunions: by HR about the afternoon, by members about themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from services.alumni.actions.reunions import Reply
from services.alumni.domain.reunions import ANSWERS, Reunion, questions_from
from services.alumni.policy import (
    LONGEST_BODY,
    LONGEST_DIET,
    LONGEST_QUESTION,
    MOST_GUESTS,
    MOST_QUESTIONS,
)
from services.alumni.schemas.forms import Read, instant, plainly
from services.alumni.schemas.news_forms import TOO_LONG
from services.alumni.schemas.work_forms import DATE_WRONG
from shared.kernel.ids import new_id
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
ANSWER_LATE = marked("Deze dag ligt na de reünie.")
LINK_WRONG = marked(
    "Dit adres kennen we niet. Plak het adres van de pagina, zoals https://kaart.voorbeeld.nl/plek."
)
QUESTION_ANSWERED = marked(
    "Op deze vraag is al geantwoord. Laat haar zo staan, of maak het veld leeg: dan vervallen de antwoorden."
)
QUESTIONS = tuple(f"question_{no}" for no in range(1, MOST_QUESTIONS + 1))
FIELDS = (
    "title", "body", "place", "access", "map_link", "starts_at", "ends_at", "capacity", "guests_max", "answer_by",
)  # fmt: skip


def local(moment: datetime) -> str:
    """Return an instant as a field for day and time shows it."""
    return f"{moment.astimezone(ZoneInfo(settings().zone)):%Y-%m-%dT%H:%M}"


def as_typed(one: Reunion) -> dict[str, Any]:
    """Return a reunion as its form shows it."""
    typed: dict[str, Any] = {name: getattr(one, name) for name in FIELDS}
    words = [question["words"] for question in one.questions]
    asked = dict(zip(QUESTIONS, [*words, *[""] * MOST_QUESTIONS], strict=False))
    moments = {"starts_at": local(one.starts_at), "ends_at": local(one.ends_at)}
    return typed | moments | asked | {"capacity": one.capacity or ""}


def read_reunion(
    form: MultiDict[str, str],
    *,
    known: Sequence[Mapping[str, str]] = (),
    answered: Mapping[str, int] | None = None,
) -> tuple[Read, dict[str, Any]]:
    """Read what HR plans; ``known`` are the questions that stand there, ``answered`` how often each was."""
    typed = plainly(form, *FIELDS, *QUESTIONS)
    found = Read(typed)
    found.need("title", 120, NO_NAME, TOO_LONG)
    found.need("body", LONGEST_BODY, NO_PROGRAMME, TOO_LONG)
    found.need("place", 200, NO_PLACE, TOO_LONG)
    if len(typed["access"]) > 400:
        found.wrong("access", TOO_LONG)
    if typed["map_link"] and not outside(typed["map_link"]):
        found.wrong("map_link", LINK_WRONG)
    values: dict[str, Any] = {name: typed[name] for name in ("title", "body", "place", "access", "map_link")}
    values |= _moments(found)
    lines = _questions(found, known, answered or {})
    capacity, guests = typed["capacity"], typed["guests_max"] or "0"
    if capacity and not (_whole(capacity) and 1 <= int(capacity) <= 100_000):
        found.wrong("capacity", PLACES_WRONG)
    if not (_whole(guests) and int(guests) <= MOST_GUESTS):
        found.wrong("guests_max", GUESTS_WRONG)
    if not found.errors:
        values |= {"capacity": int(capacity) if capacity else None, "guests_max": int(guests),
                   "questions": questions_from(lines, known, new_id)}  # fmt: skip
    return found, values


def outside(typed: str) -> bool:
    """Say whether this is the address of a page that a letter can lead to."""
    return (
        len(typed) <= 500
        and re.fullmatch(r"https://[^\s<>\"'()\[\]\\]+\.[^\s<>\"'()\[\]\\]+", typed) is not None
    )


def read_reply(form: MultiDict[str, str], reunion: Reunion) -> tuple[Read, Reply]:
    """Read whether somebody comes, with whom, and what they eat."""
    named = {f"q-{one['id']}": one["id"] for one in reunion.questions}
    typed = plainly(form, "answer", "guests", "diet", *named)
    found = Read(typed)
    if typed["answer"] not in ANSWERS:
        found.wrong("answer", NO_ANSWER)
    guests = typed["guests"] or "0"
    if not _whole(guests) or int(guests) > reunion.guests_max:
        found.wrong("guests", GUESTS_WRONG)
    if len(typed["diet"]) > LONGEST_DIET:
        found.wrong("diet", TOO_LONG)
    for name in named:
        if len(typed[name]) > LONGEST_DIET:
            found.wrong(name, TOO_LONG)
    bring = int(guests) if not found.errors else 0
    answers = {number: " ".join(typed[name].split()) for name, number in named.items() if typed[name]}
    return found, Reply(
        answer=typed["answer"], guests=bring, diet=" ".join(typed["diet"].split()), answers=answers
    )


def _questions(found: Read, known: Sequence[Mapping[str, str]], answered: Mapping[str, int]) -> list[str]:
    """Return the questions as typed; one that was answered is not reworded under its answers."""
    lines = {name: " ".join(found.typed[name].split()) for name in QUESTIONS}
    for name, one in zip(QUESTIONS, known, strict=False):
        reworded = lines[name] and one["words"] not in lines.values()
        if reworded and answered.get(one["id"]):
            found.wrong(name, QUESTION_ANSWERED)
    for name, words in lines.items():
        if len(words) > LONGEST_QUESTION:
            found.wrong(name, TOO_LONG)
    return list(lines.values())


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
    else:
        if "starts_at" in values and found.typed["answer_by"] > local(values["starts_at"])[:10]:
            found.wrong("answer_by", ANSWER_LATE)
    return values


def _whole(raw: str) -> bool:
    return raw.isascii() and raw.isdigit() and len(raw) < 7
