"""Sentences and codes in the language of the page."""

from datetime import date, datetime

from services.console.domain.sentences import Sentence, Value, Word, word_of
from shared.web.filters import dateword, daytime, number
from shared.web.texts import gettext


def said(sentence: Sentence) -> str:
    """The sentence in the language of the page."""
    return str(gettext(sentence.text)) % {name: shown(value) for name, value in sentence.values.items()}


def shown(value: Value) -> str:
    """A value as people read it."""
    if isinstance(value, Word):
        return str(gettext(value.text))
    if isinstance(value, tuple):
        return ", ".join(shown(one) for one in value)
    if isinstance(value, datetime):
        return daytime(value)
    if isinstance(value, date):
        return dateword(value)
    return number(value) if isinstance(value, int) else value


def word(name: str, code: str | None) -> str:
    """A code in the words of the desk."""
    return shown(word_of(name, code)) if code else ""


ROLE_WORDS = {
    "hr": "HR",
    "interviewer": "gespreksvoerder",
    "manager": "leidinggevende",
    "board": "bestuur",
}
STATE_WORDS = {"invited": "uitgenodigd", "active": "in gebruik", "closed": "gesloten"}
PERSON_STATES = {
    "expected": "begint nog",
    "active": "in dienst",
    "leaving": "gaat uit dienst",
    "left": "uit dienst",
    "none": "geen dienstverband",
}
LETTER_STATES = {
    "queued": "wacht",
    "sending": "onderweg",
    "sent": "verstuurd",
    "uncertain": "onzeker",
    "parked": "niet verstuurd",
    "cancelled": "niet meer nodig",
}
CHECKIN_STATES = {
    "open": "wacht op antwoord",
    "opened": "wacht op antwoord",
    "invited": "wacht op antwoord",
    "reminded": "wacht op antwoord, herinnerd",
    "answered": "beantwoord",
    "declined": "liever niet",
    "expired": "niet beantwoord",
    "closed": "niet beantwoord",
}
DEED_WORDS = {
    "login.entered": "logde in",
    "login.refused": "kwam er niet in: wachtwoord of code klopte niet",
    "login.locked": "ging op slot na te veel pogingen",
    "login.left": "logde uit",
    "login.left_everywhere": "logde overal uit",
    "password.set": "koos een nieuw wachtwoord",
    "password.reset_asked": "vroeg om een nieuw wachtwoord",
    "second_factor.on": "zette de tweede stap aan",
    "second_factor.off": "zette de tweede stap uit",
    "second_factor.recovery_used": "gebruikte een herstelcode",
    "account.first": "werd het eerste account van HR",
    "account.invited": "nodigde een account uit",
    "account.welcomed_again": "stuurde een nieuwe welkomstbrief",
    "account.changed": "wijzigde een account",
    "account.closed": "sloot een account",
    "account.reopened": "heropende een account",
    "account.unlocked": "haalde een account van het slot",
    "fact.retried": "liet een vastgelopen gebeurtenis opnieuw proberen",
    "clock.set": "zette de tijd van het huis vooruit",
}
TABLES = (ROLE_WORDS, STATE_WORDS, PERSON_STATES, LETTER_STATES, CHECKIN_STATES, DEED_WORDS)


def of(table: dict[str, str], code: str) -> str:
    """The word for `code`, or the code itself where a neighbour has one that we do not know."""
    return str(gettext(table[code])) if code in table else code.replace("_", " ")
