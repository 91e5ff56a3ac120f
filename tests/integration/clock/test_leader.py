"""One clock leads, another stands by; each tick fires once, and none is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from sqlalchemy.exc import OperationalError

from services.clock.leader import Leader, connect_for_lock
from services.clock.timetable import At, Every, Tick
from shared.kernel import clock
from tests.house import House

FAST = Tick("fast", Every(timedelta(seconds=15)), "journey", "services.journey.jobs.catch_up")
NIGHTLY = Tick("nightly", At("20 3 * * *"), "console", "services.console.jobs.clean_up")


@dataclass
class Bell:
    """Remembers what it rang, and breaks when told to."""

    rang: list[str] = field(default_factory=list)
    broken: bool = False

    def __call__(self, queue: str, job: str) -> None:
        assert queue in job
        if self.broken:
            raise RedisConnectionError
        self.rang.append(job)


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def leader(house: House, bell: Bell) -> Iterator[Leader]:
    made = Leader(connect_for_lock, [FAST, NIGHTLY], bell)
    yield made
    made.let_go()


@pytest.fixture
def second(house: House, bell: Bell) -> Iterator[Leader]:
    made = Leader(connect_for_lock, [FAST, NIGHTLY], bell)
    yield made
    made.let_go()


def later(house: House, **span: float) -> None:
    house.set_time(house.now + timedelta(**span))


def test_each_tick_fires_at_its_time_and_once(house: House, leader: Leader, bell: Bell) -> None:
    assert leader.beat() == ["fast", "nightly"]
    assert leader.beat() == []
    later(house, seconds=20)
    assert leader.beat() == ["fast"]
    assert bell.rang == [FAST.job, NIGHTLY.job, FAST.job]


def test_a_night_that_was_slept_through_is_caught_up_once(house: House, leader: Leader) -> None:
    leader.beat()
    leader.let_go()
    later(house, days=5)
    assert leader.beat() == ["fast", "nightly"]
    assert leader.beat() == []


def test_the_second_stands_by_and_takes_over_without_firing_again(
    house: House, leader: Leader, second: Leader, bell: Bell
) -> None:
    assert leader.beat()
    assert second.beat() == []
    assert (leader.leading, second.leading) == (True, False)
    leader.let_go()
    # The server lets the lock go when it has noticed that the session is gone; a busy one takes a moment.
    wait_until(lambda: second.beat() == [] and second.leading)
    later(house, seconds=20)
    assert second.beat() == ["fast"]
    assert leader.beat() == []
    assert bell.rang.count(NIGHTLY.job) == 1


def test_two_that_both_believe_they_lead_still_fire_once(
    house: House, leader: Leader, second: Leader, bell: Bell
) -> None:
    leader.beat()
    second.beat()
    second.leading = True
    later(house, seconds=20)
    assert leader.beat() + second.beat() == ["fast"]


def test_a_leader_whose_connection_was_cut_leads_again(house: House, leader: Leader) -> None:
    leader.beat()
    house.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'weerzien clock'"
    )
    later(house, seconds=20)
    assert leader.beat() == []
    assert not leader.leading
    assert leader.beat() == ["fast"]


def test_a_database_that_is_away_is_waited_for(house: House, bell: Bell) -> None:
    def away() -> None:
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    assert Leader(away, [FAST], bell).beat() == []  # type: ignore[arg-type]


def test_what_could_not_be_rung_fires_when_redis_is_back(leader: Leader, bell: Bell) -> None:
    bell.broken = True
    assert leader.beat() == []
    bell.broken = False
    assert leader.beat() == ["fast", "nightly"]


def test_a_clock_that_was_turned_back_goes_on_ticking(house: House, leader: Leader) -> None:
    later(house, days=300)
    leader.beat()
    later(house, days=-300)
    assert leader.beat() == ["fast", "nightly"]
    assert leader.beat() == []


def test_of_two_processes_the_second_fires_within_seconds_of_the_first_being_killed(house: House) -> None:
    environment = {
        **os.environ,
        "WEERZIEN_HOME": str(house.settings.home),
        "WEERZIEN_TIME_TRAVEL": "1",
        "WEERZIEN_SECRET_KEY": house.settings.secret_key,
        "DATABASE_URL": house.settings.database_url,
        "REDIS_URL": house.settings.redis_url,
    }
    command = [sys.executable, "-m", "services.clock.main"]
    clocks = [subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)]
    try:
        wait_until(lambda: leading(house))
        # Only now the other: which of two leads cannot be told from the sessions that hold the lock.
        clocks.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
        holder = leading(house)
        wait_until(lambda: standing_by(house))
        clocks[0].kill()
        killed = time.monotonic()
        wait_until(lambda: leading(house) - holder)
        assert time.monotonic() - killed < 15
        later(house, minutes=2)
        wait_until(lambda: clock.now() - last(house) < timedelta(seconds=30))
        clocks[1].send_signal(signal.SIGTERM)
        assert clocks[1].wait(timeout=10) == 0
    finally:
        for process in clocks:
            process.kill()
            process.wait()


def leading(house: House) -> set[int]:
    """Return the sessions that hold the clock's lock."""
    rows = house.sql("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 7735 AND granted")
    return {row.pid for row in rows}


def standing_by(house: House) -> bool:
    """Return whether two clocks are connected."""
    rows = house.sql(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'weerzien clock' AND datname = current_database()"
    )
    return len(rows) == 2


def last(house: House) -> datetime:
    fired: datetime = house.sql("SELECT max(last_fired_at) AS at FROM clock.tick")[0].at
    return fired


def wait_until(true: object, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)
