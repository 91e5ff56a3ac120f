"""The house's time goes on: as in time travel, with fewer stops, so that years fit in minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.clock import store
from services.clock.timetable import NEXT_DUE
from services.clock.travel import _DAILY as DAILY
from services.clock.travel import Traveller
from services.clock.travel import _run as run
from shared.db.engine import engine_for
from shared.kernel import clock
from shared.queue.enqueue import call

# Every letter has a window of hours, and leaves in its first two: stops three hours apart are early enough for all.
GRAIN = timedelta(hours=3)


def go(target: datetime) -> None:
    """Let everything happen that is due on the way to ``target``, in order."""
    with store.one_traveller(engine_for("clock")) as conn:
        traveller, now = Traveller(conn), clock.now()
        traveller.settle()
        while (stop := _next_stop(now, target)) is not None:
            clock.set_house_time(stop)
            if stop.date() > now.date():
                run(DAILY)
            traveller.settle()
            now = stop
        if clock.now() < target:
            clock.set_house_time(target)
        traveller.settle()


def _next_stop(now: datetime, target: datetime) -> datetime | None:
    found: list[datetime | None] = [call(job) for job in NEXT_DUE]
    ahead = [max(instant, now) for instant in found if instant is not None]
    if not ahead or min(ahead) > target or now >= target:
        return None
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    grains = (min(ahead) - day) // GRAIN + 1
    return min(day + GRAIN * grains, target)
