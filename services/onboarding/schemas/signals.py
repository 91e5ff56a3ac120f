"""What signals say: each a sentence about a group, with how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.onboarding.domain import EXPECTATION, SILENCE, WORKPLACE
from services.onboarding.policy import BROKEN, NO_PLACE, SILENT
from services.onboarding.schemas.words import FACE
from shared.disclosure.model import PATH_SEPARATOR
from shared.questionnaire.model import Question
from shared.web.filters import number, percent
from shared.web.texts import gettext, language, marked

HEADINGS = {
    EXPECTATION: marked("Anders dan verwacht"),
    SILENCE: marked("Bijna niemand antwoordt"),
    WORKPLACE: marked("Begonnen zonder plek om te werken"),
}
THRESHOLDS = {EXPECTATION: BROKEN, SILENCE: SILENT, WORKPLACE: NO_PLACE}
HIDDEN = marked(
    "Van deze afdelingen zijn er te weinig antwoorden om apart iets te zeggen."
    " Wat er is, telt mee bij de afdeling erboven."
)
_SENTENCES = {
    EXPECTATION: marked(
        "%(told)s van de %(people)s nieuwe collega’s (%(share)s) vonden het anders dan ze hadden verwacht."
    ),
    SILENCE: marked("%(told)s van de %(people)s check-ins (%(share)s) bleven zonder antwoord."),
    WORKPLACE: marked(
        "Ten minste %(told)s van de %(people)s nieuwe collega’s (%(share)s) misten een plek om te werken."
    ),
}


def where(row: Any) -> str:
    """Return which group it is about."""
    if row.place:
        return str(gettext("Locatie %(place)s", place=row.place))
    return PATH_SEPARATOR.join(row.path) or str(gettext("Iedereen die nieuw is"))


def about(row: Any, asked: Mapping[str, tuple[str, Question]]) -> str:
    """Return the question (of those that ``asked`` back) or the moment that it is about."""
    if row.kind != EXPECTATION:
        return str(gettext(FACE.moment_words(row.subject)))
    known = asked.get(row.subject)
    return known[1].text.said(language()) if known else row.subject


def sentence(row: Any) -> str:
    """Return what stands out."""
    share = percent(row.told / row.people)
    return str(gettext(_SENTENCES[row.kind], told=number(row.told), people=number(row.people), share=share))
