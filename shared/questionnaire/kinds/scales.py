"""A number on a scale with a word at both ends."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from shared.questionnaire.kinds.base import Kind, Raw, Stored
from shared.questionnaire.model import Question, Text
from shared.questionnaire.problems import Refused

SKIP = "skip"
"""What the page sends for "rather no answer"."""
OUT_OF = Text(nl="%d van %d", en="%d out of %d", fr="%d sur %d")


class Scale(Kind[int]):
    """From ``low`` to ``high``, both included."""

    template = "scale"
    settings = frozenset({"low", "high"})
    needs = frozenset({"low", "high"})
    comparisons = frozenset({"equals", "in", "at_least", "at_most"})

    def __init__(self, *, low: int, high: int) -> None:
        self.low, self.high = low, high

    @property
    def steps(self) -> range:
        """The numbers to choose from."""
        return range(self.low, self.high + 1)

    def parse(self, question: Question, raw: Raw) -> int | None:
        """Read the one number that was picked."""
        del question
        value = raw.first.strip()
        if value in {"", SKIP}:
            return None
        if value not in {str(step) for step in self.steps}:
            raise Refused("Kies een getal van %(low)s tot en met %(high)s.", low=self.low, high=self.high)
        return int(value)

    def field(self, question: Question) -> fields.Field[Any]:
        """A whole number within the scale."""
        del question
        return fields.Integer(strict=True, validate=validate.Range(self.low, self.high))

    def loaded(self, question: Question, data: int) -> int:
        """The number itself."""
        del question
        return data

    def dumped(self, question: Question, value: int) -> int:
        """The number itself."""
        del question
        return value

    def display(self, question: Question, value: int, language: str) -> str:
        """Such as "4 van 5", with the word of an end where it is one."""
        end = {self.low: question.low, self.high: question.high}.get(value)
        shown = OUT_OF.said(language) % (value, self.high)
        return f"{shown}: {end.said(language).lower()}" if end else shown

    def stored(self, value: int) -> Stored:
        """A number."""
        return Stored(number=value)

    def restored(self, stored: Stored) -> int:
        """A number."""
        if stored.number is None:
            raise ValueError(stored)
        return stored.number

    def fits(self, question: Question, operand: object) -> bool:
        """A number of the scale."""
        del question
        return type(operand) is int and operand in self.steps
