"""When a question is asked, as a form has it: rows that all hold, or of which one does. Pure.

A condition that is put together otherwise (by hand, in a file) is kept as it is; the form says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.editor.changing import Definition
from shared.questionnaire.kinds import KINDS
from shared.questionnaire.kinds.scales import Scale

ALL, ANY = "all", "any"
IN, NOT_IN, CONTAINS, NOT_CONTAINS = "in", "not_in", "contains", "not_contains"
AT_LEAST, AT_MOST, EQUALS, YES, NO = "at_least", "at_most", "equals", "yes", "no"
ANSWERED, NOT_ANSWERED = "answered", "not_answered"

_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "one_of": (IN, NOT_IN),
    "several_of": (CONTAINS, NOT_CONTAINS),
    "scale5": (AT_MOST, AT_LEAST, EQUALS),
    "scale10": (AT_MOST, AT_LEAST, EQUALS),
    "yes_no": (YES, NO),
}
NUMBERS = {AT_LEAST, AT_MOST, EQUALS}


@dataclass(frozen=True)
class Row:
    """One earlier question, and what its answer must be."""

    question: str
    test: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    """A condition as the form has it."""

    join: str = ALL
    rows: tuple[Row, ...] = ()


def tests_of(kind: str) -> tuple[str, ...]:
    """Return the tests that make sense on answers of a kind."""
    return (*_BY_KIND.get(kind, ()), ANSWERED, NOT_ANSWERED)


def values_for(question: Definition) -> list[str]:
    """Return the answers of a question with which a test compares; none where it does not."""
    kind = KINDS.get(str(question.get("kind")))
    if isinstance(kind, Scale):
        return [str(step) for step in kind.steps]
    other = ["other"] if "other" in question else []
    return [*(each["key"] for each in question.get("options", ())), *other]


def read(condition: Any) -> Rows | None:
    """Return a condition as rows; None where it is put together otherwise."""
    if condition is None:
        return Rows()
    if not isinstance(condition, dict):
        return None
    join = next((name for name in (ALL, ANY) if name in condition), None)
    parts = condition[join] if join else [condition]
    rows = [_row(part) for part in parts] if isinstance(parts, list) else []
    whole = tuple(row for row in rows if row is not None)
    return Rows(join or ALL, whole) if whole and len(whole) == len(rows) else None


def written(rows: Rows, kinds: Mapping[str, str]) -> Definition | None:
    """Return the condition that rows are; None for no rows. What is not filled in is left for the checks to refuse."""
    parts = [_part(row, kinds.get(row.question, "")) for row in rows.rows]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {rows.join: parts}


def looks_at(condition: Any) -> Collection[str]:
    """Return the keys of the questions that a condition, as it is written, looks at."""
    if isinstance(condition, list):
        return {key for part in condition for key in looks_at(part)}
    if not isinstance(condition, dict):
        return set()
    here = {str(condition["question"])} if "question" in condition else set()
    return here.union(*(looks_at(condition[name]) for name in ("all", "any", "not") if name in condition))


def _part(row: Row, kind: str) -> Definition:
    values: Sequence[Any] = row.values
    about: Definition = {"question": row.question}
    if row.test in NUMBERS:
        number = next(iter(values), "")
        return about | {row.test: int(number) if str(number).isdecimal() else str(number)}
    if row.test in {YES, NO}:
        return about | {"equals": row.test == YES}
    if row.test in {ANSWERED, NOT_ANSWERED}:
        return about | {"answered": row.test == ANSWERED}
    if kind == "several_of" or row.test in {CONTAINS, NOT_CONTAINS}:
        part = about | {"contains": next(iter(values), "")}
    else:
        part = about | ({"equals": values[0]} if len(values) == 1 else {"in": list(values)})
    return {"not": part} if row.test in {NOT_IN, NOT_CONTAINS} else part


def _row(part: Any) -> Row | None:
    if not isinstance(part, dict):
        return None
    if set(part) == {"not"}:
        inner = _row(part["not"])
        turned = {IN: NOT_IN, CONTAINS: NOT_CONTAINS}.get(inner.test) if inner else None
        return Row(inner.question, turned, inner.values) if inner and turned else None
    if len(part) != 2 or "question" not in part:
        return None
    ((test, value),) = ((name, value) for name, value in part.items() if name != "question")
    return _compared(str(part["question"]), test, value)


def _compared(key: str, test: str, value: Any) -> Row | None:
    if test == "answered":
        return Row(key, ANSWERED if value else NOT_ANSWERED)
    if test == "equals" and isinstance(value, bool):
        return Row(key, YES if value else NO)
    if test in NUMBERS and isinstance(value, int):
        return Row(key, test, (str(value),))
    if test == "equals":
        return Row(key, IN, (str(value),))
    if test == "in" and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return Row(key, IN, tuple(value))
    return Row(key, CONTAINS, (str(value),)) if test == "contains" else None
