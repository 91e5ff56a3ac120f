"""The talk that brings a dismissal, as HR and the manager fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.exit_interviews.domain.dismissal import (
    LONGEST,
    NEEDED,
    PRESENT,
    Held,
    Preparation,
    can_have_been,
)
from shared.tabular.dates import Century, NoDate, read_date
from shared.web.texts import gettext, marked

FORMATS = ("YYYY-MM-DD", "D-M-YYYY", "D/M/YYYY", "D MMM YYYY")
LABELS: Mapping[str, tuple[str, str]] = {
    "message": (
        marked("Wat je zegt, in de eerste zin"),
        marked("Kort en onomkeerbaar duidelijk, zoals je het uitspreekt."),
    ),
    "reasons": (
        marked("Waarom: feiten en redenen, in gewone woorden"),
        marked(
            "Wat er gebeurde, wat er al besproken is, waarom dit het besluit is. Geen vaktaal, geen verwijten."
        ),
    ),
    "setting": (
        marked("Wie erbij is, waar en wanneer"),
        marked(
            "De leidinggevende en iemand van HR, een rustige kamer, genoeg tijd; of iemand een ander mag meenemen."
        ),
    ),
    "after": (
        marked("Wat er nu gebeurt"),
        marked(
            "De laatste dag, geld, spullen, toegang, wie het wanneer hoort, wat op papier komt en wanneer."
        ),
    ),
    "care": (
        marked("Zorg erna"),
        marked(
            "Hoe iemand thuiskomt, wie er morgen belt, welke hulp er is, bij wie iemand met vragen terechtkan."
        ),
    ),
}
WHO: Mapping[str, str] = {
    "manager": marked("de leidinggevende"),
    "hr": marked("iemand van HR"),
    "companion": marked("iemand die deze collega zelf meenam"),
    "union": marked("iemand van vakbond of ondernemingsraad"),
    "other": marked("iemand anders"),
}
TOO_LONG = marked("Dit is te lang. Kort het in tot 4.000 tekens.")
WHICH_DAY = marked("Op welke dag was het gesprek? Schrijf hem zo: 3-2-2027.")
NOT_THAT_DAY = marked(
    "Op deze dag kan het niet zijn geweest: kies vandaag of eerder, hoogstens een jaar terug."
)
WHO_WAS_THERE = marked("Kruis aan wie er bij het gesprek was.")
NOT_SURE = marked("Kruis eerst aan dat het gesprek is geweest.")


def read_words(form: Mapping[str, str]) -> tuple[Preparation, dict[str, list[str]]]:
    """Return what was written, and what is wrong with it."""
    typed = {name: form.get(name, "").replace("\r\n", "\n").strip() for name in NEEDED}
    errors = {name: [str(gettext(TOO_LONG))] for name, said in typed.items() if len(said) > LONGEST}
    return Preparation(**typed), errors


def read_held(
    typed_day: str, ticked: list[str], *, sure: bool, today: date
) -> tuple[Held | None, dict[str, list[str]]]:
    """Return on which day the talk was and who was there; None where something is wrong."""
    errors: dict[str, list[str]] = {}
    day = _day(typed_day, today, errors)
    present = tuple(code for code in PRESENT if code in ticked)
    if not present:
        errors["present"] = [str(gettext(WHO_WAS_THERE))]
    if not sure:
        errors["sure"] = [str(gettext(NOT_SURE))]
    return (None if errors or day is None else Held(day=day, present=present)), errors


def who_words(present: list[str]) -> str:
    """Return who was there."""
    return ", ".join(str(gettext(WHO[code])) for code in PRESENT if code in present)


def _day(typed: str, today: date, errors: dict[str, list[str]]) -> date | None:
    try:
        day = read_date(typed.strip(), FORMATS, century=Century(today)) if typed.strip() else None
    except NoDate:
        day = None
    if day is None:
        errors["held_on"] = [str(gettext(WHICH_DAY))]
    elif not can_have_been(day, today):
        errors["held_on"] = [str(gettext(NOT_THAT_DAY))]
    return day
