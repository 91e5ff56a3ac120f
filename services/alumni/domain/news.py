"""A newsletter: whom it is for, what is in it, and what is not right with it yet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

DRAFT, SENDING, PAUSED, STOPPED = "draft", "sending", "paused", "stopped"

# What mail programs show of a subject on a phone.
LONGEST_SUBJECT = 60
# Above this Gmail cuts a letter off; what stands around our words weighs about this much.
HEAVIEST = 100_000
PAPER = 14_000

_BUTTON = re.compile(r"^\[(?:knop|button|bouton):\s*(.+?)\]\((\S+?)\)\s*$", re.MULTILINE)
_PORTRAIT = re.compile(r"^\[(?:portret|portrait):\s*(.+?)\]\((\S+?)\)\s*$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(\s*(\S+?)\s*\)")
_LINK = re.compile(r"(?<!!)(\[[^\]]*\]\()\s*(\S+?)\s*(\))")
_OUTSIDE = re.compile(r"https?://[^\s<>\"']+\Z")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """For whom: everybody who wants news, narrowed by where and when they worked here."""

    places: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    from_year: int | None = None
    until_year: int | None = None

    def plain(self) -> dict[str, Any]:
        """Return it as it is written down."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
            if value
        }

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Segment:
        """Return what was written down."""
        lists = {name: tuple(plain.get(name, ())) for name in ("places", "departments", "functions")}
        return cls(**lists, from_year=plain.get("from_year"), until_year=plain.get("until_year"))


@dataclass(frozen=True, kw_only=True)
class Words:
    """An issue in one language, as it was written."""

    language: str
    subject: str = ""
    preview: str = ""
    body: str = ""

    @property
    def empty(self) -> bool:
        """Say whether nothing was written in this language."""
        return not (self.subject.strip() or self.body.strip())


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One newsletter."""

    id: UUID
    title: str
    state: str
    language: str
    segment: Mapping[str, Any]
    archived: bool
    second_hand: bool
    send_at: datetime | None
    filed_at: datetime | None
    filed: int | None
    created_at: datetime
    changed_at: datetime
    changed_by: UUID | None
    approved_by: UUID | None
    sent_by: UUID | None
    texts: Mapping[str, Words] = field(default_factory=dict)

    @property
    def written(self) -> list[str]:
        """The languages in which there is something to read, the first one first."""
        known = [code for code, words in self.texts.items() if not words.empty]
        return sorted(known, key=lambda code: (code != self.language, code))

    def reads(self, language: str | None) -> str:
        """Return in which language somebody gets it: their own where it is written, else the first of the issue."""
        return language if language in self.written else self.language


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that is not right: ``stops`` where it may not leave like this."""

    code: str
    language: str | None = None
    about: str = ""
    stops: bool = False


def letter_of(words: Words) -> str:
    """Return what goes into letters: the blocks of the desk as mail knows them."""
    body = _BUTTON.sub(lambda found: f"[button: {found[1]}]({found[2]})", words.body)
    return _PORTRAIT.sub(lambda found: f"![{found[1]}]({found[2]})\n\n**{found[1]}**", body).strip()


def links_in(letter: str) -> list[str]:
    """Return the addresses that a letter leads to, each once, in order."""
    return list(dict.fromkeys(found[2] for found in _LINK.finditer(letter) if _OUTSIDE.match(found[2])))


def counted(letter: str, known: Mapping[str, str]) -> str:
    """Return the letter with each of these addresses replaced by the one at which it is counted."""
    return _LINK.sub(lambda found: f"{found[1]}{known.get(found[2], found[2])}{found[3]}", letter)


def findings(issue: Issue, readers: Mapping[str, int]) -> list[Finding]:
    """Look at an issue before it leaves; ``readers`` are how many read in which language."""
    found = (
        []
        if issue.language in issue.written
        else [Finding(code="first_language", language=issue.language, stops=True)]
    )
    for language in issue.written:
        found.extend(_of_words(issue.texts[language]))
    for language, number in readers.items():
        if number and language not in issue.written and language != issue.language:
            found.append(Finding(code="untranslated", language=language, about=str(number)))
    if not sum(readers.values()):
        found.append(Finding(code="nobody", stops=True))
    return found


def _of_words(words: Words) -> Iterable[Finding]:
    lacks = {"no_preview": words.preview, "no_body": words.body, "no_subject": words.subject}
    for code, written in lacks.items():
        if not written.strip():
            yield Finding(code=code, language=words.language, stops=True)
    if len(words.subject) > LONGEST_SUBJECT:
        yield Finding(code="subject_long", language=words.language)
    letter = letter_of(words)
    yield from _of_pictures(letter, words.language)
    for found in _LINK.finditer(letter):
        if not _OUTSIDE.match(found[2]) and not found[2].startswith("mailto:"):
            yield Finding(code="link_odd", language=words.language, about=found[2][:80], stops=True)
    if len(letter.encode()) + PAPER > HEAVIEST:
        yield Finding(code="heavy", language=words.language)


def _of_pictures(letter: str, language: str) -> Iterable[Finding]:
    pictures = list(_PICTURE.finditer(letter))
    if any(not found[1].strip() for found in pictures):
        yield Finding(code="no_alternative", language=language, stops=True)
    for found in pictures:
        if not found[2].startswith("https://"):
            yield Finding(code="picture_unsafe", language=language, about=found[2][:80], stops=True)
