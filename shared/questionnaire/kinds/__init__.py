"""The kinds of question, by the name under which a definition asks for them."""

from __future__ import annotations

from typing import Any

from shared.questionnaire.kinds.base import Kind, Raw, Stored
from shared.questionnaire.kinds.choices import OneOf, SeveralOf
from shared.questionnaire.kinds.moments import Day, YesNo
from shared.questionnaire.kinds.scales import Scale
from shared.questionnaire.kinds.texts import FreeText
from shared.questionnaire.model import Question

__all__ = ["KINDS", "Kind", "Raw", "Stored", "kind_of"]

KINDS: dict[str, Kind[Any]] = {
    "scale5": Scale(low=1, high=5),
    "scale10": Scale(low=0, high=10),
    "one_of": OneOf(),
    "several_of": SeveralOf(),
    "short_text": FreeText.short(),
    "long_text": FreeText.long(),
    "date": Day(),
    "yes_no": YesNo(),
}


def kind_of(question: Question) -> Kind[Any]:
    """Return the kind of ``question``; a loaded questionnaire knows no others."""
    return KINDS[question.kind]
