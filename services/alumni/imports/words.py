"""The words by which columns and cells of a list of former colleagues are known, in Dutch, English and French."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from services.alumni.domain.members import NEWS, REUNIONS, SUBJECTS, VACANCIES

_HEADERS: Final[Mapping[str, str]] = {
    "name": "naam volledigenaam oudcollega medewerker name fullname employee nom nomcomplet collaborateur",
    "given_name": "voornaam roepnaam givenname firstname prenom",
    "infix": "tussenvoegsel voorvoegsel infix prefix particule",
    "family_name": "achternaam familienaam familyname lastname surname nomdefamille",
    "email": "email mail mailadres emailadres emailaddress mailaddress privemail priveemail priveadres courriel"
    " adressemail adresseemail adresse adres",
    "from_year": "van vanjaar beginjaar startjaar indienst datumindienst jaarindienst from fromyear startyear since"
    " hiredate startdate de du depuis anneedebut debut dateentree",
    "until_year": "tot totjaar eindjaar uitdienst datumuitdienst jaaruitdienst until untilyear to endyear lastday"
    " enddate jusque jusqua anneefin fin datesortie",
    "place": "plaats vestiging locatie place location site lieu ville etablissement",
    "department": "afdeling team department dept departement service equipe",
    "function": "functie functienaam function position jobtitle title fonction poste",
    "language": "taal language langue",
    "agreed_on": "toestemmingop datumtoestemming toestemmingsdatum akkoordop consentdate consenton agreedon"
    " dateconsentement consentementle accordle",
    "agreed_how": "toestemminghoe hoetoestemming bewijs bron wijzetoestemming consenthow proof evidence agreedhow"
    " source preuve consentementcomment commentconsentement",
    "agreed_to": "toestemmingvoor toestemmingwaarvoor onderwerpen consentfor agreedto subjects topics"
    " consentementpour sujets accordpour",
}
COLUMNS: Final = {word: name for name, words in _HEADERS.items() for word in words.split()}

_SUBJECTS: Final[Mapping[str, str]] = {
    NEWS: "nieuws nieuwsbrief nieuwsbrieven news newsletter newsletters nouvelles actualites lettre",
    REUNIONS: "reunie reunies reunion reunions retrouvailles",
    VACANCIES: "vacature vacatures werk vacancy vacancies jobs emploi emplois offres poste postes",
}
_SUBJECT = {word: name for name, words in _SUBJECTS.items() for word in words.split()}
_ALL = frozenset(["alles", "alle", "all", "everything", "tout", "tous"])
_LANGUAGES: Final[Mapping[str, str]] = {
    "nl": "nl nld dut nederlands dutch neerlandais vlaams",
    "en": "en eng engels english anglais",
    "fr": "fr fra fre frans french francais",
}
_LANGUAGE = {word: code for code, words in _LANGUAGES.items() for word in words.split()}


def folded(text: str) -> str:
    """Return a header or a word without accents, case, spaces and signs."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain.casefold() if letter.isalnum() and letter.isascii())


def placed(header: Sequence[str], names: Mapping[str, str]) -> dict[str, int]:
    """Return where each field stands by the names of the columns; of two that mean the same, the first."""
    found: dict[str, int] = {}
    for place, title in enumerate(header):
        name = names.get(folded(title))
        if name is not None:
            found.setdefault(name, place)
    return found


def read_subjects(text: str) -> tuple[str, ...] | None:
    """Return what somebody agreed to; None where a word of it is not known."""
    parts = text.replace(";", ",").replace("/", ",").replace("+", ",").replace("&", ",")
    for joint in (" en ", " and ", " et "):
        parts = parts.replace(joint, ",")
    found: set[str] = set()
    for part in parts.split(","):
        word = folded(part)
        if word in _ALL:
            found |= set(SUBJECTS)
        elif word in _SUBJECT:
            found.add(_SUBJECT[word])
        elif word:
            return None
    return tuple(one for one in SUBJECTS if one in found) or None


def read_language(text: str) -> str | None:
    """Return the language that a cell means; None where it is none of ours."""
    return _LANGUAGE.get(folded(text))
