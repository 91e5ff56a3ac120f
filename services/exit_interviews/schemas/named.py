"""What somebody lets be read with their name, in words."""

from __future__ import annotations

from collections.abc import Sequence

from services.exit_interviews.actions.reading import Reading
from shared.questionnaire.kinds import kind_of

Shown = list[tuple[str, list[tuple[str, str]]]]


def said(found: Sequence[Reading], language: str) -> Shown:
    """Return the parts with their questions and answers."""
    return [
        (
            one.part.title.said(language),
            [
                (question.text.said(language), kind_of(question).display(question, value, language))
                for question, value in one.said
            ],
        )
        for one in found
    ]
