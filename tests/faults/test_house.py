"""The embedded house against what happens to it: signals, kills, restarts."""

from __future__ import annotations

import http.client
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from infra.embedded.process import socket_folder
from tests.faults.running import RunningHouse

AGAIN = r"was ended by signal 9; starting again"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for left processes in /proc")


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """One house for all who leave it standing."""
    with RunningHouse(tmp_path_factory.mktemp("standing") / "home") as house:
        yield house


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningHouse]:
    with RunningHouse(tmp_path / "home") as house:
        yield house


def write_down(house: RunningHouse, word: str) -> None:
    with psycopg.connect(address(house)) as conn:
        conn.execute("CREATE TABLE IF NOT EXISTS public.proof (word text)")
        conn.execute("INSERT INTO public.proof VALUES (%s)", [word])


def written(house: RunningHouse) -> list[str]:
    with psycopg.connect(address(house)) as conn:
        return [word for (word,) in conn.execute("SELECT word FROM public.proof")]


def cluster(house: RunningHouse) -> int:
    """Return which database this is: each that is made has a number of its own."""
    with psycopg.connect(address(house)) as conn:
        row = conn.execute("SELECT system_identifier FROM pg_control_system()").fetchone()
        assert row is not None
        return int(row[0])


def address(house: RunningHouse) -> str:
    sockets = socket_folder(house.home / "postgres")
    return f"host={sockets} dbname=weerzien user=weerzien password={house.secret('postgres/password')}"


def kill(house: RunningHouse, victim: int) -> None:
    """Kill a process, and wait until the house says that it starts it again."""
    said = len(re.findall(AGAIN, house.words()))
    os.kill(victim, signal.SIGKILL)
    until = time.monotonic() + 5
    while len(re.findall(AGAIN, house.words())) == said:
        assert time.monotonic() < until, house.words()
        time.sleep(0.05)


def ready(house: RunningHouse) -> bool:
    """Whether the web answers that all is well; one that was killed may leave a caller without an answer."""
    with suppress(OSError, http.client.HTTPException):
        return house.status("/readyz") == 200
    return False


def test_every_service_answers_and_the_directions_name_the_address_and_the_login(
    standing: RunningHouse,
) -> None:
    for path in (
        "/",
        "/people/",
        "/journey/",
        "/onboarding/",
        "/stay/",
        "/exit/",
        "/alumni/",
        "/mail/",
        "/inbox",
        "/console/",
    ):
        assert standing.status(path) < 500, path
    assert f"http://127.0.0.1:{standing.port}/" in standing.words()
    assert standing.secret("hr.password") in standing.words()


def test_secrets_are_readable_by_nobody_else(standing: RunningHouse) -> None:
    for name in ("secret.key", "api.token", "hr.password", "postgres/password", "redis/password"):
        assert (standing.home / name).stat().st_mode & 0o077 == 0, name


def test_a_signal_during_the_start_stops_it_too(tmp_path: Path) -> None:
    house = RunningHouse(tmp_path / "home")
    try:
        for pause in (0.3, 0.6, 0.9, 1.3, 1.8):
            house.launch()
            time.sleep(pause)
            assert house.end() < 10
            assert house.processes() == []
        house.start()
        assert house.status("/healthz") == 200
    finally:
        house.clear()


def test_a_killed_worker_is_started_again(standing: RunningHouse) -> None:
    kill(standing, standing.processes("shared.queue.worker")[0])
    until = time.monotonic() + 5
    while len(standing.processes("shared.queue.worker")) < 2:
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("what", ["postgres -D", "valkey-server", "gunicorn", "services.clock"])
def test_whatever_is_killed_comes_back_and_the_web_answers(standing: RunningHouse, what: str) -> None:
    # The first of its kind: whoever was begun by it came later. Numbers of processes begin anew after the highest.
    kill(standing, min(standing.processes(what), key=lambda pid: psutil.Process(pid).create_time()))
    until = time.monotonic() + 20
    while not standing.processes(what) or not ready(standing):
        assert time.monotonic() < until, standing.words()
        time.sleep(0.2)


def test_a_signal_stops_everything_in_time_and_the_next_start_goes_on_where_it_was(
    running: RunningHouse,
) -> None:
    write_down(running, "before")
    made, password = cluster(running), running.secret("hr.password")
    _stopped_by(running, signal.SIGTERM)
    running.start()
    assert (cluster(running), written(running)) == (made, ["before"])
    assert running.secret("hr.password") == password
    _stopped_by(running, signal.SIGINT)


def _stopped_by(house: RunningHouse, number: int) -> None:
    assert house.end(number) < 10
    assert house.process is not None
    assert house.process.returncode == 0
    assert house.processes() == []


def test_whatever_was_killed_the_next_start_recovers_and_loses_nothing(running: RunningHouse) -> None:
    write_down(running, "before")
    assert running.process is not None
    running.process.kill()
    running.process.wait()
    assert running.gone_within(10), running.processes()
    running.start()
    assert written(running) == ["before"]

    # And all of them together, with the next start at once.
    for pid in running.processes():
        # Some of them go by themselves as soon as who watches over them is gone.
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    running.process.wait()
    running.start()
    assert written(running) == ["before"]
    assert running.status("/healthz") == 200

    # An impatient second signal does not cut the stopping off.
    for _ in range(5):
        running.process.send_signal(signal.SIGINT)
        time.sleep(0.01)
    assert running.process.wait(10) == 0
    assert running.processes() == []


def test_two_houses_side_by_side_do_not_disturb_each_other(running: RunningHouse, tmp_path: Path) -> None:
    with RunningHouse(tmp_path / "neighbour") as neighbour:
        write_down(running, "ours")
        write_down(neighbour, "theirs")
        assert (written(running), written(neighbour)) == (["ours"], ["theirs"])
        neighbour.end()
        assert neighbour.processes() == []
        assert running.status("/healthz") == 200
