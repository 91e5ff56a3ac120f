"""The report of a conversation: its parts, its states, and who may read what of it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from shared.questionnaire.model import Text

# With the writer; with the person; the person said what should be otherwise; it stands; the board may read it; and
# there is none.
DRAFT, SHARED, CORRECTED, FINAL, RELEASED, NONE = (
    "draft",
    "shared",
    "corrected",
    "final",
    "released",
    "none",
)
# HR reads it once the person has had their say.
READ_BY_HR = frozenset({CORRECTED, FINAL, RELEASED})
AGREED, SILENT, SETTLED = "agreed", "silent", "settled"

WENT, WHY, BETTER, APART = PARTS = ("went", "why", "better", "apart")
MOST_LESSONS = 3
LONGEST, LONGEST_LESSON = 6_000, 500
# From so many letters on, nothing but a name is spelled like it.
NAMES_ONLY = 5
# What stands before the first word of a sentence, of a line or of a quotation.
_BEGINS = re.compile(r"(^|[.!?:;\n\u2026])[\s\W]*$")


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


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """What the person says about a report.

    ``said``: what should be otherwise, for who wrote it and HR; ``added``: what stands with it in their own words, for
    all who read it; ``withheld``: the places of lessons that may not go on.
    """

    said: str = ""
    added: str = ""
    withheld: Collection[int] = ()


def names_somebody(words: str, given: str, family: str) -> bool:
    """Whether somebody's given or family name stands in the words, as a word of its own.

    Many names are words as well. A short given name (Wil, Roos, Mei) counts as it is spelled only; a family name (Meer,
    Bakker, De Groot) with its capital, and not where a sentence begins and every word has one. A letter is no name.
    """
    said = unicodedata.normalize("NFC", words)
    given, family = (unicodedata.normalize("NFC", name.strip()) for name in (given, family))
    if len(given) > 1 and _found(given, said, 0 if len(given) < NAMES_ONLY else re.IGNORECASE):
        return True
    if len(family) < 2:
        return False
    return any(not _BEGINS.search(said[: at.start()]) for at in re.finditer(_word(family), said))


def _found(name: str, words: str, flags: int) -> bool:
    return re.search(_word(name), words, flags) is not None


def _word(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"


def tidy(words: str) -> str:
    """Return what was typed, whatever line ends the browser sends."""
    return "\n".join(words.strip().splitlines())


def shown_to_board(row: Any, promise: Promise, parts: Collection[str]) -> list[tuple[str, str]]:
    """Return the parts of a report that the board may read: what was promised when it was written, and no more."""
    return [(part, getattr(row, part)) for part in PARTS if part in promise.board and part in parts]


def last_day(agree_by: datetime, zone: str) -> date:
    """Return the last day on which the person may say something, where they are."""
    return (agree_by - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()


def to_read(row: Any | None) -> bool:
    """Whether there is a report that the person may read."""
    return row is not None and row.state not in (DRAFT, NONE)


def may_say(row: Any, now: datetime) -> bool:
    """Whether the person may (still) say that something should be otherwise: until the week is over, or it is out."""
    return bool(row.state in {SHARED, FINAL} and now < row.agree_by)


def may_release(row: Any, now: datetime) -> bool:
    """Whether the board may be given it: it stands, and the person agreed or had the time to say otherwise."""
    return bool(row.state == FINAL and (row.how == AGREED or now >= row.agree_by))
