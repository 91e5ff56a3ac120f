"""Work that is asked for is done, once, also when Redis goes away in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis

from infra.embedded.redis import EmbeddedRedis
from shared.kernel.settings import read, use
from shared.queue.bell import heard, ring
from shared.queue.enqueue import enqueue, queue

# A job that can be seen from outside: it makes a folder.
JOB = "os.mkdir"


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    """A Redis of this test's own, to be stopped and started."""
    server = EmbeddedRedis(tmp_path / "redis")
    url = server.start()
    with use(replace(read({"WEERZIEN_HOME": str(tmp_path)}), redis_url=url)):
        yield server
    server.stop()


@pytest.fixture
def worker(valkey: EmbeddedRedis) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "shared.queue.worker", "people"],
        env={**os.environ, "REDIS_URL": valkey.url},
        stderr=subprocess.PIPE,
    )
    yield process
    process.kill()
    process.communicate()


def eventually(check: Callable[[], bool], *, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if check():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.usefixtures("worker")
def test_a_job_is_done_and_leaves_nothing_behind(tmp_path: Path, valkey: EmbeddedRedis) -> None:
    enqueue("people", JOB, str(tmp_path / "done"))
    assert eventually((tmp_path / "done").exists)
    client = redis.Redis.from_url(valkey.url)
    assert eventually(lambda: not list(client.scan_iter("rq:job:*")))


@pytest.mark.usefixtures("worker")
def test_a_worker_rides_out_a_restart_of_redis(tmp_path: Path, valkey: EmbeddedRedis) -> None:
    enqueue("people", JOB, str(tmp_path / "before"))
    assert eventually((tmp_path / "before").exists)
    valkey.stop()
    time.sleep(1)
    valkey.start()
    enqueue("people", JOB, str(tmp_path / "after"))
    assert eventually((tmp_path / "after").exists)


def test_a_worker_stops_when_told(worker: subprocess.Popen[bytes], tmp_path: Path) -> None:
    enqueue("people", JOB, str(tmp_path / "done"))
    assert eventually((tmp_path / "done").exists)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=8) == 0


@pytest.mark.usefixtures("valkey")
def test_a_bell_that_rings_often_asks_for_work_once() -> None:
    for _ in range(5):
        ring("people", "services.people.jobs.sweep")
    assert queue("people").count == 1


@pytest.mark.usefixtures("valkey")
def test_a_bell_that_was_heard_can_ring_again() -> None:
    ring("people", "services.people.jobs.sweep")
    heard("services.people.jobs.sweep")
    ring("people", "services.people.jobs.sweep")
    assert queue("people").count == 2


@pytest.mark.usefixtures("valkey")
def test_a_queue_that_nobody_serves_is_refused() -> None:
    with pytest.raises(ValueError, match="no queue"):
        enqueue("poeple", JOB)
