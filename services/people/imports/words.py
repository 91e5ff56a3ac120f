"""Words that mean the same in the files of three languages: kinds of leaving, languages, weekdays, countries."""

from __future__ import annotations

from functools import cache

from babel import Locale

from services.people.imports.names import fold
from services.people.policy import KINDS_OF_LEAVING, LANGUAGES

# What HR systems write, folded (no case, accents, spaces or punctuation).
_LEAVING = {
    "resignation": "resignation resigned voluntary voluntarilyterminated vrijwillig vrijwilligvertrek ontslagname"
    " eigenverzoek opeigenverzoek opzegging opzeggingwerknemer zelfontslaggenomen demission demissionne volontaire",
    "dismissal": "dismissal dismissed fired involuntary involuntarilyterminated terminatedforcause ontslag ontslagen"
    " onvrijwillig opzeggingwerkgever licenciement licencie renvoi",
    "end_of_contract": "endofcontract contractexpired contractended eindecontract contracteinde eindetijdelijkcontract"
    " findecontrat fincdd",
    "retirement": "retirement retired pensioen pensionering metpensioen pensioengerechtigd retraite pension",
    "mutual_agreement": "mutualagreement onderlingovereenkomst wederzijdsgoedvinden metwederzijdsgoedvinden"
    " vaststellingsovereenkomst inonderlingoverleg accordmutuel communaccord ruptureconventionnelle",
    "death": "death deceased died overlijden overleden deces decede",
}
_STAYING = frozenset(
    [
        "active",
        "actief",
        "indienst",
        "inservice",
        "employed",
        "stillemployed",
        "nastillemployed",
        "actif",
        "enservice",
        "enposte",
        "leaveofabsence",
        "verlof",
        "current",
        "huidig",
        "futurestart",
    ]
)
_LANGUAGE_WORDS = {
    "nl": "nl nederlands dutch neerlandais nlnl nlbe ned vlaams flemish flamand",
    "en": "en engels english anglais engb enus eng",
    "fr": "fr frans french francais frfr frbe fra",
}
_DAYS = (
    ("mon", "ma maandag mo mon monday lu lun lundi"),
    ("tue", "di dinsdag tu tue tues tuesday mar mardi"),
    ("wed", "wo woe woensdag we wed wednesday me mer mercredi"),
    ("thu", "do don donderdag th thu thur thurs thursday je jeu jeudi"),
    ("fri", "vr vrij vrijdag fr fri friday ve ven vendredi"),
    ("sat", "za zat zaterdag sa sat saturday sam samedi"),
    ("sun", "zo zon zondag su sun sunday dim dimanche"),
)
WEEKDAYS = tuple(code for code, _ in _DAYS)

_KINDS = {word: kind for kind, words in _LEAVING.items() for word in words.split()}
_KINDS.update({fold(kind.replace("_", "")): kind for kind in KINDS_OF_LEAVING})
_LANGUAGES = {word: code for code, words in _LANGUAGE_WORDS.items() for word in words.split()}
_WEEKDAYS = {word: code for code, words in _DAYS for word in words.split()}


def kind_of_leaving(text: str) -> str | None:
    """Return our code for what the file calls this leaving; None where we do not know the word."""
    return _KINDS.get(fold(text).replace("_", ""))


def means_staying(text: str) -> bool:
    """Say whether the word means that the person is simply employed."""
    return fold(text).replace("/", "") in _STAYING


def language(text: str) -> str | None:
    """Return nl, en or fr."""
    return _LANGUAGES.get(fold(text).replace("_", ""))


def weekday(text: str) -> str | None:
    """Return mon to sun."""
    return _WEEKDAYS.get(fold(text))


@cache
def country(text: str) -> str | None:
    """Return the code of two letters of a country, from its code or its name in Dutch, English or French."""
    folded = fold(text)
    return _countries().get(folded)


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {"usa": "US", "vs": "US", "unitedstatesofamerica": "US", "uk": "GB",
                             "holland": "NL", "greatbritain": "GB", "england": "GB",
                             "nld": "NL", "bel": "BE", "fra": "FR", "deu": "DE"}  # fmt: skip
    for code in LANGUAGES:
        for territory, name in Locale(code).territories.items():
            if (
                len(territory) == 2
                and territory.isalpha()
                and territory not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
            ):
                found.setdefault(fold(name), territory)
                found.setdefault(territory.lower(), territory)
    return found
