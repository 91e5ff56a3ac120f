"""When LimeSurvey asks a question: its expressions, as far as our conditions can say the same. Pure.

Understood are comparisons of a variable with a value, ``is_empty``, and/or/not and brackets. A variable is the code of
a question, with that of a subquestion behind it, or the older form of three numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Condition = dict[str, Any]
_TOKEN = re.compile(
    r"""\s*(?:(?P<string>"[^"]*"|'[^']*')|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])|(?P<name>[A-Za-z0-9_]+(?:\.[A-Za-z_]+)?)
        |(?P<sign>==|!=|<>|<=|>=|&&|\|\||[<>=!()]))""",
    re.VERBOSE,
)
_WORDS = {
    "and": "&&", "or": "||", "not": "!", "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
}  # fmt: skip
_SIGNS = {"=": "==", "<>": "!="}
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
MOST_TOKENS = 400
DEEPEST = 8


class Inexpressible(Exception):
    """This cannot be said as one of our conditions; ``what`` is the part that stands in the way."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


@dataclass(frozen=True)
class Variable:
    """Which of our questions a variable is, of which kind, its answers by code, and the one option that it may be."""

    question: str
    kind: str
    answers: Mapping[str, str]
    option: str | None = None


Find = Callable[[str], "Variable | None"]


def read(expression: str, find: Find) -> Condition | None:
    """Return the condition that ``expression`` is, None for always; raise Inexpressible."""
    if expression.strip() in {"", "1"}:
        return None
    reader = _Reader(_tokens(expression), find)
    found = reader.either(0)
    if reader.rest:
        raise Inexpressible(reader.rest[0][1])
    return found


def _tokens(expression: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at, words = 0, expression.strip()
    while at < len(words):
        match = _TOKEN.match(words, at)
        if match is None or match.end() == at:
            raise Inexpressible(words[at : at + 20])
        kind = str(match.lastgroup)
        text = match[kind]
        if kind == "name" and text.casefold() in _WORDS:
            kind, text = "sign", _WORDS[text.casefold()]
        found.append((kind, _SIGNS.get(text, text) if kind == "sign" else text))
        at = match.end()
    if len(found) > MOST_TOKENS:
        raise Inexpressible(words[:20])
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], find: Find) -> None:
        self.rest, self.find = tokens, find

    def either(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise Inexpressible("(")
        return self._joined("||", "any", lambda: self._joined("&&", "all", lambda: self._one(depth)))

    def _joined(self, sign: str, join: str, part: Callable[[], Condition]) -> Condition:
        parts = [part()]
        while self._next_is(sign):
            parts.append(part())
        return parts[0] if len(parts) == 1 else {join: parts}

    def _one(self, depth: int) -> Condition:
        if self._next_is("!"):
            return _not(self._one(depth + 1))
        if self._next_is("("):
            inner = self.either(depth + 1)
            self._need(")")
            return inner
        kind, text = self._take()
        if kind == "name" and text == "is_empty":
            self._need("(")
            variable = self._variable(*self._take())
            self._need(")")
            return _empty(variable)
        if kind in {"string", "number"}:
            sign, name = self._sign(), self._take()
            return compared(self._variable(*name), _TURNED[sign], text.strip("\"'"))
        variable = self._variable(kind, text)
        sign, (value_kind, value) = self._sign(), self._take()
        if value_kind not in {"string", "number"}:
            raise Inexpressible(value)
        return compared(variable, sign, value.strip("\"'"))

    def _variable(self, kind: str, text: str) -> Variable:
        found = self.find(text.partition(".")[0]) if kind in {"name", "number"} else None
        if found is None:
            raise Inexpressible(text)
        return found

    def _sign(self) -> str:
        kind, text = self._take()
        if kind != "sign" or text not in _TURNED:
            raise Inexpressible(text)
        return text

    def _next_is(self, sign: str) -> bool:
        if self.rest and self.rest[0] == ("sign", sign):
            self.rest = self.rest[1:]
            return True
        return False

    def _need(self, sign: str) -> None:
        if not self._next_is(sign):
            raise Inexpressible(self.rest[0][1] if self.rest else sign)

    def _take(self) -> tuple[str, str]:
        if not self.rest:
            raise Inexpressible("…")
        first, *self.rest = self.rest
        return first


def compared(variable: Variable, sign: str, value: str) -> Condition:
    """Return the comparison of a variable with a value as one of ours; raise Inexpressible."""
    if value == "" and sign in {"==", "!="}:
        return _empty(variable) if sign == "==" else _not(_empty(variable))
    if variable.kind in {"scale5", "scale10"}:
        return _on_scale(variable, sign, value)
    if sign not in {"==", "!="}:
        raise Inexpressible(f"{sign} {value}")
    if variable.option is not None:
        if value != "Y":
            raise Inexpressible(value)
        found: Condition = {"question": variable.question, "contains": variable.option}
    elif variable.kind == "yes_no" and value in {"Y", "N"}:
        found = {"question": variable.question, "equals": value == "Y"}
    elif variable.kind == "one_of" and value in variable.answers:
        found = {"question": variable.question, "equals": variable.answers[value]}
    else:
        raise Inexpressible(value)
    return found if sign == "==" else _not(found)


def _on_scale(variable: Variable, sign: str, value: str) -> Condition:
    if not re.fullmatch(r"\d{1,2}", value):
        raise Inexpressible(value)
    number, about = int(value), {"question": variable.question}
    if sign in {"==", "!="}:
        found: Condition = about | {"equals": number}
        return found if sign == "==" else _not(found)
    limits = {">=": ("at_least", 0), ">": ("at_least", 1), "<=": ("at_most", 0), "<": ("at_most", -1)}
    name, more = limits[sign]
    return about | {name: number + more}


def _empty(variable: Variable) -> Condition:
    if variable.option is not None:
        return _not({"question": variable.question, "contains": variable.option})
    return {"question": variable.question, "answered": False}


def _not(condition: Condition) -> Condition:
    if "answered" in condition:
        return {**condition, "answered": not condition["answered"]}
    return condition["not"] if set(condition) == {"not"} else {"not": condition}
