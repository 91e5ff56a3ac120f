"""Free text, on one line or on many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import fields, validate

from shared.questionnaire import cleaning
from shared.questionnaire.kinds.base import Kind, Raw, Stored
from shared.questionnaire.model import Question
from shared.questionnaire.problems import Refused

Clean = Callable[[str], str]


class CleanString(fields.String):
    """A string that is cleaned before its length is looked at."""

    def __init__(self, *, clean: Clean, **options: Any) -> None:
        super().__init__(**options)
        self.clean = clean

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        return self.clean(super()._deserialize(value, attr, data, **kwargs))


def limited(text: str, limit: int) -> str:
    """Return ``text``; raise Refused where it is longer than ``limit`` characters as people count them in code."""
    if len(text) > limit:
        raise Refused(
            "Hier passen %(limit)s tekens; jouw tekst heeft er %(length)s. Kort hem een beetje in.",
            limit=limit,
            length=len(text),
        )
    return text


class FreeText(Kind[str]):
    """Words of one's own, up to ``limit`` characters."""

    def __init__(self, *, template: str, limit: int, clean: Clean) -> None:
        self.template = template
        self.limit, self.clean = limit, clean

    @classmethod
    def short(cls) -> FreeText:
        """One line."""
        return cls(template="line", limit=cleaning.SHORT, clean=cleaning.short_text)

    @classmethod
    def long(cls) -> FreeText:
        """As many lines as one likes."""
        return cls(template="lines", limit=cleaning.LONG, clean=cleaning.long_text)

    def parse(self, question: Question, raw: Raw) -> str | None:
        """Clean the text; nothing but space is no answer."""
        del question
        return limited(self.clean(raw.first), self.limit) or None

    def field(self, question: Question) -> fields.Field[Any]:
        """A string within the limit."""
        del question
        return CleanString(clean=self.clean, validate=validate.Length(max=self.limit))

    def loaded(self, question: Question, data: str) -> str | None:
        """The text; an empty one is no answer."""
        del question
        return data or None

    def dumped(self, question: Question, value: str) -> str:
        """The text itself."""
        del question
        return value

    def display(self, question: Question, value: str, language: str) -> str:
        """The text itself."""
        del question, language
        return value

    def stored(self, value: str) -> Stored:
        """A text."""
        return Stored(text=value)

    def restored(self, stored: Stored) -> str:
        """A text."""
        if stored.text is None:
            raise ValueError(stored)
        return stored.text
