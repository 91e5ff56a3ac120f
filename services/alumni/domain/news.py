"""A newsletter: whom it is for, what is in it, and what is not right with it yet. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from services.alumni.domain import offers, pictures

DRAFT, SENDING, PAUSED, STOPPED = "draft", "sending", "paused", "stopped"

# What mail programs show of a subject on a phone.
LONGEST_SUBJECT = 60
# Above this Gmail cuts a letter off. What the paper weighs, a button with its link in words, and the marks of a line.
HEAVIEST = 100_000
PAPER, PER_BUTTON, PER_LINE = 14_000, 1_800, 60

_BUTTON = re.compile(r"^\[(?:knop|button|bouton):\s*(.+?)\]\((\S+?)\)\s*$", re.MULTILINE)
_PORTRAIT = re.compile(r"^\[(?:portret|portrait):\s*(.+?)\]\((\S+?)\)\s*$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(\s*(\S+?)\s*\)")
_LINK = re.compile(r"(?<!!)(\[[^\]]*\]\()\s*(\S+?)\s*(\))")
_ADDRESS = re.compile(r"(\]\()\s*(https?://\S+?)\s*\)")
_OUTSIDE = re.compile(r"https?://[^\s<>\"']+\Z")


# Of which a segment has several, and what else somebody may want to hear about.
LISTS = ("places", "departments", "functions", "wants", "languages")
WANTS = ("reunions", "vacancies")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """For whom: everybody who wants news, narrowed by where and when they worked here."""

    places: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    # Who wants these too; who reads one of these languages.
    wants: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
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
        lists = {name: tuple(plain.get(name, ())) for name in LISTS}
        return cls(**lists, from_year=plain.get("from_year"), until_year=plain.get("until_year"))


@dataclass(frozen=True, kw_only=True)
class Words:
    """An issue in one language, as it was written."""

    language: str
    subject: str = ""
    preview: str = ""
    body: str = ""
    # The other subject, where two are tried out.
    subject_b: str = ""

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
    trial: Mapping[str, Any] | None
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


@dataclass(frozen=True, kw_only=True)
class Known:
    """What stands elsewhere and an issue leans on: what is open, which pictures we have, where links lead."""

    offers: Collection[UUID] = ()
    pictures: Collection[UUID] = ()
    # Addresses that lead nowhere, with the reason; those of which nobody can say; and those that nobody looked at.
    dead: Mapping[str, str] = field(default_factory=dict)
    unsure: Collection[str] = ()
    unseen: Collection[str] = ()


def _untold(_kind: str, _about: UUID) -> str:
    return ""


def letter_of(words: Words, told: Callable[[str, UUID], str] = _untold, base: str = "") -> str:
    """Return what goes into letters: the blocks of the desk as mail knows them, our own pictures with our address.

    ``told`` puts a vacancy or a reunion into words.
    """
    body = offers.filled(words.body, told)
    body = _BUTTON.sub(lambda found: f"[button: {found[1]}]({found[2]})", body)
    body = _PORTRAIT.sub(lambda found: f"![{found[1]}]({found[2]})\n\n**{found[1]}**", body).strip()
    return _PICTURE.sub(
        lambda found: found[0].replace(found[2], base + found[2]) if pictures.is_ours(found[2]) else found[0],
        body,
    )


def weight(letter: str) -> int:
    """Return about how many bytes a letter weighs with its paper."""
    return (
        len(letter.encode())
        + PAPER
        + PER_BUTTON * letter.count("[button:")
        + PER_LINE * len(re.findall(r"\n+", letter))
    )


def addresses_in(issue: Issue) -> list[str]:
    """Return every address outside that an issue leads to or shows a picture of, each once."""
    found: dict[str, None] = {}
    for language in issue.written:
        letter = letter_of(issue.texts[language])
        shown = (one[2] for one in _PICTURE.finditer(letter) if _OUTSIDE.match(one[2]))
        found |= dict.fromkeys([*links_in(letter), *shown])
    return list(found)


def links_in(letter: str) -> list[str]:
    """Return the addresses that a letter leads to, each once, in order."""
    return list(dict.fromkeys(found[2] for found in _LINK.finditer(letter) if _OUTSIDE.match(found[2])))


def counted(letter: str, known: Mapping[str, str]) -> str:
    """Return the letter with each of these addresses replaced by the one at which it is counted."""
    return _LINK.sub(lambda found: f"{found[1]}{known.get(found[2], found[2])}{found[3]}", letter)


def findings(issue: Issue, readers: Mapping[str, int], known: Known) -> list[Finding]:
    """Look at an issue before it leaves; ``readers`` are how many read in which language."""
    found = (
        []
        if issue.language in issue.written
        else [Finding(code="first_language", language=issue.language, stops=True)]
    )
    for language in issue.written:
        found.extend(_of_words(issue.texts[language]))
        if issue.trial is not None:
            found.extend(_of_trial(issue.texts[language]))
        found.extend(_of_what_is_elsewhere(issue.texts[language], known))
    for language, number in readers.items():
        if number and language not in issue.written and language != issue.language:
            found.append(Finding(code="untranslated", language=language, about=str(number)))
    if known.unseen:
        found.append(Finding(code="links_unseen", about=str(len(known.unseen))))
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
    if weight(letter) > HEAVIEST:
        yield Finding(code="heavy", language=words.language)


def _of_trial(words: Words) -> Iterable[Finding]:
    if not words.subject_b.strip() or words.subject_b == words.subject:
        yield Finding(code="no_subject_b", language=words.language, stops=True)
    if len(words.subject_b) > LONGEST_SUBJECT:
        yield Finding(code="subject_b_long", language=words.language)


def _of_pictures(letter: str, language: str) -> Iterable[Finding]:
    found = list(_PICTURE.finditer(letter))
    if any(not one[1].strip() for one in found):
        yield Finding(code="no_alternative", language=language, stops=True)
    for one in found:
        if not one[2].startswith("https://") and not pictures.is_ours(one[2]):
            yield Finding(code="picture_unsafe", language=language, about=one[2][:80], stops=True)


def _of_what_is_elsewhere(words: Words, known: Known) -> Iterable[Finding]:
    for _kind, about in offers.asked_for(words.body):
        if about not in known.offers:
            line = next(one for one in words.body.splitlines() if str(about) in one.lower())
            yield Finding(code="offer_gone", language=words.language, about=line.strip()[:80], stops=True)
    if pictures.ours_in(words.body) - set(known.pictures):
        yield Finding(code="picture_gone", language=words.language, stops=True)
    for address in dict.fromkeys(found[2] for found in _ADDRESS.finditer(words.body)):
        if address in known.dead:
            yield Finding(code=f"link_{known.dead[address]}", language=words.language, about=address[:120])
        elif address in known.unsure:
            yield Finding(code="link_unsure", language=words.language, about=address[:120])
