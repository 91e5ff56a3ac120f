"""Reading conditions: data that looks at earlier questions only, and only in ways that fit their kind."""

from __future__ import annotations

from collections.abc import Mapping

from shared.questionnaire.conditions import (
    All,
    Answered,
    Any,
    AtLeast,
    AtMost,
    Comparison,
    Condition,
    Contains,
    Equals,
    In,
    Not,
    Operand,
)
from shared.questionnaire.kinds import kind_of
from shared.questionnaire.load.spot import Spot
from shared.questionnaire.model import Question

DEEPEST = 10
JOINS = ("all", "any", "not")
COMPARISONS = ("equals", "in", "at_least", "at_most", "contains", "answered")
Earlier = Mapping[str, Question]


def read_condition(spot: Spot, earlier: Earlier, *, depth: int = 0) -> Condition | None:
    """Return the condition at ``spot``; None, and faults, where it is none."""
    if depth > DEEPEST:
        spot.fail("conditions nest at most %(deepest)s deep", deepest=DEEPEST)
        return None
    parts = spot.mapping(needed=(), allowed=("question", *JOINS, *COMPARISONS))
    if len(parts) == 1 and (join := next(iter(parts))) in JOINS:
        return _joined(join, parts[join], earlier, depth=depth + 1)
    tests = [name for name in COMPARISONS if name in parts]
    if "question" not in parts or len(parts) != 2 or len(tests) != 1:
        if parts:
            spot.fail(
                "a condition is one of %(joins)s; or a question with one of %(tests)s",
                joins=", ".join(JOINS),
                tests=", ".join(COMPARISONS),
            )
        return None
    return _comparison(tests[0], parts, earlier)


def _joined(join: str, spot: Spot, earlier: Earlier, *, depth: int) -> Condition | None:
    if join == "not":
        part = read_condition(spot, earlier, depth=depth)
        return Not(part) if part is not None else None
    parts = [read_condition(each, earlier, depth=depth) for each in spot.sequence(least=1, most=20)]
    whole = tuple(part for part in parts if part is not None)
    return All(whole) if join == "all" else Any(whole)


def _comparison(test: str, parts: Mapping[str, Spot], earlier: Earlier) -> Comparison | None:
    key = parts["question"].text(most=60)
    question = earlier.get(key)
    if question is None:
        if key:
            parts["question"].fail("'%(key)s' is no question that stands before this one", key=key)
        return None
    spot = parts[test]
    if test == "answered":
        return Answered(key, spot.boolean())
    if test not in kind_of(question).comparisons:
        spot.fail("does not fit '%(key)s', which is of kind %(kind)s", key=key, kind=question.kind)
        return None
    if test == "in":
        operands = [_operand(each, question) for each in spot.sequence(least=1, most=50)]
        return In(key, tuple(operand for operand in operands if operand is not None))
    operand = _operand(spot, question)
    return _made(test, key, operand) if operand is not None else None


def _operand(spot: Spot, question: Question) -> Operand | None:
    operand = spot.scalar()
    if operand is None or not kind_of(question).fits(question, operand):
        spot.fail("is no answer that '%(key)s' can have", key=question.key)
        return None
    return operand


def _made(test: str, key: str, operand: Operand) -> Comparison:
    if test == "equals":
        return Equals(key, operand)
    if test == "contains":
        return Contains(key, str(operand))
    return AtLeast(key, int(operand)) if test == "at_least" else AtMost(key, int(operand))
