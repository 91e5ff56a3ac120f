"""Themes and what is laid under them, as plain data. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

BINDS, PUSHES, NEITHER = "binds", "pushes", "neither"
SIDES = (BINDS, PUSHES, NEITHER)
LONGEST_NAME = 60
LONGEST_WORD = 60
MOST_WORDS = 60
MOST_THEMES = 60


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A theme of one questionnaire, and the words by which a text may be about it.

    ``side`` says what people say with it: what binds them, what pushes them away, or neither. One that has ``ended`` is
    not offered any more; what lies under it stays there.
    """

    id: UUID
    questionnaire: str
    names: Mapping[str, str]
    side: str
    words: Sequence[str] = ()
    ended: bool = False

    def said(self, language: str) -> str:
        """Return its name in a language, or in Dutch where there is none."""
        return self.names.get(language) or self.names["nl"]

    def missing(self) -> list[str]:
        """Return the languages in which it has no name yet."""
        return [language for language in ("nl", "en", "fr") if not self.names.get(language)]


@dataclass(frozen=True, kw_only=True)
class Coding:
    """What one person decided about one text, and when: which themes, and which suggestions not."""

    id: UUID
    by: UUID
    at: datetime
    taken: frozenset[UUID] = frozenset()
    refused: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text that somebody wrote, which question it answers, and how far the pile is that it lies in.

    A pile is a circle: of at least ten people, of whom nothing more is said here.
    """

    id: UUID
    questionnaire: str
    question: str
    words: str
    pile: int
    pile_done: int
    coding: Coding | None = None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many texts of a questionnaire there are, how many somebody has read, and how many count already."""

    texts: int = 0
    read: int = 0
    counted: int = 0
