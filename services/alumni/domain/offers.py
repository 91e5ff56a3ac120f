"""A vacancy or a reunion in a newsletter: one line at the desk, put into words when the letter leaves. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from babel.dates import format_date

from shared.calendar.said import clock_said

WORK, REUNION = "work", "reunion"
# What the desk writes for each, and what people write in the languages that they write in.
WORDS: Final = {WORK: "vacature", REUNION: "reünie"}
_KINDS: Final = {"vacature": WORK, "vacancy": WORK, "poste": WORK, "offre": WORK,
                 "reünie": REUNION, "reunie": REUNION, "reunion": REUNION, "retrouvailles": REUNION}  # fmt: skip
_LINE = re.compile(
    rf"^\[({'|'.join(_KINDS)}):\s*[^\]\n]*\]\(([0-9a-fA-F]{{8}}(?:-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}})\)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_MARKS = re.compile(r"([\\`*_\[\]<>#!~|])")
_UNTIL: Final = {
    "nl": "reageren kan tot en met {day}",
    "en": "answer until {day}",
    "fr": "répondre jusqu’au {day}",
}
_HOURS: Final = {
    "nl": "{hours} uur per week",
    "en": "{hours} hours a week",
    "fr": "{hours} heures par semaine",
}
_AT: Final = {"nl": "om", "en": "at", "fr": "à"}
_LOOK: Final = {
    WORK: {"nl": "Bekijk deze vacature", "en": "See this vacancy", "fr": "Voir ce poste"},
    REUNION: {"nl": "Laat weten of je komt", "en": "Say whether you come", "fr": "Dire si vous venez"},
}


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A vacancy or a reunion as a newsletter tells of it."""

    kind: str
    id: UUID
    title: str
    place: str
    # Until when one can answer a vacancy; when a reunion begins, on the clock of the organisation.
    until: date | None = None
    starts: datetime | None = None
    hours: str = ""
    # What HR did not hide from everybody.
    shown: bool = True

    def line(self) -> str:
        """Return the line that stands for it at the desk."""
        label = re.sub(r"[\]\[\n]", " ", self.title)
        return f"[{WORDS[self.kind]}: {label}]({self.id})"

    def told(self, language: str, link: str | None) -> str:
        """Return it in words, as Markdown; ``link`` is where somebody answers."""
        facts = [self.place, *self._facts(language)]
        lines = [f"**{_plain(self.title)}**", _plain(" · ".join(one for one in facts if one))]
        if link:
            lines.append(f"[{_LOOK[self.kind][language]}]({link})")
        return "  \n".join(line for line in lines if line)

    def _facts(self, language: str) -> Iterable[str]:
        if self.hours:
            yield _HOURS[language].format(hours=self.hours)
        if self.until is not None:
            yield _UNTIL[language].format(day=_day(self.until, language))
        if self.starts is not None:
            yield f"{_day(self.starts.date(), language)} {_AT[language]} {clock_said(self.starts, language)}"


def asked_for(body: str) -> list[tuple[str, UUID]]:
    """Return which vacancies and reunions a text tells of, in order."""
    return [(_KINDS[found[1].lower()], UUID(found[2])) for found in _LINE.finditer(body)]


def filled(body: str, told: Callable[[str, UUID], str]) -> str:
    """Return the text with each of these lines replaced by what ``told`` says."""
    return _LINE.sub(lambda found: told(_KINDS[found[1].lower()], UUID(found[2])), body)


def _day(day: date, language: str) -> str:
    written = format_date(day, "EEEE d MMMM", locale=language)
    # French writes the first of a month as an ordinal.
    return written.replace(" 1 ", " 1er ", 1) if language == "fr" else written


def _plain(words: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
