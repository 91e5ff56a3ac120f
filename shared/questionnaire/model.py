"""A questionnaire as plain data: what is asked, in which words, of whom it is kept from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from shared.questionnaire.conditions import Condition, questions_in
from shared.questionnaire.values import Answers, Value

LANGUAGES = ("nl", "en", "fr")


class Level(StrEnum):
    """How closely an answer stays tied to the person. Fixed when the invitation leaves."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Text:
    """The same words in the languages of the house."""

    nl: str
    en: str
    fr: str

    def said(self, language: str) -> str:
        """Return the words in ``language``; Dutch where it is not one of ours."""
        return {"en": self.en, "fr": self.fr}.get(language, self.nl)


@dataclass(frozen=True)
class Option:
    """One of the answers to pick from. ``open`` asks for words of one's own beside it."""

    key: str
    text: Text
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class Recall:
    """What somebody said earlier, to lay beside a question: a question of a questionnaire of the same service."""

    questionnaire: str
    question: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. Which of the last fields mean something depends on its kind."""

    key: str
    kind: str
    text: Text
    help: Text | None = None
    required: bool = False
    condition: Condition | None = None
    options: tuple[Option, ...] = ()
    low: Text | None = None
    high: Text | None = None
    least: int = 0
    most: int | None = None
    recall: Recall | None = None

    def option(self, key: str) -> Option | None:
        """Return the option with ``key``."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions that belong together."""

    key: str
    title: Text
    introduction: Text | None = None
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """What is asked in one go: a section, or a part of it where a question depends on one just before."""

    number: int
    section: Section
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """A published version of a list of questions. It never changes; the next version has the next number."""

    key: str
    version: int
    level: Level
    minutes: int
    title: Text
    introduction: Text
    who_reads: Text
    who_reads_more: Text
    sections: tuple[Section, ...]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """All questions by key, in the order in which they are asked."""
        return {question.key: question for section in self.sections for question in section.questions}

    @cached_property
    def recalls(self) -> dict[str, Recall]:
        """What is asked back, by the key of the question that asks."""
        return {key: question.recall for key, question in self.questions.items() if question.recall}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Pages such that a question's condition looks at earlier pages only.

        So conditions can be weighed between pages, by the server, and no script is needed to show or hide a thing.
        """
        found: list[Page] = []
        for section in self.sections:
            for questions in _parts(section):
                found.append(Page(number=len(found) + 1, section=section, questions=questions))
        return tuple(found)

    def asked(self, answers: Answers) -> Iterator[Question]:
        """Yield the questions that somebody with ``answers`` is asked.

        The answer to a question that is not asked counts for nothing, so conditions chain.
        """
        known: dict[str, Value] = {}
        for question in self.questions.values():
            if question.condition is None or question.condition.holds(known):
                yield question
                if question.key in answers:
                    known[question.key] = answers[question.key]


def _parts(section: Section) -> Iterator[tuple[Question, ...]]:
    part: list[Question] = []
    for question in section.questions:
        depends_on = questions_in(question.condition) if question.condition else frozenset()
        if any(earlier.key in depends_on for earlier in part):
            yield tuple(part)
            part = []
        part.append(question)
    yield tuple(part)
