"""The report of a conversation: its parts, its states, and who may read what of it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.questionnaire.model import Text

# With the writer; with the person; the person said what should be otherwise; it stands; the board may read it; and
# there is none.
DRAFT, SHARED, CORRECTED, FINAL, RELEASED, NONE = STATES = (
    "draft",
    "shared",
    "corrected",
    "final",
    "released",
    "none",
)
STANDS = frozenset({FINAL, RELEASED})
# HR reads it once the person has had their say.
READ_BY_HR = frozenset({CORRECTED, FINAL, RELEASED})
AGREED, SILENT, SETTLED = "agreed", "silent", "settled"

WENT, WHY, BETTER, APART = PARTS = ("went", "why", "better", "apart")
MOST_LESSONS = 3
LONGEST, LONGEST_LESSON = 6_000, 500


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What the person is told about who reads the report; ``board`` are the parts that the board may read."""

    words: Text
    board: Collection[str]
    lessons: bool


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What there is to learn, what could be done, and whether it may go on without a name; ``place`` on the form."""

    place: int
    lesson: str
    action: str = ""
    tell: bool = False


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is written in a report."""

    parts: Mapping[str, str]
    lessons: Sequence[Lesson] = field(default_factory=tuple)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to read."""
        return any(self.parts.values()) or bool(self.lessons)


def tidy(words: str) -> str:
    """Return what was typed, whatever line ends the browser sends."""
    return "\n".join(words.strip().splitlines())


def shown_to_board(row: Any, promise: Promise, parts: Collection[str]) -> list[tuple[str, str]]:
    """Return the parts of a report that the board may read: what was promised when it was written, and no more."""
    return [(part, getattr(row, part)) for part in PARTS if part in promise.board and part in parts]


def may_say(row: Any, now: Any) -> bool:
    """Whether the person may (still) say that something should be otherwise: until the week is over, or it is out."""
    return row.state in {SHARED, FINAL} and row.agree_by is not None and now < row.agree_by
