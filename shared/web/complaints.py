"""What marshmallow and webargs say is wrong, in the language of the request.

They speak English; their sentences are recognised here, once, where they leave the house. What is not theirs passes as
it is: our own schemas say things in Dutch, or in the reader's language already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask_babel import gettext

from shared.web.texts import marked

# Their sentence -> ours. {place} stands for what differs, and comes back as %(place)s.
SENTENCES: Mapping[str, str] = {
    "Missing data for required field.": marked("Dit moet ingevuld zijn."),
    "Field may not be null.": marked("Dit mag niet leeg zijn."),
    "Unknown field.": marked("Dit veld kennen we hier niet."),
    "Invalid value.": marked("Deze waarde kennen we niet."),
    "Invalid input.": marked("Deze waarde kennen we niet."),
    "Invalid input type.": marked("Hier hoort een object."),
    "Invalid type.": marked("Hier hoort een object."),
    "Invalid JSON body.": marked("Dit is geen JSON die we kunnen lezen."),
    "Not a valid mapping type.": marked("Hier hoort een object."),
    "Not a valid list.": marked("Hier hoort een lijst."),
    "Not a valid string.": marked("Hier hoort tekst."),
    "Not a valid utf-8 string.": marked("Hier hoort tekst in UTF-8."),
    "Not a valid number.": marked("Hier hoort een getal."),
    "Not a valid integer.": marked("Hier hoort een heel getal."),
    "Number too large.": marked("Dit getal is te groot."),
    "Special numeric values (nan or infinity) are not permitted.": marked("Hier hoort een gewoon getal."),
    "Not a valid boolean.": marked("Hier hoort true of false."),
    "Not a valid UUID.": marked("Dit is geen id."),
    "Not a valid date.": marked("Schrijf een datum zo: 2027-03-09."),
    "Not a valid datetime.": marked("Schrijf een tijdstip met zijn zone, zo: 2027-03-09T14:00:00+01:00."),
    "Not a valid aware datetime.": marked(
        "Schrijf een tijdstip met zijn zone, zo: 2027-03-09T14:00:00+01:00."
    ),
    "Not a valid email address.": marked("Dit is geen e-mailadres."),
    "Not a valid URL.": marked("Dit is geen webadres."),
    "String does not match expected pattern.": marked("Dit staat er niet in de vorm die we kennen."),
    "Must be greater than or equal to {min}.": marked("Dit moet %(min)s of meer zijn."),
    "Must be less than or equal to {max}.": marked("Dit mag hooguit %(max)s zijn."),
    "Must be greater than or equal to {min} and less than or equal to {max}.": marked(
        "Dit moet tussen %(min)s en %(max)s liggen."
    ),
    "Shorter than minimum length {min}.": marked("Dit is te kort: ten minste %(min)s."),
    "Longer than maximum length {max}.": marked("Dit is te lang: hooguit %(max)s."),
    "Length must be between {min} and {max}.": marked(
        "Dit is te kort of te lang: tussen %(min)s en %(max)s."
    ),
    "Length must be {equal}.": marked("Dit heeft niet de lengte %(equal)s."),
    "Must be one of: {choices}.": marked("Kies uit: %(choices)s."),
    "One or more of the choices you made was not in: {choices}.": marked("Kies uit: %(choices)s."),
}


def spoken(sentence: str) -> str:
    """Return ``sentence`` in the language of the request where marshmallow or webargs said it."""
    if sentence in SENTENCES:
        return str(gettext(SENTENCES[sentence]))
    for pattern, ours in _WITH_PLACES:
        if found := pattern.fullmatch(sentence):
            return str(gettext(ours, **found.groupdict()))
    # Ours, said where the language of the reader was not known; what nobody translated stays as it is.
    return str(gettext(sentence)) if sentence else sentence


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(sentence)), re.DOTALL)


# The longest first: "at least a and at most b" before "at least a".
_WITH_PLACES = [
    (_pattern(theirs), SENTENCES[theirs])
    for theirs in sorted(SENTENCES, key=len, reverse=True)
    if "{" in theirs
]
