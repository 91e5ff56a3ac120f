"""What is said about newsletters at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flask_babel import format_timedelta

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
    "no_subject_b": marked(
        "%(language)s: het andere onderwerp ontbreekt, of het is hetzelfde als het eerste."
    ),
    "subject_b_long": marked(
        "%(language)s: het andere onderwerp is langer dan 60 tekens; op een telefoon valt het eind weg."
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
    "offer_gone": marked(
        "%(language)s: hierop kan dan niemand meer antwoorden: %(about)s. Haal de regel weg, of kies iets dat open is."
    ),
    "picture_gone": marked("%(language)s: een van de foto’s is er niet meer. Zet hem er opnieuw bij."),
    "link_gone": marked("%(language)s: deze bladzijde bestaat niet meer: %(about)s."),
    "link_nowhere": marked("%(language)s: op dit adres antwoordt niemand: %(about)s."),
    "link_inside": marked("%(language)s: dit adres werkt alleen bij jullie binnen: %(about)s."),
    "link_unsafe": marked("%(language)s: de beveiliging van deze bladzijde klopt niet: %(about)s."),
    "link_unsure": marked(
        "%(language)s: of deze link werkt, konden we niet zien. Probeer hem zelf: %(about)s."
    ),
    "links_unseen": marked("Of de links werken, is nog niet nagekeken (het zijn er %(about)s)."),
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


WAIT: Final[Mapping[str, str]] = {
    "paced": marked(
        "%(num)s wachten op hun beurt, in het tempo dat jullie kozen; de laatste is aan de beurt op %(when)s."
    ),
    "outside_hours": marked(
        "%(num)s wachten op de uren waarop hun lezer werkt; de laatste gaat op %(when)s."
    ),
}
# Where it is mended: the field of the words, or else the page of the readers.
_FIELDS: Final[Mapping[str, str]] = {
    "no_subject_b": "subject_b",
    "subject_b_long": "subject_b",
    "no_subject": "subject",
    "subject_long": "subject",
    "no_preview": "preview",
}
_READERS: Final = frozenset({"nobody", "links_unseen"})


def field(code: str) -> str | None:
    """Return the field in which something is mended; None where it is not in the words."""
    return None if code in _READERS else _FIELDS.get(code, "body")


def lasting(span: timedelta) -> str:
    """Return a length of time as people say it, roughly."""
    return str(format_timedelta(span, granularity="minute", threshold=1.4))


def language_word(code: str | None) -> str:
    """Return a language in its own words."""
    return LANGUAGES.get(code or "", code or "")


def finding(code: str, language: str | None, about: str) -> str:
    """Return what is not right, in words."""
    return str(gettext(FINDING[code], language=language_word(language), about=about))
