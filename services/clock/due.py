"""Which ticks are due, given when each last fired. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from apscheduler.triggers.cron import CronTrigger

from services.clock.timetable import At, Every, Tick


def due_ticks(
    timetable: Iterable[Tick], fired: Mapping[str, datetime | None], now: datetime, zone: str
) -> list[Tick]:
    """Return the ticks that have to fire now, each once however many it missed."""
    return [tick for tick in timetable if is_due(tick, fired.get(tick.name), now, zone)]


def is_due(tick: Tick, fired_at: datetime | None, now: datetime, zone: str) -> bool:
    """Return whether a tick that fired last at ``fired_at`` has to fire now.

    One that never fired is due; one that fired in the future is too: somebody turned the clock back.
    """
    if fired_at is None or fired_at > now:
        return True
    return next_firing(tick.when, fired_at, zone) <= now


def next_firing(when: Every | At, fired_at: datetime, zone: str) -> datetime:
    """Return the first instant after ``fired_at`` that the timetable asks for."""
    if isinstance(when, Every):
        return fired_at + when.span
    following: datetime = _cron(when.cron, zone).get_next_fire_time(
        None, fired_at + timedelta(microseconds=1)
    )
    return following


@lru_cache(maxsize=256)
def _cron(line: str, zone: str) -> CronTrigger:
    return CronTrigger.from_crontab(line, timezone=zone)
