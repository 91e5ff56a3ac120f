"""How fast many letters leave: so many a minute, to one provider, and from a new address a day. Pure.

What does not fit now gets a turn, so many in each minute to come, and is looked at again then: a hundred thousand
letters that wait are claimed twice, not every minute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

PACED = "paced"
# Everybody, beside the domains.
ALL = "*"
MINUTE, DAY = "minute", "day"
_ONE = timedelta(minutes=1)
# No warm-up takes so many days: each has twice as many letters as the one before.
_FAR = 100
# From so many a day an address is known: the warm-up is over.
KNOWN_FROM = 200_000


@dataclass(frozen=True, kw_only=True)
class Pace:
    """What HR chose: None is no limit. ``first_day`` begins a warm-up: twice as many on each day of sending."""

    per_minute: int | None = None
    per_domain: int | None = None
    first_day: int | None = None
    since: date | None = None

    @property
    def free(self) -> bool:
        """Say whether nothing is limited."""
        return self.per_minute is None and self.per_domain is None and self.first_day is None

    def most(self, day_number: int) -> int | None:
        """Return how many may leave on the so-manieth day of a warm-up, the first being 0; None is no limit."""
        if self.first_day is None:
            return None
        most = self.first_day << min(day_number, 24)
        return most if most < KNOWN_FROM else None


@dataclass
class Wait:
    """The last turn that was given out, and to how many."""

    until: datetime
    letters: int = 0


@dataclass
class Book:
    """What left in this minute and on this day, and the turns that were given out."""

    pace: Pace
    now: datetime
    # The first instant of a day, some days from today.
    day_at: Callable[[int], datetime]
    # On how many days something left before, since the warm-up began.
    days: int = 0
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    waits: dict[str, Wait] = field(default_factory=dict)

    def turn(self, domain: str, kind: str, *, daily: bool) -> datetime | None:
        """Return when a letter is looked at again; None where it leaves now. ``daily``: the warm-up is for it too.

        Each ``kind`` of letters has turns of its own: what was asked of one person does not wait behind a newsletter.
        """
        limits = [
            (key, most) for key, most in ((ALL, self.pace.per_minute), (domain, self.pace.per_domain)) if most
        ]
        full = [(key, most) for key, most in limits if self._left(MINUTE, key) >= most]
        today = self.pace.most(self.days) if daily else None
        over = today is not None and self._left(DAY, ALL) >= today
        if not full and not over:
            for span, key in (*((MINUTE, key) for key, _ in limits), (DAY, ALL)):
                self.counts[span, key] = self._left(span, key) + 1
            return None
        turns = [self._next_minute(f"{kind}/{key}", most) for key, most in full]
        return max(turns + ([self._next_day(f"{kind}/{DAY}")] if over else []))

    def _left(self, span: str, key: str) -> int:
        return self.counts.get((span, key), 0)

    def _next_minute(self, key: str, most: int) -> datetime:
        wait = self._wait(key, self.now.replace(second=0, microsecond=0) + _ONE)
        if wait.letters >= most:
            wait.until, wait.letters = wait.until + _ONE, 0
        wait.letters += 1
        return wait.until

    def _next_day(self, key: str) -> datetime:
        wait = self._wait(key, self.day_at(1))
        ahead = next(number for number in range(1, _FAR) if self.day_at(number) >= wait.until)
        most = self.pace.most(self.days + ahead)
        if most is not None and wait.letters >= most:
            wait.until, wait.letters = self.day_at(ahead + 1), 0
        wait.letters += 1
        return wait.until

    def _wait(self, key: str, soonest: datetime) -> Wait:
        """Return the turns that are given out under a key; those that are over are nobody's."""
        wait = self.waits.setdefault(key, Wait(soonest))
        if wait.until < soonest:
            wait.until, wait.letters = soonest, 0
        return wait
