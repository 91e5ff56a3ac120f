"""Codes in words, for the pages of members and the desk of HR. Dutch, translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.web.texts import gettext, marked

SUBJECT: Final[Mapping[str, str]] = {
    "news": marked("Nieuws: hoe het hier gaat, een paar keer per jaar"),
    "reunions": marked("Reünies: een uitnodiging als we weer bij elkaar komen"),
    "vacancies": marked("Vacatures: werk dat bij je past, mocht je terug willen"),
}
SHORT: Final[Mapping[str, str]] = {
    "news": marked("nieuws"),
    "reunions": marked("reünies"),
    "vacancies": marked("vacatures"),
    "directory": marked("de gids voor leden"),
}
FREQUENCY: Final[Mapping[str, str]] = {
    "each": marked("Elke brief, als hij er is"),
    "monthly": marked("Eén keer per maand, bij elkaar"),
}
STATE: Final[Mapping[str, str]] = {
    "awake": marked("lid"),
    "asleep": marked("werkt hier, lidmaatschap slaapt"),
    "stopped": marked("gestopt"),
}
HOURS: Final[Mapping[str, str]] = {
    "short": marked("tot 16 uur in de week"),
    "half": marked("16 tot 28 uur in de week"),
    "full": marked("28 uur of meer in de week"),
}
LEVELS: Final[Mapping[str, str]] = {
    "starting": marked("beginnend"),
    "skilled": marked("vakbekwaam"),
    "senior": marked("ervaren"),
    "leading": marked("leidinggevend"),
}
HOW: Final[Mapping[str, str]] = {
    "public_page": marked("op de publieke pagina, bevestigd uit je eigen mail"),
    "invitation": marked("op onze vraag na je vertrek"),
    "colleague": marked("nadat een oud-collega aan je dacht"),
    "farewell": marked("op je eigen pagina bij je afscheid"),
    "preferences": marked("op je eigen pagina"),
    "one_click": marked("met de afmeldknop van je mailprogramma"),
    "leave_page": marked("op de afmeldpagina"),
    "forget": marked("met je vraag om vergeten te worden"),
    "file": marked("uit een bestand, met bewijs erbij"),
    "merge": marked("twee dossiers van jou werden één; het strengste antwoord telt"),
}


def words(known: Mapping[str, str], code: str) -> str:
    """Return a code in words."""
    return str(gettext(known[code])) if code in known else code


def options(known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what there is to choose from, in words."""
    return [(code, words(known, code)) for code in known]
