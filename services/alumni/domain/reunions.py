"""A reunion and its places: who is in, who waits, and who is next. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

DRAFT, OPEN, CANCELLED = "draft", "open", "cancelled"
IN, WAITING, OFFERED, MAYBE, NO = "in", "waiting", "offered", "maybe", "no"
YES = "yes"
ANSWERS = (YES, MAYBE, NO)


@dataclass(frozen=True, kw_only=True)
class Reunion:
    """An afternoon on which people see each other again."""

    id: UUID
    title: str
    body: str
    place: str
    access: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    guests_max: int
    answer_by: date
    sequence: int
    state: str
    created_at: datetime
    created_by: UUID | None
    invited_at: datetime | None
    invited: int | None
    reminded_at: datetime | None
    map_link: str = ""
    questions: Sequence[Mapping[str, str]] = ()
    segment: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def said(self, language: str | None) -> Reunion:
        """Return it in this language, as far as HR wrote it; else in the first."""
        own = self.texts.get(language or "")
        if not own:
            return self
        words = own.get("questions", {})
        asked = [{**one, "words": words.get(one["id"]) or one["words"]} for one in self.questions]
        return replace(
            self,
            title=own["title"],
            body=own["body"],
            access=own.get("access") or self.access,
            questions=asked,
        )

    def answerable(self, now: datetime, today: date, *, again: bool = False) -> bool:
        """Say whether one can still answer; who did already may change it until it begins: a chair comes free."""
        return self.state == OPEN and now < self.starts_at and (again or today <= self.answer_by)


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """What one member said, and what place that is."""

    id: UUID
    reunion_id: UUID
    member_id: UUID
    turn: int
    state: str
    guests: int
    diet: str
    offered_until: datetime | None
    asked_again: bool
    sequence: int
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many chairs: the member, and whom they bring."""
        return 1 + self.guests


def taken(all_of_them: Iterable[Attendance]) -> int:
    """Return how many chairs are taken or kept for somebody."""
    return sum(one.size for one in all_of_them if one.state in {IN, OFFERED})


def place_for(size: int, reunion: Reunion, others: Sequence[Attendance]) -> str:
    """Return the place of who says yes now: nobody goes before who waits already."""
    if reunion.capacity is None:
        return IN
    if any(one.state == WAITING for one in others):
        return WAITING
    return IN if taken(others) + size <= reunion.capacity else WAITING


def next_ones(reunion: Reunion, all_of_them: Sequence[Attendance]) -> list[Attendance]:
    """Return to whom a place can be offered now, in order; who is first and does not fit lets nobody go before."""
    waiting = sorted((one for one in all_of_them if one.state == WAITING), key=lambda one: one.turn)
    if reunion.capacity is None:
        return waiting
    free, found = reunion.capacity - taken(all_of_them), []
    for one in waiting:
        if one.size > free:
            break
        free -= one.size
        found.append(one)
    return found


def questions_from(
    lines: Sequence[str], known: Sequence[Mapping[str, str]], fresh: Callable[[], UUID]
) -> list[dict[str, str]]:
    """Return the questions that these lines are; one that stood there already, in the same words, stays the same."""
    ids = {one["words"]: one["id"] for one in known}
    kept = dict.fromkeys(words for words in lines if words)
    return [{"id": ids.get(words) or str(fresh()), "words": words} for words in kept]
