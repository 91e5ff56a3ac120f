"""Who holds which conversation: the least busy who may and can, and no week over anybody's maximum. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from shared.calendar.months import add_days


@dataclass(frozen=True, kw_only=True)
class Interviewer:
    """Somebody who holds conversations; ``away`` from and up to and including, without an end where nobody knows."""

    account_id: UUID
    programmes: frozenset[str]
    a_week: int
    person_id: UUID | None = None
    active: bool = True
    away: tuple[tuple[date, date | None], ...] = ()

    def may(self, talk: Talk) -> bool:
        """Return whether a conversation can be theirs on some day: never their own people's, nor their own."""
        mine = self.person_id is not None and self.person_id in talk.barred
        return self.active and not mine and talk.programme in self.programmes

    def is_there(self, day: date) -> bool:
        """Return whether they are there on ``day``."""
        return not any(first <= day and (last is None or day <= last) for first, last in self.away)


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A conversation that is planned; ``barred`` are the person and everybody above them in the line."""

    id: UUID
    programme: str
    day: date
    barred: frozenset[UUID] = frozenset()
    interviewer: UUID | None = None
    # From which day it is looked for anew, and the last on which it may be; None where it has to stay on its day.
    earliest: date | None = None
    latest: date | None = None
    # The first day from a day on, on which it can be.
    next_day: Callable[[date], date] = field(default=lambda day: day, compare=False)


class Seat(NamedTuple):
    """What became of a conversation: its day, and who holds it; None where nobody can."""

    talk: Talk
    day: date
    interviewer: UUID | None


class Agenda:
    """How many conversations everybody has in which week."""

    def __init__(self, held: Iterable[tuple[UUID, date]] = ()) -> None:
        self._weeks: Counter[tuple[UUID, date]] = Counter()
        self._all: Counter[UUID] = Counter()
        for account_id, day in held:
            self.add(account_id, day)

    def add(self, account_id: UUID, day: date) -> None:
        """Note a conversation."""
        self._weeks[account_id, monday(day)] += 1
        self._all[account_id] += 1

    def has_room(self, one: Interviewer, day: date) -> bool:
        """Return whether somebody has room in the week of ``day``, and is there."""
        return self._weeks[one.account_id, monday(day)] < one.a_week and one.is_there(day)

    def busy(self, one: Interviewer, day: date) -> tuple[int, int, UUID]:
        """Return how busy somebody is in that week, and at all; the id keeps the order the same."""
        return self._weeks[one.account_id, monday(day)], self._all[one.account_id], one.account_id


def monday(day: date) -> date:
    """Return the Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def seat(talks: Sequence[Talk], interviewers: Iterable[Interviewer], agenda: Agenda) -> list[Seat]:
    """Give each conversation somebody to hold it; who has somebody that still may and can, keeps them.

    ``agenda`` holds all other conversations, and these afterwards.
    """
    known = {one.account_id: one for one in interviewers}
    found: dict[UUID, Seat] = {}
    order = sorted(talks, key=lambda talk: (talk.day, talk.id))
    for talk in order:
        own = known.get(talk.interviewer) if talk.interviewer else None
        if own is not None and own.may(talk) and agenda.has_room(own, talk.day):
            agenda.add(own.account_id, talk.day)
            found[talk.id] = Seat(talk, talk.day, own.account_id)
    for talk in order:
        if talk.id not in found:
            found[talk.id] = _seat_one(talk, [one for one in known.values() if one.may(talk)], agenda)
    return [found[talk.id] for talk in talks]


def _seat_one(talk: Talk, those: Sequence[Interviewer], agenda: Agenda) -> Seat:
    for day in _days(talk) if those else ():
        free = [one for one in those if agenda.has_room(one, day)]
        if free:
            chosen = min(free, key=lambda one: agenda.busy(one, day))
            agenda.add(chosen.account_id, day)
            return Seat(talk, day, chosen.account_id)
    return Seat(talk, talk.day, None)


def _days(talk: Talk) -> Iterable[date]:
    if talk.earliest is None or talk.latest is None:
        yield talk.day
        return
    day = talk.next_day(talk.earliest)
    # Where it is now is a day for it too, also beyond what its rule allows: it may have waited that long.
    if day > talk.day or day > talk.latest:
        yield talk.day
    while day <= talk.latest:
        yield day
        day = talk.next_day(add_days(day, 1))
