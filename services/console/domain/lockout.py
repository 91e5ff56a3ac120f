"""When somebody has tried often enough for now.

Each try is counted before the password is looked at, so a hundred tries at once are counted as a hundred.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

# After a day without a lock the pauses start again from the shortest.
_FORGIVEN_AFTER: Final = timedelta(hours=24)


@dataclass(frozen=True)
class Rule:
    """So many tries in a window; then a pause, longer at each next time."""

    tries: int
    window: timedelta
    pauses: Sequence[timedelta]

    def pause(self, locks: int) -> timedelta:
        """The pause after having been locked `locks` times before."""
        return self.pauses[min(locks, len(self.pauses) - 1)]


@dataclass(frozen=True, kw_only=True)
class Count:
    """The tries on one door: how many since when, and whether it is locked."""

    failures: int = 0
    since: datetime
    locked_until: datetime | None = None
    locks: int = 0

    def locked(self, now: datetime) -> bool:
        """True while nobody may try."""
        return self.locked_until is not None and now < self.locked_until


def fresh(now: datetime) -> Count:
    """The count of a door that nobody has tried yet."""
    return Count(since=now)


def knock(count: Count, rule: Rule, now: datetime) -> Count:
    """Count one more try. The last one allowed locks the door behind it; succeeding opens it again."""
    if count.locked_until is not None or now - count.since >= rule.window:
        locks = 0 if _forgiven(count, now) else count.locks
        count = Count(since=now, locks=locks)
    failures = count.failures + 1
    if failures < rule.tries:
        return replace(count, failures=failures)
    return replace(
        count, failures=failures, locked_until=now + rule.pause(count.locks), locks=count.locks + 1
    )


def give_back(count: Count) -> Count:
    """Undo the last knock: it succeeded, and others behind the same door keep their own count."""
    locked_by_it = count.locked_until is not None
    return replace(
        count,
        failures=max(0, count.failures - 1),
        locked_until=None,
        locks=max(0, count.locks - 1) if locked_by_it else count.locks,
    )


def _forgiven(count: Count, now: datetime) -> bool:
    latest = count.locked_until or count.since
    return now - latest >= _FORGIVEN_AFTER
