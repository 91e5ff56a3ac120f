"""What a service needs of its questionnaires, whatever HR changes: cases and letters build on it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shared.editor.changing import Definition, questions
from shared.questionnaire.load import Fault
from shared.questionnaire.model import Questionnaire

GONE = "the question '%(key)s' has to stay: what happens next follows from its answer"
GONE_SECTION = "the part '%(key)s' has to stay: questions that come by themselves stand before it"
GONE_OPTION = "the answer '%(option)s' has to stay: what happens next follows from it"
OURS = "the key '%(key)s' belongs to what comes by itself; give this another"
OTHER_ANSWER = "a question with the key '%(key)s' is of kind %(kind)s here"


def _none_is(_key: str) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Which questions (with which answers) and parts stay once a version has them, and which keys are not for HR."""

    questions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sections: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)
    taken_sections: frozenset[str] = frozenset()
    taken: Callable[[str], bool] = _none_is


NOTHING = Needs()


def faults(needs: Needs, definition: Definition, before: Sequence[Questionnaire]) -> Iterator[Fault]:
    """Yield what a draft lacks or may not have."""
    if before:
        yield from _gone(needs, definition, before[-1])
    for number, section in enumerate(definition["sections"]):
        if section["key"] in needs.taken_sections:
            yield _fault(f"sections[{number}].key", OURS, key=section["key"])
        for place, question in enumerate(section["questions"]):
            yield from _of_question(needs, f"sections[{number}].questions[{place}]", question)


def _gone(needs: Needs, definition: Definition, earlier: Questionnaire) -> Iterator[Fault]:
    here = {question["key"] for _section, question in questions(definition)}
    parts = {section["key"] for section in definition["sections"]}
    for key in needs.questions:
        if key in earlier.questions and key not in here:
            yield _fault("sections", GONE, key=key)
    for section in earlier.sections:
        if section.key in needs.sections - parts:
            yield _fault("sections", GONE_SECTION, key=section.key)


def _of_question(needs: Needs, place: str, question: Definition) -> Iterator[Fault]:
    key = question["key"]
    if needs.taken(key):
        yield _fault(f"{place}.key", OURS, key=key)
    if key in needs.kinds and question.get("kind") != needs.kinds[key]:
        yield _fault(f"{place}.kind", OTHER_ANSWER, key=key, kind=needs.kinds[key])
    options = question.get("options")
    there = (
        {one.get("key") for one in options if isinstance(one, dict)} if isinstance(options, list) else set()
    )
    for option in sorted(needs.questions.get(key, frozenset()) - there):
        yield _fault(f"{place}.options", GONE_OPTION, option=option)


def _fault(at: str, template: str, **params: object) -> Fault:
    return Fault("", 1, at, template % params, template, params)
