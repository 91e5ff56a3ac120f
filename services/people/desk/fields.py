"""The fields of a form about a person: how they are shown, and what they mean when they come back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import request

from services.people.desk import words
from services.people.domain import PERSON_FIELDS, Person
from services.people.imports import cells
from services.people.imports.words import weekday
from services.people.policy import (
    CONTRACTS,
    DEATH,
    FURTHEST_HIRE_DAYS,
    KINDS_OF_ABSENCE,
    KINDS_OF_LEAVING,
    LANGUAGES,
)
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.tabular.dates import Century, NoDate, read_date
from shared.tabular.text import Refused, clean_text
from shared.web.texts import gettext, locale, marked

Errors = dict[str, list[str]]

SPELL_FORM = (
    "hire_date", "function", "department", "place", "manager", "hours", "part_time_days", "contract", "contract_end",
    "probation_end",
)  # fmt: skip
PERSON_FORM = (*PERSON_FIELDS, *SPELL_FORM)
LEAVING_FORM = ("kind", "notice_date", "last_day")
ABSENCE_FORM = ("absence_kind", "absence_from", "absence_until")
PLACE_FORM = ("country", "region", "time_zone")
DATES = frozenset(
    {
        "birth_date", "hire_date", "notice_date", "last_day", "contract_end", "probation_end", "absence_from",
        "absence_until",
    }
)  # fmt: skip

_DATE = marked("Deze datum kennen we niet. Schrijf hem zo: 3 februari 2027.")
_TEXT = marked("Hier staat een teken dat we niet kunnen lezen, of te veel tekst.")
_SAID: Mapping[str, str] = {
    "email_unknown": marked("Dit e-mailadres kunnen we niet lezen. Schrijf het zo: naam@voorbeeld.nl."),
    "country_unknown": marked("Dit land kennen we niet. Schrijf de naam, of de code zoals NL of BE."),
    "time_zone_unknown": marked("Deze tijdzone kennen we niet. Schrijf hem zo: Europe/Brussels."),
    "part_time_days_unknown": marked(
        "Deze werkdagen kennen we niet. Schrijf een getal (4) of dagen (ma di do)."
    ),
    "number_unknown": marked("Dit getal kunnen we niet lezen. Schrijf het zo: 32,5."),
}
_FORMATS = (
    "YYYY-MM-DD", "D-M-YYYY", "D/M/YYYY", "D.M.YYYY", "YYYY/MM/DD", "D MMMM YYYY", "D-MMM-YYYY", "MMMM D, YYYY",
    "MMMM D YYYY", "D-M-YY", "D/M/YY", "D.M.YY", "D MMMM YY",
)  # fmt: skip
_ORDINAL = re.compile(r"(?<=\d)(?:er|e|st|nd|rd|th|ste|de)\b", re.IGNORECASE)


@dataclass
class Typed:
    """A form that came in: as it was typed, what it means, and what is wrong with it."""

    raw: dict[str, str] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)
    errors: Errors = field(default_factory=dict)

    def wrong(self, name: str, reason: str) -> None:
        """Note what is wrong with a field, once."""
        self.errors.setdefault(name, []).append(str(gettext(reason)))


def read(names: Sequence[str], *, all_of_them: bool = True) -> Typed:
    """Read the form of this request; without ``all_of_them`` only what was changed since the page was made."""
    typed = Typed()
    for name in names:
        typed.raw[name] = request.form.get(name, "").strip()
        typed.was[name] = request.form.get(f"was_{name}", "").strip()
        if all_of_them or typed.raw[name] != typed.was[name]:
            try:
                typed.given[name] = meaning(name, typed.raw[name])
            except Refused as refused:
                typed.wrong(name, _DATE if name in DATES else _SAID.get(refused.code, _TEXT))
    return typed


def meaning(name: str, raw: str) -> Any:
    """Return what was meant by ``raw``: None where nothing was filled in; Refused where nobody can tell."""
    text = clean_text(raw)
    if not text:
        return None
    return _READERS.get(name, cells.short_text)(text)


def together(typed: Typed, person: Person | None = None) -> None:
    """Note what only shows when the fields stand beside one another, or beside what we know of ``person``."""
    spell = person.latest if person else None
    today = clock.today(settings().zone)

    def now(name: str) -> Any:
        if name in typed.given:
            return typed.given[name]
        return getattr(person, name, None) if person and hasattr(person, name) else getattr(spell, name, None)

    if not any(map(now, ("given_name", "family_name"))):
        typed.wrong("given_name", marked("We missen de naam."))
    if (born := now("birth_date")) and born > today:
        typed.wrong("birth_date", marked("De geboortedatum ligt in de toekomst."))
    hired = now("hire_date")
    begins = spell is None and any(typed.given.get(name) is not None for name in SPELL_FORM)
    if hired and "hire_date" in typed.given:
        _first_day(typed, hired, born=born, last=now("last_day"))
    elif hired is None and "hire_date" not in typed.errors and (spell or begins):
        typed.wrong("hire_date", marked("We missen de datum in dienst."))


def _first_day(typed: Typed, hired: date, *, born: date | None, last: date | None) -> None:
    if hired > clock.today(settings().zone) + timedelta(days=FURTHEST_HIRE_DAYS):
        typed.wrong("hire_date", marked("Deze datum ligt wel erg ver weg. Klopt het jaar?"))
    if born and hired < born:
        typed.wrong("hire_date", marked("De datum in dienst ligt voor de geboortedatum."))
    if last and last < hired:
        typed.wrong("hire_date", marked("De laatste dag ligt voor de datum in dienst."))


def leaving_together(typed: Typed, hired: date) -> None:
    """Note what is wrong with a leaving as a whole."""
    kind, notice, last = (typed.given.get(name) for name in LEAVING_FORM)
    if kind is None:
        typed.wrong("kind", marked("Kies hoe deze persoon vertrekt."))
    if last is None and "last_day" not in typed.errors:
        typed.wrong("last_day", marked("We missen de laatste dag."))
    elif last and last < hired:
        typed.wrong("last_day", marked("De laatste dag ligt voor de datum in dienst."))
    elif last and notice and notice > last:
        typed.wrong("notice_date", marked("De opzegdatum ligt na de laatste dag."))


def shown(person: Person) -> dict[str, str]:
    """Return what we know of a person, as somebody would type it."""
    found = {name: as_typed(name, getattr(person, name)) for name in PERSON_FIELDS}
    spell = person.latest
    for name in SPELL_FORM:
        found[name] = as_typed(name, getattr(spell, name)) if spell and name != "manager" else ""
    if spell and spell.manager_id:
        found["manager"] = spell.manager_number or spell.manager_name or ""
    return found


def as_typed(name: str, value: Any) -> str:
    """Return a value as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value, "d MMMM y", locale=locale())
    if name == "hours":
        return format_decimal(value, format="0.##", locale=locale())
    return words.days_typed(value) if name == "part_time_days" else str(value)


def day(text: str) -> date:
    """Return the date somebody means: ``3-2-2027``, ``dinsdag 3 februari 2027``, ``1er mars 2027``, ``2027-02-03``."""
    first, _, rest = text.partition(" ")
    plain = _ORDINAL.sub("", rest.strip() if weekday(first) else text)
    if plain.isdigit():
        # A bare number means a day to a spreadsheet only.
        raise Refused("date_unknown")
    try:
        return read_date(plain, _FORMATS, century=Century(clock.today(settings().zone)))
    except NoDate as error:
        raise Refused("date_unknown") from error


def _one_of(codes: Sequence[str]) -> Callable[[str], str]:
    def choose(text: str) -> str:
        if text not in codes:
            raise Refused("unknown")
        return text

    return choose


_READERS: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(DATES, day),
    "email": cells.email,
    "private_email": cells.email,
    "language": _one_of(LANGUAGES),
    "kind": _one_of([kind for kind in KINDS_OF_LEAVING if kind != DEATH]),
    "contract": _one_of(CONTRACTS),
    "absence_kind": _one_of(KINDS_OF_ABSENCE),
    "time_zone": cells.time_zone,
    "country": cells.country,
    "department": cells.department,
    "hours": lambda text: cells.number(text, text, thousands=False, highest=168),
    "part_time_days": lambda text: cells.part_time_days(text, text),
}
