from __future__ import annotations

from datetime import date

import pytest

from shared.questionnaire.conditions import (
    All,
    Answered,
    Any,
    AtLeast,
    AtMost,
    Condition,
    Contains,
    Equals,
    In,
    Not,
    questions_in,
)
from shared.questionnaire.values import Answers, Chosen

ANSWERS: Answers = {
    "n": 3,
    "yes": True,
    "pick": Chosen(("a",)),
    "some": Chosen(("a", "b")),
    "day": date(2027, 1, 1),
}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Equals("n", 3), True),
        (Equals("n", 4), False),
        (Equals("yes", operand=True), True),
        (Equals("yes", 1), False),
        (Equals("n", operand=True), False),
        (Equals("pick", "a"), True),
        (Equals("nobody", 3), False),
        (Not(Equals("nobody", 3)), True),
        (In("n", (1, 3)), True),
        (In("pick", ("b", "c")), False),
        (AtLeast("n", 3), True),
        (AtLeast("n", 4), False),
        (AtMost("n", 3), True),
        (AtMost("nobody", 3), False),
        (Contains("some", "b"), True),
        (Contains("some", "c"), False),
        (Answered("n", operand=True), True),
        (Answered("nobody", operand=False), True),
        (All((Equals("n", 3), Contains("some", "a"))), True),
        (All((Equals("n", 3), Contains("some", "c"))), False),
        (Any((Equals("n", 4), Contains("some", "a"))), True),
        (Not(Any((Equals("n", 4), Not(Answered("day", operand=True))))), True),
    ],
)
def test_conditions_hold_or_do_not(condition: Condition, holds: bool) -> None:
    assert condition.holds(ANSWERS) is holds


def test_a_condition_knows_all_questions_it_looks_at() -> None:
    assert questions_in(All((Equals("a", 1), Not(Any((AtMost("b", 1), Answered("c", operand=True))))))) == {
        "a",
        "b",
        "c",
    }
