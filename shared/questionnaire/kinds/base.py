"""What every kind of question can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from marshmallow import fields

from shared.questionnaire.model import Option, Question
from shared.questionnaire.values import Value

V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Raw:
    """An answer as a page sends it: the values of its field, and what was written beside an open option."""

    values: tuple[str, ...] = ()
    other: str = ""

    def __bool__(self) -> bool:
        return any(value.strip() for value in self.values) or bool(self.other.strip())

    @property
    def first(self) -> str:
        """The value of a field that has one."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class Stored:
    """An answer in the columns of its row, so that results are plain SQL."""

    number: int | None = None
    codes: tuple[str, ...] | None = None
    text: str | None = None
    day: date | None = None


class Kind(ABC, Generic[V]):
    """A kind of question; it holds no state of any question."""

    template: str
    """The macro of the answer page that draws it."""
    settings: ClassVar[frozenset[str]] = frozenset()
    """What a definition may say beside the words that every question has."""
    needs: ClassVar[frozenset[str]] = frozenset()
    """Which of those it must say."""
    comparisons: ClassVar[frozenset[str]] = frozenset()
    """Which conditions make sense on its answers, beside ``answered``."""

    @abstractmethod
    def parse(self, question: Question, raw: Raw) -> V | None:
        """Return the answer, None where there is none; raise Refused with the reason."""

    @abstractmethod
    def field(self, question: Question) -> fields.Field[Any]:
        """Return how the answer travels as JSON, with its limits."""

    @abstractmethod
    def loaded(self, question: Question, data: Any) -> V | None:
        """Return the answer that ``field`` has read; raise Refused with the reason."""

    @abstractmethod
    def dumped(self, question: Question, value: V) -> Any:
        """Return the answer as JSON, such as ``field`` reads."""

    @abstractmethod
    def display(self, question: Question, value: V, language: str) -> str:
        """Return the answer in words for people."""

    @abstractmethod
    def stored(self, value: V) -> Stored:
        """Return the answer as columns."""

    @abstractmethod
    def restored(self, stored: Stored) -> V:
        """Return the answer that the columns hold."""

    def options(self, question: Question) -> tuple[Option, ...]:
        """Return what there is to pick from."""
        return question.options

    def fits(self, question: Question, operand: object) -> bool:
        """Tell whether a condition may compare an answer with ``operand``."""
        del question, operand
        return False
