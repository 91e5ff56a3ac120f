"""Month by month: what happens, what goes wrong, and whether every promise was kept."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from services.journey import jobs
from shared.db.engine import owner_engine
from shared.eventlog.verify import verify
from shared.kernel import clock
from tests.house import House
from tests.simulation import deeds, desk, mishaps, settled
from tests.simulation.going import go
from tests.simulation.promises import Promises, Violation
from tests.simulation.repeat import a_moment_later, look_at_tables, the_same_run
from tests.simulation.world import World, at, days

BEGIN = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
# Everybody is settled again over so many months: a part each month, and all of them at the end.
PARTS = 6

Step = Callable[[World], None]


@dataclass
class Report:
    """What there was."""

    months: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Count the time that something takes."""
        begin = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - begin


@dataclass
class Simulation:
    """An organisation of so many people for so many months."""

    house: House
    people: int
    months: int
    seed: int
    tell: Callable[[int, str], None] = lambda _month, _said: None
    promises: Promises = field(default_factory=Promises)
    report: Report = field(default_factory=Report)

    def __post_init__(self) -> None:
        self.world = World(self.house, random.Random(self.seed), self.seed)

    def run(self) -> None:
        """Live it; raise Violation where a promise was not kept."""
        with the_same_run(self.seed):
            self._run()

    def _run(self) -> None:
        clock.set_house_time(BEGIN)
        with self.report.timed("the first file"):
            desk.begin(self.world)
            for _ in range(self.people):
                self.world.newcomer(self.world.today - days(int(self.world.rng.expovariate(1 / 900))))
            deeds.import_file(self.world)
            look_at_tables()
            go(self.world.now)
            look_at_tables()
        for month in range(self.months):
            self._month(month)
            with self.report.timed("tables"):
                look_at_tables()
            self.report.months = month + 1
            with self.report.timed("promises"):
                self.promises.check()
            with self.report.timed("settling again"):
                last = month == self.months - 1
                settled.check(share=1 if last else PARTS, turn=month)
            with self.report.timed("the log"):
                self._verify(month)
            self.tell(month + 1, f"{self.world.today}")

    def _verify(self, month: int) -> None:
        if month % 12 != 11 and month != self.months - 1:
            return
        with owner_engine().connect() as conn:
            verdict = verify(conn)
        if not verdict.intact:
            message = f"the log is not intact: {verdict}"
            raise Violation(message)

    def _month(self, month: int) -> None:
        start = clock.now()
        for instant, steps in self._calendar(start):
            with self.report.timed("time"):
                if instant > clock.now():
                    go(instant)
            for step in steps:
                a_moment_later()
                if step in MOVING:
                    self.promises.note_homes()
                with self.report.timed(f"  {step.__name__}"):
                    step(self.world)
        with self.report.timed("time"):
            go(max(clock.now(), start + timedelta(days=30)))
            desk.go_on(self.world)
            go(clock.now() + timedelta(hours=1))
            jobs.replan()
            jobs.extend()
            go(clock.now() + days(3) if month % 2 else clock.now())

    def _calendar(self, start: datetime) -> list[tuple[datetime, list[Step]]]:
        """Return what this month holds, in order of time."""
        rng, first = self.world.rng, (start + days(1)).date()

        def some_time(day: int | None = None) -> datetime:
            chosen = rng.randrange(28) if day is None else day
            return at(first + days(chosen), rng.randrange(7, 20), rng.randrange(60))

        found: list[tuple[datetime, list[Step]]] = [
            (some_time(2), [_import]),
            (some_time(), [desk.by_hands]),
            (some_time(25), [_returns]),
        ]
        found += [(some_time(week * 7), [_answers]) for week in range(4)]
        found += [(some_time(), [deed]) for deed in deeds.LIFE]
        chances: tuple[tuple[float, Step], ...] = (
            (0.25, desk.other_numbers), (0.15, desk.other_plan), (0.5, desk.look_first), (0.4, mishaps.stand_still),
            (0.4, mishaps.flush), (0.6, mishaps.kill), (0.6, mishaps.two_at_once), (0.3, _import_all),
        )  # fmt: skip
        found += [(some_time(), [step]) for chance, step in chances if rng.random() < chance]
        if rng.random() < 0.3:
            stopped = some_time(rng.randrange(20))
            found += [(stopped, [desk.stop]), (stopped + timedelta(hours=rng.randrange(3, 60)), [desk.go_on])]
        return sorted(found, key=lambda one: one[0])


def _import(world: World) -> None:
    deeds.import_file(world)


def _import_all(world: World) -> None:
    deeds.import_file(world, everything=True)


def _answers(world: World) -> None:
    desk.people_act(world, days(7))


def _returns(world: World) -> None:
    desk.letters_return(world, world.today - days(28))


def figures() -> dict[str, int]:
    """Return what there is in the end."""
    query = text("""
        SELECT (SELECT count(*) FROM people.person) AS people, (SELECT count(*) FROM people.spell) AS employments,
               (SELECT count(*) FROM journey.touchpoint) AS touchpoints,
               (SELECT count(*) FROM journey.touchpoint WHERE released_at IS NOT NULL) AS released,
               (SELECT count(*) FROM journey.change) AS changes,
               (SELECT count(*) FROM mail.letter WHERE state = 'sent') AS letters,
               (SELECT count(*) FROM eventlog.fact) AS facts
    """)
    with owner_engine().connect() as conn:
        return dict(conn.execute(query).one()._mapping)


# After these some people work elsewhere, or on other days.
MOVING = (deeds.move, deeds.merge, _import, _import_all)
