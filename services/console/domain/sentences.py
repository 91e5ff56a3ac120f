"""Every fact of the log as a sentence for the desk: Dutch, to be translated where it is shown. Data and no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final


@dataclass(frozen=True)
class Word:
    """A code in the words of the desk; the text is a Dutch msgid."""

    text: str


Value = str | int | date | datetime | Word | tuple["str | Word", ...]


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A Dutch msgid with its values. `tone` is good, care, alarm or plain."""

    text: str
    values: Mapping[str, Value]
    tone: str = "plain"
    type: str = ""


SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "people.hired": ("In dienst vanaf %(hire_date)s.", "good"),
    "people.changed": ("Gegevens bijgewerkt: %(fields)s.", "plain"),
    "people.hire_corrected": ("Eerste werkdag verbeterd: %(hire_date)s in plaats van %(was)s.", "plain"),
    "people.leaving_announced": ("Vertrek aangekondigd: %(kind)s, laatste werkdag %(last_day)s.", "care"),
    "people.leaving_changed": ("Vertrek aangepast: %(kind)s, laatste werkdag %(last_day)s.", "care"),
    "people.leaving_withdrawn": ("Vertrek ingetrokken: blijft toch.", "good"),
    "people.left": ("Uit dienst: %(kind)s, laatste werkdag %(last_day)s.", "plain"),
    "people.died": ("Overleden. Alle brieven en momenten zijn gestopt.", "plain"),
    "people.merged": ("Samengevoegd met een ander dossier van dezelfde persoon.", "plain"),
    "people.unmerged": ("Samenvoeging ongedaan gemaakt; dit dossier staat weer op zichzelf.", "plain"),
    "people.forgotten": ("Naam en adressen zijn gewist.", "plain"),
    "people.imported": (
        "Bestand ingelezen: %(created)s nieuw, %(changed)s gewijzigd, %(unchanged)s gelijk, %(rejected)s geweigerd.",
        "plain",
    ),
    "journey.touchpoint_due": ("Moment aangebroken: %(rule)s (%(programme)s).", "plain"),
    "journey.touchpoint_cancelled": ("Moment vervallen: %(reason)s.", "plain"),
    "journey.touchpoint_expired": ("Moment voorbij zonder antwoord.", "plain"),
    "onboarding.checkin_opened": ("Check-in %(moment)s: uitnodiging onderweg.", "plain"),
    "onboarding.checkin_reminded": ("Check-in %(moment)s: de ene herinnering is onderweg.", "plain"),
    "onboarding.checkin_answered": ("Check-in %(moment)s: beantwoord.", "good"),
    "onboarding.checkin_declined": ("Check-in %(moment)s: liever niet.", "plain"),
    "onboarding.checkin_closed": ("Check-in %(moment)s: gesloten.", "plain"),
    "mail.sent": ("Brief verstuurd: %(template)s.", "plain"),
    "mail.bounced": ("Brief kwam terug: %(kind)s.", "care"),
    "mail.complained": ("Een brief is als ongewenst gemeld.", "alarm"),
    "mail.suppressed": ("Er gaat geen post meer naar het adres (%(address_kind)s): %(reason)s.", "alarm"),
    "mail.unsuppressed": ("Er gaat weer post naar het adres (%(address_kind)s).", "good"),
    "mail.undeliverable": ("Brief kon niet weg: %(reason)s.", "care"),
    "console.logged_in": ("Iemand logde in aan het bureau.", "plain"),
    "console.account_locked": ("Een account ging op slot na te veel pogingen.", "care"),
    "console.time_set": ("De tijd van dit huis is gezet op %(instant)s.", "plain"),
}

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {
        "resignation": "zelf opgezegd",
        "dismissal": "ontslag",
        "end_of_contract": "einde contract",
        "retirement": "pensioen",
        "mutual_agreement": "in onderling overleg",
        "death": "overleden",
        "hard": "het adres bestaat niet",
        "soft": "het adres nam de brief nu niet aan",
    },
    "programme": {
        "onboarding": "inwerken",
        "stay": "blijfgesprek",
        "exit": "vertrek",
        "alumni": "oud-collega’s",
    },
    "moment": {
        "week_1": "na 1 week",
        "month_1": "na 1 maand",
        "month_3": "na 3 maanden",
        "month_6": "na 6 maanden",
        "month_11": "na 11 maanden",
    },
    "address_kind": {"work": "werk", "private": "privé", "account": "login"},
    "reason": {
        "hard": "het adres bestaat niet",
        "soft": "de brieven kwamen te vaak terug",
        "complaint": "gemeld als ongewenst",
        "no_address": "er is geen adres bekend",
        "suppressed": "er gaat geen post naar dit adres",
        "refused": "de post weigerde de brief",
        "expired": "de brief was te laat om nog zin te hebben",
        "inactive": "de persoon is niet meer in dienst",
        "left": "uit dienst",
        "leaving": "gaat uit dienst",
        "died": "overleden",
        "forgotten": "gegevens gewist",
        "merged": "samengevoegd met een ander dossier",
        "hire_corrected": "eerste werkdag verbeterd",
        "past": "lag al in het verleden",
    },
    "template": {
        "onboarding/invitation": "uitnodiging voor een check-in",
        "onboarding/reminder": "herinnering aan een check-in",
        "console/welcome": "welkom aan het bureau",
        "console/password_reset": "nieuw wachtwoord",
        "console/password_changed": "wachtwoord gewijzigd",
        "console/locked": "account op slot",
    },
    "fields": {
        "employee_number": "personeelsnummer",
        "given_name": "voornaam",
        "infix": "tussenvoegsel",
        "family_name": "achternaam",
        "email": "e-mailadres",
        "work_email": "e-mailadres",
        "private_email": "privéadres",
        "language": "taal",
        "time_zone": "tijdzone",
        "country": "land",
        "region": "regio",
        "birth_date": "geboortedatum",
        "department": "afdeling",
        "function": "functie",
        "manager": "leidinggevende",
        "hours": "uren",
        "part_time_days": "werkdagen",
        "salary": "salaris",
        "hire_date": "eerste werkdag",
        "last_day": "laatste werkdag",
        "leave_kind": "soort vertrek",
        "notice_date": "datum van opzegging",
    },
}
# A rule of the plan is called after its moment.
_SAME: Final = {"rule": "moment"}
_DATES: Final = frozenset({"hire_date", "was", "last_day", "notice_date", "due_date", "closes_on"})


def split_label(label: str) -> tuple[str, int]:
    """`people.hired.v1` as type and version."""
    kind, _, version = label.rpartition(".v")
    return kind, int(version)


def sentence(label: str, body: Mapping[str, Any]) -> Sentence:
    """The sentence for a line of the log; a fact of a later version of the house is shown by its name."""
    kind = split_label(label)[0]
    if kind not in SENTENCES:
        return Sentence(text="%(type)s", values={"type": kind}, type=kind)
    text, tone = SENTENCES[kind]
    values = {name: _value(name, value) for name, value in body.items() if f"%({name})s" in text}
    missing = {name for name in _names(text) if name not in values}
    return Sentence(text=text, values=values | dict.fromkeys(missing, "–"), tone=tone, type=kind)


def word_of(name: str, code: str) -> str | Word:
    """A code in the words of the desk; a code without words is shown as it is."""
    known = WORDS.get(_SAME.get(name, name), {})
    return Word(known[code]) if code in known else code.replace("_", " ")


def all_texts() -> list[str]:
    """Every Dutch text here, for the test that holds the translations against them."""
    return [text for text, _ in SENTENCES.values()] + [
        text for group in WORDS.values() for text in group.values()
    ]


def _value(name: str, value: Any) -> Value:
    if value is None:
        return "–"
    if name in _DATES:
        return date.fromisoformat(value)
    if name == "instant":
        return datetime.fromisoformat(value)
    if isinstance(value, list):
        return tuple(word_of(name, str(one)) for one in value)
    return value if isinstance(value, int) else word_of(name, str(value))


def _names(text: str) -> list[str]:
    return [part.split(")s")[0] for part in text.split("%(")[1:]]
