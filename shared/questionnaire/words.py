"""What the engine says about each level, in the three languages of the house by way of the translations."""

from __future__ import annotations

from collections.abc import Mapping

from shared.questionnaire.model import Level
from shared.web.texts import marked

PROMISES: Mapping[str, str] = {
    Level.NAMED: marked("Wie dit leest, ziet dat het jouw antwoorden zijn."),
    Level.CONFIDENTIAL: marked(
        "Je naam staat niet bij je antwoorden. Ze worden alleen samen met die van anderen getoond, nooit apart."
    ),
    Level.ANONYMOUS: marked(
        "Je antwoorden worden zonder je naam en zonder tijdstip bewaard. Niemand kan zien welke van jou zijn."
    ),
}

# Who could read what is stored, as exactly as we know it.
_NOBODY_BY_NAME = marked(
    "Niemand leest jouw antwoorden apart: niet HR, niet je leidinggevende, niet de directie."
)
_IN_GROUPS = marked(
    "HR en de directie zien uitkomsten van groepen van ten minste vijf mensen, en wat mensen in eigen woorden"
    " schrijven pas bij tien, door elkaar."
)
_THE_KEY = marked(
    "Tot ze met die van anderen samengaan, staan je antwoorden versleuteld in de database. Wie die beheert leest er"
    " niets in; alleen wie ook de sleutel van het systeem heeft, zou ze kunnen openen."
)
READERS: Mapping[str, tuple[str, ...]] = {
    Level.NAMED: (
        marked("Wie dit onderwerp bij HR behandelt, kan je antwoorden lezen met je naam erbij."),
        marked("Je leidinggevende en de directie niet; zij zien hoogstens uitkomsten van groepen."),
    ),
    Level.CONFIDENTIAL: (_NOBODY_BY_NAME, _IN_GROUPS, _THE_KEY),
    Level.ANONYMOUS: (
        _NOBODY_BY_NAME,
        _IN_GROUPS,
        marked("Ook wijzelf kunnen niet nagaan welke antwoorden van jou zijn."),
    ),
}
TENURE: Mapping[str, str] = {
    "0-3m": marked("Korter dan 3 maanden"),
    "3-6m": marked("3 tot 6 maanden"),
    "6-12m": marked("6 tot 12 maanden"),
    "1-2y": marked("1 tot 2 jaar"),
    "2-5y": marked("2 tot 5 jaar"),
    "5-10y": marked("5 tot 10 jaar"),
    "10y+": marked("10 jaar en langer"),
}
# What is kept of where somebody belongs, beside the answers.
GROUP: Mapping[str, str] = {
    "department": marked("Afdeling"),
    "function": marked("Functie"),
    "tenure_band": marked("Hoe lang je hier werkt"),
    "age_band": marked("Leeftijdsgroep"),
    "leave_kind": marked("Soort vertrek"),
    "country": marked("Land"),
}

# What kinds, form and drafts say is marked here, for they know nothing of the web.
MARKED = (
    marked("Kies een getal van %(low)s tot en met %(high)s."),
    marked("Hier passen %(limit)s tekens; jouw tekst heeft er %(length)s. Kort hem een beetje in."),
    marked("Kies een van de antwoorden die hier staan."),
    marked("Eigen woorden horen bij het antwoord dat daar ruimte voor geeft."),
    marked("Kies er minstens %(least)s."),
    marked("Kies er hoogstens %(most)s."),
    marked("Deze datum kennen we niet. Schrijf hem zo: 3 februari 2027."),
    marked("Kies ja of nee."),
    marked("Deze vraag heeft nog een antwoord nodig."),
    marked("Deze vraag is niet gesteld."),
    marked("Deze vraag kennen we niet."),
    marked("Deze tekst is zo lang dat we hem niet kunnen bewaren. Kort hem in."),
    marked("Deze uitnodiging is al beantwoord of gesloten."),
    marked("Deze vragen kunnen we nu niet tonen. Probeer het later opnieuw."),
)
