"""Sentences and codes in the language of the page."""

from datetime import date, datetime

from services.console.domain.sentences import Sentence, Value, Word, word_of
from shared.web.filters import dateword, daytime, number
from shared.web.texts import gettext, marked


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
    "hr": marked("HR"),
    "interviewer": marked("gespreksvoerder"),
    "manager": marked("leidinggevende"),
    "board": marked("bestuur"),
}
STATE_WORDS = {"invited": marked("uitgenodigd"), "active": marked("in gebruik"), "closed": marked("gesloten")}
LETTER_STATES = {
    "queued": marked("wacht"),
    "sending": marked("onderweg"),
    "sent": marked("verstuurd"),
    "uncertain": marked("onzeker"),
    "parked": marked("kon niet weg"),
    "cancelled": marked("niet meer nodig"),
}
REQUEST_STATES = {
    "open": marked("wacht op antwoord"),
    "opened": marked("wacht op antwoord"),
    "invited": marked("wacht op antwoord"),
    "reminded": marked("wacht op antwoord, herinnerd"),
    "answered": marked("beantwoord"),
    "declined": marked("liever niet"),
    "expired": marked("geen antwoord"),
    "closed": marked("geen antwoord"),
}
DEED_WORDS = {
    "login.entered": marked("logde in"),
    "login.refused": marked("kwam er niet in: wachtwoord of code klopte niet"),
    "login.locked": marked("ging op slot na te veel pogingen"),
    "login.left": marked("logde uit"),
    "login.left_everywhere": marked("logde overal uit"),
    "password.set": marked("koos een nieuw wachtwoord"),
    "password.reset_asked": marked("vroeg om een nieuw wachtwoord"),
    "second_factor.on": marked("zette de tweede stap aan"),
    "second_factor.off": marked("zette de tweede stap uit"),
    "second_factor.recovery_used": marked("gebruikte een herstelcode"),
    "account.first": marked("werd het eerste account van HR"),
    "account.invited": marked("nodigde een account uit"),
    "account.welcomed_again": marked("stuurde een nieuwe welkomstbrief"),
    "account.changed": marked("wijzigde een account"),
    "account.closed": marked("sloot een account"),
    "account.reopened": marked("heropende een account"),
    "account.unlocked": marked("haalde een account van het slot"),
    "fact.retried": marked("liet een vastgelopen gebeurtenis opnieuw proberen"),
    "clock.set": marked("zette de tijd vooruit"),
}


def of(table: dict[str, str], code: str) -> str:
    """The word for `code`, or the code itself where a neighbour has one that we do not know."""
    return str(gettext(table[code])) if code in table else code.replace("_", " ")
