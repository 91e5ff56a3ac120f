"""Why an answer is not accepted, in words of the person who gave it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """A Dutch sentence with ``%(name)s`` places: the message id that the edge translates."""

    text: str
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text


class Refused(Exception):
    """An answer does not fit its question."""

    def __init__(self, text: str, **params: object) -> None:
        self.problem = Problem(text, params)
        super().__init__(str(self.problem))
