"""The guide on paper, in the language of who leaves: who finds it knows of nobody, for no name stands on it."""

from __future__ import annotations

from collections.abc import Collection

from services.exit_interviews.domain import guide as practice
from services.exit_interviews.domain.bank import QUESTIONS, THEMES
from shared.kernel.settings import settings
from shared.paper.report import Report, Section
from shared.questionnaire.model import Text

_TITLE = Text(nl="Leidraad voor het gesprek", en="Guide to the conversation", fr="Guide pour l’entretien")
_SUBTITLE = Text(
    nl="Een leidraad, geen lijst om af te werken. We houden er {minutes} minuten voor vrij; korter mag.",
    en="A guide, no list to get through. We keep {minutes} minutes free for it; it may be shorter.",
    fr="Un guide, pas une liste à suivre. Nous réservons {minutes} minutes ; cela peut être plus court.",
)
_READERS = Text(
    nl="Alleen voor wie het gesprek voert. Schrijf er geen naam op, en gooi het daarna weg.",
    en="Only for who holds the conversation. Write no name on it, and throw it away afterwards.",
    fr="Réservé à la personne qui mène l’entretien. N’y notez aucun nom, et jetez-le ensuite.",
)
_TO_ASK = Text(nl="Om op terug te vallen", en="To fall back on", fr="Pour relancer")
_PICKED = Text(
    nl="Deze onderwerpen zijn vooraf gekozen. Begin daar.",
    en="These topics were chosen beforehand. Begin there.",
    fr="Ces sujets ont été choisis à l’avance. Commencez par là.",
)
_OWN = Text(nl="Aantekeningen", en="Notes", fr="Notes")
# Room to write: two lines beneath each theme, more at the end.
_LINES, _MORE_LINES = 2, 12


def guide(kind: str, themes: Collection[str], language: str, minutes: int) -> Report:
    """Return the guide; what was picked to talk about comes first."""
    before, start, during, closing = practice.steps(kind)
    central = Section(practice.CENTRAL.said(language), [], points=_said(practice.central(kind), language))
    bank = practice.fitting(kind, QUESTIONS)
    picked = [key for key in bank if key in themes]
    ordered = [*picked, *(key for key in bank if key not in picked)]
    title = _TO_ASK.said(language)
    first = Section(title, [_PICKED.said(language)] if picked else [])
    asked = [
        Section(
            ("✓ " if key in picked else "") + THEMES[key].said(language),
            [],
            points=_said(bank[key], language),
            lines=_LINES,
        )
        for key in ordered
    ]
    return Report(
        title=_TITLE.said(language),
        subtitle=_SUBTITLE.said(language).format(minutes=minutes),
        readers=_READERS.said(language),
        dated=settings().organisation,
        language=language,
        sections=[
            *(_step(one, language) for one in (before, start)),
            central,
            _step(during, language),
            first,
            *asked,
            _step(closing, language),
            Section(_OWN.said(language), [], lines=_MORE_LINES),
        ],
    )


def _step(step: practice.Step, language: str) -> Section:
    return Section(step.title.said(language), [], points=_said(step.points, language))


def _said(those: Collection[Text], language: str) -> list[str]:
    return [one.said(language) for one in those]
