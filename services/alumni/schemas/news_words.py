"""What is said about newsletters at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.web.texts import LANGUAGES, gettext, marked

STATE: Final[Mapping[str, str]] = {
    "draft": marked("in de maak"),
    "sending": marked("verstuurd"),
    "paused": marked("stilgezet"),
    "stopped": marked("gestopt"),
}
TONES: Final[Mapping[str, str]] = {"sending": "good", "paused": "care", "stopped": "alarm"}
FINDING: Final[Mapping[str, str]] = {
    "first_language": marked(
        "Er is nog niets geschreven in de eerste taal, %(language)s. Wie in de eigen taal niets vindt, krijgt deze."
    ),
    "no_subject": marked("%(language)s: het onderwerp ontbreekt."),
    "subject_long": marked(
        "%(language)s: het onderwerp is langer dan 60 tekens; op een telefoon valt het eind weg."
    ),
    "no_preview": marked("%(language)s: de regel onder het onderwerp ontbreekt."),
    "no_body": marked("%(language)s: er staat nog geen tekst."),
    "no_alternative": marked(
        "%(language)s: bij een foto staat niet wat erop te zien is. Schrijf het tussen de haken: ![wat je ziet](adres)."
    ),
    "picture_unsafe": marked(
        "%(language)s: een foto moet een adres met https hebben, dit is er geen: %(about)s."
    ),
    "link_odd": marked(
        "%(language)s: deze link leidt nergens heen: %(about)s. Schrijf het hele adres, met https erbij."
    ),
    "heavy": marked(
        "%(language)s: de brief wordt zwaarder dan 100 kB; sommige mailprogramma’s knippen hem af."
    ),
    "untranslated": marked("%(about)s lezers lezen %(language)s; zij krijgen de eerste taal."),
    "nobody": marked("Niemand in deze groep wil nieuws. Maak de groep ruimer."),
}
LETTER: Final[Mapping[str, str]] = {
    "queued": marked("wachten op hun beurt"),
    "sending": marked("gaan nu weg"),
    "sent": marked("verstuurd"),
    "uncertain": marked("onzeker of ze weg zijn"),
    "parked": marked("konden niet weg"),
    "bounced": marked("kwamen terug"),
    "complained": marked("gemeld als ongewenst"),
    "not_wanted": marked("wilden het niet meer toen het zover was"),
    "issue_stopped": marked("gestopt voor ze weg waren"),
}


def language_word(code: str | None) -> str:
    """Return a language in its own words."""
    return LANGUAGES.get(code or "", code or "")


def finding(code: str, language: str | None, about: str) -> str:
    """Return what is not right, in words."""
    return str(gettext(FINDING[code], language=language_word(language), about=about))
