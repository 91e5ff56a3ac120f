"""What people fill in, read into what it means; what is not right is said at its field, in their language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from services.alumni.actions.joining import Asked
from services.alumni.actions.recommending import Yes
from services.alumni.domain.members import EACH, FREQUENCIES, SUBJECTS, Preferences
from services.alumni.policy import FIRST_YEAR, LONGEST_NAME, LONGEST_WISH, MOST_WISHES
from services.alumni.schemas.words import HOURS, LEVELS
from shared.frontdoor.addresses import read_address
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.web.texts import LANGUAGES, gettext

NO_NAME = marked("Hoe heet je? Schrijf je naam zoals we je kenden.")
NAME_LONG = marked("Deze naam is te lang voor ons formulier. Kort hem in tot 120 tekens.")
NO_EMAIL = marked("Op welk mailadres kunnen we je bereiken?")
EMAIL_WRONG = marked("Dit mailadres herkennen we niet. Kijk of alles erin staat, zoals in jo@voorbeeld.nl.")
YEAR_WRONG = marked("Schrijf een jaartal met vier cijfers, zoals 2014.")
YEAR_LATER = marked("Dit jaar moet nog komen.")
YEARS_SWAPPED = marked("Dit jaar ligt voor het jaar waarin je begon.")
NO_SUBJECT = marked("Kies ten minste één onderwerp waarover je van ons wilt horen.")
NO_ANSWER = marked("Kies een van de twee, dan weten we dat jij het bent.")
DAY_WRONG = marked("Deze datum kennen we niet. Kies een dag vanaf morgen.")
NOT_A_CHOICE = marked("Deze keuze kennen we niet.")
WISHES_MANY = marked("Dat zijn er meer dan acht. Noem wat je het liefst wilt.")


@dataclass
class Read:
    """What was filled in, as typed, what it means where it is right, and what is wrong where it is not."""

    typed: Mapping[str, Any]
    errors: dict[str, list[str]] = field(default_factory=dict)

    def wrong(self, name: str, reason: str) -> None:
        """Say what is wrong with a field; the first reason is enough."""
        self.errors.setdefault(name, [reason])

    def need(self, name: str, longest: int, lacking: str, long: str) -> None:
        """Say what is wrong with a field that has to be filled in, and not without end."""
        if not self.typed[name]:
            self.wrong(name, lacking)
        elif len(self.typed[name]) > longest:
            self.wrong(name, long)


def said(found: Read) -> dict[str, list[str]]:
    """Return what is wrong, in the reader's language."""
    return {name: [str(gettext(one)) for one in reasons] for name, reasons in found.errors.items()}


def plainly(form: MultiDict[str, str], *names: str) -> dict[str, Any]:
    """Return what was filled in, with line ends of one kind and without the sign that no database takes."""
    return {name: form.get(name, "").replace("\r\n", "\n").replace("\0", "").strip() for name in names}


def instant(typed: str) -> datetime | None:
    """Return the instant that a field for day and time means, on the wall clock of the organisation."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings().zone))


def read_sign_up(form: MultiDict[str, str], language: str, today: date) -> tuple[Read, Asked | None]:
    """Read the public page."""
    typed = {name: form.get(name, "").strip() for name in ("name", "email", "from_year", "until_year")}
    subjects = _subjects(form)
    found = Read({**typed, "subjects": subjects})
    name = " ".join(typed["name"].split())
    if not name:
        found.wrong("name", NO_NAME)
    elif len(name) > LONGEST_NAME:
        found.wrong("name", NAME_LONG)
    email = read_email(found, typed["email"])
    from_year = _year(found, "from_year", typed["from_year"], today)
    until_year = _year(found, "until_year", typed["until_year"], today)
    if from_year and until_year and until_year < from_year:
        found.wrong("until_year", YEARS_SWAPPED)
    if not subjects:
        found.wrong("subjects", NO_SUBJECT)
    if found.errors or email is None:
        return found, None
    return found, Asked(
        name=name,
        email=email,
        from_year=from_year,
        until_year=until_year,
        subjects=subjects,
        language=language,
    )


def read_email(found: Read, typed: str, name: str = "email") -> str | None:
    """Return the address as mail servers take it."""
    if not typed:
        found.wrong(name, NO_EMAIL)
        return None
    email = read_address(typed)
    if email is None:
        found.wrong(name, EMAIL_WRONG)
    return email


def read_answer(form: MultiDict[str, str]) -> tuple[Read, bool | None]:
    """Read yes or no behind the link of a letter, and about what."""
    found = Read({"answer": form.get("answer", ""), "subjects": _subjects(form)})
    answer = {"yes": True, "no": False}.get(form.get("answer", ""))
    if answer is None:
        found.wrong("answer", NO_ANSWER)
    return found, answer


def read_yes(form: MultiDict[str, str], language: str) -> tuple[Read, bool | None, Yes | None]:
    """Read what somebody says of whom a former colleague thought: no, or yes and who they are."""
    found, answer = read_answer(form)
    name = " ".join(form.get("name", "").replace("\0", "").split())
    typed = {**found.typed, "name": name[:300], "email": form.get("email", "").strip()[:300]}
    found = Read(typed, found.errors)
    if not answer:
        return found, answer, None
    found.need("name", LONGEST_NAME, NO_NAME, NAME_LONG)
    email = read_email(found, typed["email"])
    need_subject(found)
    if found.errors or email is None:
        return found, answer, None
    return found, answer, Yes(name=name, email=email, subjects=typed["subjects"], language=language)


def need_subject(found: Read) -> None:
    """Whoever says yes says to what."""
    if not found.typed["subjects"]:
        found.wrong("subjects", NO_SUBJECT)


def read_preferences(form: MultiDict[str, str], today: date) -> tuple[Read, Preferences | None]:
    """Read a member's own page."""
    names = ("language", "frequency", "paused_until", "fields", "places", "hours", "level")
    typed: dict[str, Any] = {name: form.get(name, "").strip() for name in names}
    typed["subjects"] = _subjects(form)
    found = Read(typed)
    for name, known in (
        ("language", LANGUAGES),
        ("frequency", FREQUENCIES),
        ("hours", HOURS),
        ("level", LEVELS),
    ):
        if typed[name] and typed[name] not in known:
            found.wrong(name, NOT_A_CHOICE)
    paused_until = _day(found, "paused_until", typed["paused_until"], today)
    wishes: dict[str, Any] = {name: _list(found, name, typed[name]) for name in ("fields", "places")}
    wishes |= {name: typed[name] for name in ("hours", "level") if typed[name]}
    if found.errors:
        return found, None
    return found, Preferences(
        subjects=typed["subjects"],
        language=typed["language"] or None,
        frequency=typed["frequency"] or EACH,
        paused_until=paused_until,
        wishes={name: value for name, value in wishes.items() if value},
    )


def _subjects(form: MultiDict[str, str]) -> tuple[str, ...]:
    return tuple(name for name in SUBJECTS if name in form.getlist("subjects"))


def _year(found: Read, name: str, typed: str, today: date) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) >= FIRST_YEAR):
        found.wrong(name, YEAR_WRONG)
        return None
    if int(typed) > today.year:
        found.wrong(name, YEAR_LATER)
    return int(typed)


def _day(found: Read, name: str, typed: str, today: date) -> date | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        found.wrong(name, DAY_WRONG)
        return None
    if day <= today or day.year > today.year + 10:
        found.wrong(name, DAY_WRONG)
    return day


def _list(found: Read, name: str, typed: str) -> list[str]:
    wishes = [" ".join(one.split())[:LONGEST_WISH] for one in typed.replace(";", ",").split(",")]
    kept = list(dict.fromkeys(one for one in wishes if one))
    if len(kept) > MOST_WISHES:
        found.wrong(name, WISHES_MANY)
    return kept
