"""A draft as a person would see it, also while it is not whole yet. Pure."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from shared.editor.changing import Definition, questions
from shared.questionnaire.load import BrokenQuestionnaire, load_plain
from shared.questionnaire.model import LANGUAGES, Questionnaire

NOT_YET = "…"
_QUESTION = re.compile(r"sections\[(\d+)\]\.questions\[(\d+)\]")
_ROUNDS = 200


def to_try(definition: Definition) -> Questionnaire | None:
    """Return a draft as far as it can be asked: what is not translated is said in Dutch, what is broken is left out.

    None where nothing is left to ask.
    """
    made = _said_somehow(deepcopy(definition))
    for _round in range(_ROUNDS):
        made["sections"] = [each for each in made["sections"] if each["questions"]]
        try:
            return load_plain(made, file="")
        except BrokenQuestionnaire as broken:
            places = {
                (int(found[1]), int(found[2]))
                for fault in broken.faults
                if (found := _QUESTION.match(fault.key))
            }
        if not places or not any(True for _ in questions(made)):
            return None
        for section, question in sorted(places, reverse=True):
            del made["sections"][section]["questions"][question]
    return None


def _said_somehow(value: Any) -> Any:
    if isinstance(value, list):
        return [_said_somehow(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() <= set(LANGUAGES):
        words = next((value[code] for code in LANGUAGES if str(value.get(code) or "").strip()), NOT_YET)
        return {code: value.get(code) if str(value.get(code) or "").strip() else words for code in LANGUAGES}
    return {key: _said_somehow(each) for key, each in value.items()}
