"""A newsletter to very many, its worker killed and Redis flushed in the middle: everybody one, nobody two."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar

import redis

from infra.listening import listening
from services.mail.actions import decisions
from shared.queue.bell import ring
from tests.bench.bench_letters import Sink
from tests.faults.running import ROOT
from tests.house import House, Servers, make_house
from tests.integration.alumni.test_newsletters import sent, written

LETTERS = 10_000
AFTERNOON = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
PATIENCE = 60.0


class Taken(Sink):
    """A mail server that says yes and remembers to whom."""

    readers: ClassVar[Counter[str]] = Counter()
    to = ""

    def said(self, line: bytes) -> None:
        """Remember the reader; a letter counts when it is whole."""
        if line[:4].upper() == b"RCPT":
            self.to = line.partition(b"<")[2].partition(b">")[0].decode()
        elif self.whole:
            Taken.readers[self.to] += 1


@contextmanager
def worker(house: House) -> Iterator[subprocess.Popen[bytes]]:
    """The worker of mail, a process of its own; killed at the end, as a machine that loses its power."""
    told = {
        "WEERZIEN_HOME": str(house.settings.home),
        "WEERZIEN_TIME_TRAVEL": "1",
        "WEERZIEN_SECRET_KEY": house.settings.secret_key,
        "DATABASE_URL": house.settings.database_url,
        "REDIS_URL": house.settings.redis_url,
        "MAIL_URL": house.settings.mail_url,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "shared.queue.worker", "mail"],
        cwd=ROOT, env=os.environ | told, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def members(house: House, number: int) -> None:
    house.sql(
        "INSERT INTO people.person (id, given_name, family_name, private_email, created_at, changed_at)"
        " SELECT gen_random_uuid(), 'Noor', 'Meer', 'p' || n || '@brug.example', now(), now()"
        " FROM generate_series(1, :number) n",
        number=number,
    )
    house.sql("ALTER TABLE alumni.member DISABLE TRIGGER USER")
    house.sql(
        "INSERT INTO alumni.member (id, person_id, state, news, joined_at, changed_at)"
        " SELECT gen_random_uuid(), id, 'awake', true, now(), now() FROM people.person"
    )
    house.sql("ALTER TABLE alumni.member ENABLE TRIGGER USER")


def until(done: Callable[[], bool], what: str) -> None:
    begin = time.monotonic()
    while not done():
        assert time.monotonic() - begin < PATIENCE, what
        time.sleep(0.02)


def reached(taken: Counter[str], part: int) -> bool:
    return taken.total() >= part


def states(house: House) -> dict[str, int]:
    return {row.state: row.n for row in house.sql("SELECT state, count(*) AS n FROM mail.letter GROUP BY 1")}


def test_everybody_gets_one_and_nobody_two_whatever_is_killed_in_the_middle(
    servers: Servers, tmp_path: Path
) -> None:
    taken = Taken.readers = Counter()
    with (
        listening(Taken) as port,
        make_house(servers, tmp_path / "home", mail_url=f"smtp://127.0.0.1:{port}") as house,
    ):
        house.set_time(AFTERNOON)
        members(house, LETTERS)
        assert sent(house, written(house)) == LETTERS
        for part in (LETTERS // 4, LETTERS // 2):
            ring("mail", "services.mail.jobs.deliver")
            with worker(house):
                until(partial(reached, taken, part), f"not {part} letters left")
            redis.Redis.from_url(servers.redis_url).flushall()
        assert 0 < states(house)["sending"] <= 800, "what was in their hands, and no more"
        house.deliver()
        # What nobody knows is not sent again by itself: somebody who can look says what became of each.
        house.set_time(AFTERNOON + timedelta(minutes=11))
        house.deliver()
        assert set(states(house)) == {"sent", "uncertain"}
        _decide(house, taken)
        house.deliver()
        assert states(house) == {"sent": LETTERS}
    assert len(taken) == LETTERS, "everybody one"
    assert set(taken.values()) == {1}, "nobody two"


def _decide(house: House, taken: Counter[str]) -> None:
    rows = house.sql(
        "SELECT l.id, p.private_email FROM mail.letter l JOIN people.person p ON p.id = l.person_id"
        " WHERE l.state = 'uncertain'"
    )
    with house.transaction("mail")() as tx:
        for row in rows:
            decide = decisions.it_arrived if taken[row.private_email] else decisions.send_again
            decide(tx, row.id)
