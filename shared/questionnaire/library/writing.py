"""From a questionnaire back to its definition, and to the YAML in which people keep it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from shared.questionnaire.conditions import (
    All,
    Answered,
    AtLeast,
    AtMost,
    Comparison,
    Condition,
    Contains,
    Equals,
    In,
    Not,
)
from shared.questionnaire.conditions import Any as AnyOf
from shared.questionnaire.model import LANGUAGES, Question, Questionnaire, Section, Text

Definition = dict[str, Any]
ORDER = (
    "key", "version", "level", "minutes", "title", "introduction", "who_reads", "who_reads_more",
    "kind", "text", "help", "required", "recall", "when", "low", "high", "min", "max", "options", "other",
    "questions", "sections",
)  # fmt: skip
_NAMES = {Equals: "equals", In: "in", AtLeast: "at_least", AtMost: "at_most", Contains: "contains"}
_WIDTH = 110


def definition_of(questionnaire: Questionnaire) -> Definition:
    """Return the definition from which a questionnaire is read."""
    found: Definition = {
        "key": questionnaire.key,
        "version": questionnaire.version,
        "level": questionnaire.level.value,
        "minutes": questionnaire.minutes,
        "title": _words(questionnaire.title),
        "introduction": _words(questionnaire.introduction),
        "who_reads": _words(questionnaire.who_reads),
    }
    if questionnaire.who_reads_more != questionnaire.who_reads:
        found["who_reads_more"] = _words(questionnaire.who_reads_more)
    return found | {"sections": [_section(each) for each in questionnaire.sections]}


def as_yaml(definition: Definition) -> str:
    """Return a definition as YAML, in the order in which people read it."""
    return yaml.dump(
        _ordered(definition), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=_WIDTH, indent=2
    )


def written(condition: Condition) -> Definition:
    """Return a condition as a definition has it."""
    match condition:
        case All(parts):
            return {"all": [written(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [written(part) for part in parts]}
        case Not(part):
            return {"not": written(part)}
        case _:
            return _compared(condition)


def _compared(comparison: Comparison) -> Definition:
    if isinstance(comparison, Answered):
        return {"question": comparison.question, "answered": comparison.operand}
    operand = list(comparison.operands) if isinstance(comparison, In) else comparison.operand
    return {"question": comparison.question, _NAMES[type(comparison)]: operand}


def _section(section: Section) -> Definition:
    found: Definition = {"key": section.key, "title": _words(section.title)}
    if section.introduction:
        found["introduction"] = _words(section.introduction)
    return found | {"questions": [dict(_question(each)) for each in section.questions]}


def _question(question: Question) -> Iterator[tuple[str, Any]]:
    yield from (("key", question.key), ("kind", question.kind), ("text", _words(question.text)))
    for name, words in (("help", question.help), ("low", question.low), ("high", question.high)):
        if words:
            yield name, _words(words)
    recall = question.recall
    settings = {
        "required": question.required,
        "recall": {"questionnaire": recall.questionnaire, "question": recall.question} if recall else None,
        "when": written(question.condition) if question.condition else None,
        "min": question.least,
        "max": question.most,
    }
    yield from ((name, value) for name, value in settings.items() if value)
    yield from _choices(question)


def _choices(question: Question) -> Iterator[tuple[str, Any]]:
    options = [{"key": each.key, "text": _words(each.text)} for each in question.options if not each.open]
    if question.options:
        yield "options", options
    for each in question.options:
        if each.open:
            yield "other", _words(each.text)


def _words(text: Text) -> dict[str, str]:
    return {language: text.said(language) for language in LANGUAGES}


def _ordered(value: Any) -> Any:
    if isinstance(value, list):
        return [_ordered(each) for each in value]
    if not isinstance(value, dict):
        return value
    keys = sorted(value, key=lambda key: ORDER.index(key) if key in ORDER else len(ORDER))
    return {key: _ordered(value[key]) for key in keys}


class _Plain(yaml.SafeDumper):
    """Writes no aliases, for definitions use none; and indents lists, as our files do."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        del indentless
        super().increase_indent(flow, False)
