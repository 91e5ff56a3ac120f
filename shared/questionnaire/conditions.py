"""When a question is asked: conditions on earlier answers, as data.

A comparison with an answer that is not there is false; ``Not`` turns that round, as it does everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shared.questionnaire.values import Answers, Chosen, Value

Operand = int | bool | str


@dataclass(frozen=True)
class Equals:
    """The answer is exactly this."""

    question: str
    operand: Operand

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is so."""
        return _plain(answers.get(self.question)) == (type(self.operand), self.operand)


@dataclass(frozen=True)
class In:
    """The answer is one of these."""

    question: str
    operands: tuple[Operand, ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is so."""
        return any(Equals(self.question, operand).holds(answers) for operand in self.operands)


@dataclass(frozen=True)
class AtLeast:
    """The answer on a scale is this number or higher."""

    question: str
    operand: int

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is so."""
        answer = answers.get(self.question)
        return isinstance(answer, int) and answer >= self.operand


@dataclass(frozen=True)
class AtMost:
    """The answer on a scale is this number or lower."""

    question: str
    operand: int

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is so."""
        answer = answers.get(self.question)
        return isinstance(answer, int) and answer <= self.operand


@dataclass(frozen=True)
class Contains:
    """Among the picked options is this one."""

    question: str
    operand: str

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is so."""
        answer = answers.get(self.question)
        return isinstance(answer, Chosen) and self.operand in answer.codes


@dataclass(frozen=True)
class Answered:
    """There is an answer, or with ``False`` there is none."""

    question: str
    operand: bool

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is so."""
        return (self.question in answers) is self.operand


@dataclass(frozen=True)
class All:
    """All parts hold."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is so."""
        return all(part.holds(answers) for part in self.parts)


@dataclass(frozen=True)
class Any:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is so."""
        return any(part.holds(answers) for part in self.parts)


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is so."""
        return not self.part.holds(answers)


Comparison = Equals | In | AtLeast | AtMost | Contains | Answered
Condition = Comparison | All | Any | Not


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """Yield every comparison inside ``condition``, however deep."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from comparisons(part)
        case Not(part):
            yield from comparisons(part)
        case _:
            yield condition


def questions_in(condition: Condition) -> frozenset[str]:
    """Return the keys of the questions that ``condition`` looks at."""
    return frozenset(comparison.question for comparison in comparisons(condition))


def _plain(answer: Value | None) -> tuple[type, object]:
    """Make an answer comparable with an operand; the type goes along, for in Python ``True == 1``."""
    if isinstance(answer, Chosen):
        return (str, answer.codes[0]) if len(answer.codes) == 1 else (tuple, answer.codes)
    return type(answer), answer
