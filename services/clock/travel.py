"""Travel in time: the house's clock jumps from one instant at which something is due to the next.

At each stop everything happens that would have happened by then, in order, before the clock moves on: so eleven months
pass in seconds, and nothing in them is left out.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from services.clock import store
from services.clock.timetable import FOLLOWERS, NEXT_DUE, TIMETABLE, UNDERWAY, At
from shared.db.engine import engine_for
from shared.kernel import clock
from shared.kernel.errors import Conflict, Forbidden, Invalid
from shared.kernel.settings import settings
from shared.queue.enqueue import call

# Stops lie on whole hours: letters of one morning leave together, still well inside their window.
STOP = timedelta(hours=1)
LONGEST = timedelta(days=3_660)
# The house's clock runs on after a journey: whoever asks for the same one again a moment later has arrived already.
ARRIVED = timedelta(minutes=10)
# Sweeps that stay busy at one instant are at work on what cannot be finished now; time goes on without them.
ROUNDS = 50
# So many real seconds we wait at a stop for who is in the middle of something; a worker that died will not finish it.
PATIENCE = 10.0
_JOBS = {tick.name: tick.job for tick in TIMETABLE}
# What happens by the day without saying when it is due next; followers try again what they parked.
_DAILY = [
    tick.job
    for tick in TIMETABLE
    if tick in FOLLOWERS
    or (isinstance(tick.when, At) and not any(tick.name in names for names in NEXT_DUE.values()))
]


class NoTimeTravel(Forbidden):
    """Time travel is off."""

    code = "time_travel_off"
    text = "De tijd verzetten kan alleen in een huis dat met WEERZIEN_TIME_TRAVEL=1 is gestart."


class BackInTime(Conflict):
    """What happened has happened."""

    code = "back_in_time"
    text = "Terug in de tijd kan niet: het is al %(now)s. Wat verstuurd is, is verstuurd."


class TooFar(Invalid):
    """Ten years at a time are enough."""

    code = "too_far"
    text = "Zo ver kan in één keer niet. Ga per keer hooguit tien jaar vooruit."


def travel_to(target: datetime) -> datetime:
    """Move the house to ``target`` (aware), letting everything in between happen in order; return the house's time."""
    if not settings().time_travel:
        raise NoTimeTravel
    if target.tzinfo is None:
        raise Invalid({"now": ["Schrijf het tijdstip met zijn zone, zo: 2027-03-09T14:00:00+01:00."]})
    with store.one_traveller(engine_for("clock")) as conn:
        return Traveller(conn).go(target.astimezone(UTC))


class Traveller:
    """Takes the house along, stop by stop; stops lie ``grain`` apart at least, a whole part of a day."""

    def __init__(self, conn: Connection, grain: timedelta = STOP) -> None:
        self._conn = conn
        self._grain = grain
        self._seen = -1

    def go(self, target: datetime) -> datetime:
        """Stop wherever something is due on the way to ``target``."""
        now = clock.now()
        if now - ARRIVED <= target:
            target = max(target, now)
        if target < now:
            # A house in which nothing has happened yet may begin at any time: a file of years ago comes to life there.
            if store.anything_happened_after(self._conn, target):
                raise BackInTime(now=now.isoformat(timespec="seconds"))
            clock.set_house_time(target)
            now = target
        if target - now > LONGEST:
            raise TooFar
        ahead = self.settle()
        while (stop := self._next_stop(ahead, now, target)) is not None:
            _move(now, stop)
            ahead = self.settle()
            now = stop
        if clock.now() < target:
            # What happens by the day does so on arrival too: on the way there may have been no stop at all.
            _move(now, target)
        self.settle()
        return clock.now()

    def settle(self) -> list[datetime]:
        """Let everything happen that is due, and all that follows from it, until the house is quiet.

        Return when each sweep has something to do next, as it stood then.
        """
        self._drain()
        before: dict[str, datetime] = {}
        instants: dict[str, datetime] = {}
        patience = time.monotonic() + PATIENCE
        for _ in range(ROUNDS):
            instants = {job: instant for job in NEXT_DUE if (instant := call(job)) is not None}
            # The house's clock runs on meanwhile: what is asked for at this stop happens at this stop.
            now = clock.now()
            due = {job: instant for job, instant in instants.items() if instant <= now}
            if not due and not _let_finish(patience):
                break
            done = _run([_JOBS[name] for job in due for name in NEXT_DUE[job]]) + self._drain()
            if not done and due == before:
                break
            before = due
        return list(instants.values())

    def _drain(self) -> int:
        """Let the followers catch up until no fact is added; a log without new facts costs one look."""
        total = 0
        while (head := store.log_head(self._conn)) != self._seen:
            self._seen = head
            total += _run([tick.job for tick in FOLLOWERS])
        return total

    def _next_stop(self, instants: Iterable[datetime], now: datetime, target: datetime) -> datetime | None:
        """Return the next stop by which something is due, the target at most; None where nothing is before it."""
        # What is still due after the house was settled cannot be done now; look again at the next stop.
        ahead = [max(instant, now) for instant in instants]
        if not ahead or min(ahead) > target or now >= target:
            return None
        day = min(ahead).replace(hour=0, minute=0, second=0, microsecond=0)
        stop = day + self._grain * -((day - min(ahead)) // self._grain)
        return min(stop if stop > now else stop + self._grain, target)


def _move(since: datetime, stop: datetime) -> None:
    clock.set_house_time(stop)
    if stop.date() > since.date():
        _run(_DAILY)


def _let_finish(until: float) -> bool:
    """Wait for the workers; return whether we had to.

    A letter in their hands leaves now, and not at an hour to which we jump meanwhile.
    """
    waited = False
    while time.monotonic() < until and any(call(job) for job in UNDERWAY):
        time.sleep(0.05)
        waited = True
    return waited


def _run(jobs: list[str]) -> int:
    return sum(call(job) or 0 for job in jobs)
