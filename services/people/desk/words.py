"""Codes in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import get_locale

from shared.web.filters import number, shortdate
from shared.web.texts import gettext, marked

_STATES = {
    "expected": marked("verwacht"),
    "active": marked("in dienst"),
    "leaving": marked("vertrekt"),
    "left": marked("vertrokken"),
    "never_started": marked("niet begonnen"),
    "none": marked("zonder dienstverband"),
}
TONES = {
    "expected": "plain", "active": "good", "leaving": "care", "left": "plain", "never_started": "plain",
    "none": "plain",
}  # fmt: skip
_KINDS = {
    "resignation": marked("eigen opzegging"),
    "dismissal": marked("ontslag"),
    "end_of_contract": marked("einde van het contract"),
    "retirement": marked("pensioen"),
    "mutual_agreement": marked("in onderling overleg"),
    "death": marked("overlijden"),
}
_CONTRACTS = {
    "permanent": marked("vast (onbepaalde tijd)"),
    "fixed_term": marked("tijdelijk (bepaalde tijd)"),
    "temporary_agency": marked("uitzendkracht"),
    "internship": marked("stage of leerwerkplek"),
    "on_call": marked("oproep"),
    "other": marked("een ander contract"),
}
_ABSENCES = {
    "sickness": marked("ziekte"),
    "parental": marked("zwangerschap, geboorte of ouderschap"),
    "care": marked("zorg voor een ander"),
    "sabbatical": marked("een langere onderbreking"),
    "unpaid": marked("onbetaald verlof"),
    "other": marked("ander verlof"),
}
_FIELDS = {
    "employee_number": marked("Personeelsnummer"),
    "name": marked("Hele naam"),
    "given_name": marked("Voornaam"),
    "infix": marked("Tussenvoegsel"),
    "family_name": marked("Achternaam"),
    "email": marked("E-mail van het werk"),
    "private_email": marked("E-mail privé"),
    "language": marked("Taal"),
    "time_zone": marked("Tijdzone"),
    "country": marked("Land"),
    "region": marked("Regio"),
    "birth_date": marked("Geboortedatum"),
    "department": marked("Afdeling"),
    "function": marked("Functie"),
    "manager": marked("Leidinggevende"),
    "hours": marked("Uren per week"),
    "part_time_days": marked("Werkdagen"),
    "salary": marked("Salaris"),
    "hire_date": marked("Eerste werkdag"),
    "notice_date": marked("Opgezegd op"),
    "last_day": marked("Laatste werkdag"),
    "leave_kind": marked("Soort vertrek"),
    "contract": marked("Contract"),
    "contract_end": marked("Contract tot en met"),
    "probation_end": marked("Proeftijd tot en met"),
    "place": marked("Vestiging"),
    "never_started": marked("Niet begonnen"),
    "absence_kind": marked("Soort verlof"),
    "absence_from": marked("Afwezig vanaf"),
    "absence_until": marked("Afwezig tot en met"),
}
_RUNS = {
    "uploaded": marked("wacht op de kolommen"),
    "reading": marked("wordt gelezen"),
    "stopped": marked("gestopt"),
    "checked": marked("nagekeken, nog niet doorgevoerd"),
    "applying": marked("wordt doorgevoerd"),
    "applied": marked("doorgevoerd"),
    "failed": marked("niet gelukt"),
    "dropped": marked("weggelegd"),
}
RUN_TONES = {"applied": "good", "failed": "alarm", "stopped": "care", "checked": "care", "uploaded": "care"}
_WHAT = {
    "created": marked("nieuw"),
    "changed": marked("gewijzigd"),
    "returned": marked("nieuw dienstverband"),
    "absent": marked("staat niet meer in het bestand"),
}
_DAYS = {
    "mon": marked("ma"), "tue": marked("di"), "wed": marked("wo"), "thu": marked("do"), "fri": marked("vr"),
    "sat": marked("za"), "sun": marked("zo"),
}  # fmt: skip
_REGIONS = {
    ("BE", "VLG"): marked("Vlaanderen"),
    ("BE", "WAL"): marked("Wallonië"),
    ("BE", "BRU"): marked("Brussel"),
}
_DATES = frozenset(
    {
        "birth_date", "hire_date", "notice_date", "last_day", "contract_end", "probation_end", "absence_from",
        "absence_until",
    }
)  # fmt: skip
LANGUAGES = (("nl", "Nederlands"), ("en", "English"), ("fr", "Français"))


def state(code: str) -> str:
    """Where somebody stands."""
    return str(gettext(_STATES[code]))


def states() -> list[tuple[str, str]]:
    """All states, to choose from."""
    return [(code, state(code)) for code in _STATES]


def kind(code: str | None) -> str:
    """How somebody goes."""
    return str(gettext(_KINDS[code])) if code else str(gettext(marked("niet bekend hoe")))


def kinds() -> list[tuple[str, str]]:
    """All kinds of leaving, to choose from."""
    return [(code, kind(code)) for code in _KINDS]


def contract(code: str | None) -> str:
    """What kind of contract it is."""
    return str(gettext(_CONTRACTS[code])) if code else ""


def contracts() -> list[tuple[str, str]]:
    """All kinds of contract, to choose from."""
    return [(code, contract(code)) for code in _CONTRACTS]


def absence(code: str) -> str:
    """What somebody is away for; for HR alone."""
    return str(gettext(_ABSENCES[code]))


def absences() -> list[tuple[str, str]]:
    """All kinds of leave, to choose from."""
    return [(code, absence(code)) for code in _ABSENCES]


def field(code: str) -> str:
    """The name of a field."""
    return str(gettext(_FIELDS.get(code, code)))


def place(country: str | None, region: str | None) -> str:
    """Country and region by their names; a code that nobody has words for as it is."""
    known = _REGIONS.get((country or "", region or ""))
    land = get_locale().territories.get(country or "", country)
    return ", ".join(filter(None, (land, str(gettext(known)) if known else region)))


def run(code: str) -> str:
    """How far an import is."""
    return str(gettext(_RUNS[code]))


def what(code: str) -> str:
    """What an import does to a person."""
    return str(gettext(_WHAT[code]))


def told(name: str, value: Any) -> str:
    """What stood or will stand in a field, as it is read from the list of an import."""
    if value is None or value == "":
        return str(gettext("leeg"))
    return _READ[name](value) if name in _READ else str(value)


def days(value: str | None) -> str:
    """Working days: how many, or which."""
    if not value:
        return ""
    if value[0].isdigit():
        return str(gettext(marked("%(count)s dagen per week"), count=value))
    return " ".join(str(gettext(_DAYS[day])) for day in value.split(","))


_READ: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(_DATES, lambda value: shortdate(date.fromisoformat(value))),
    "leave_kind": kind,
    "contract": contract,
    "never_started": state,
    "language": lambda value: dict(LANGUAGES).get(value, value),
    "country": lambda value: place(value, None),
    "part_time_days": days,
    "hours": number,
}


def chosen(name: str, value: str) -> str:
    """What was chosen or typed in a field of a form, in words."""
    if name == "contract":
        return contract(value)
    return dict(LANGUAGES).get(value, value) if name == "language" else value


def days_typed(value: str | None) -> str:
    """Working days as somebody would type them."""
    if not value or value[0].isdigit():
        return value or ""
    return " ".join(str(gettext(_DAYS[day])) for day in value.split(","))
