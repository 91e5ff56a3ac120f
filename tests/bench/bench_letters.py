"""Letters rendered, delivered and noted by the workers of a house, beside bare smtplib with one ready message."""

from __future__ import annotations

import asyncio
import resource
import smtplib
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import structlog
from sqlalchemy import text

from infra.local import WORKERS
from services.mail import jobs, policy
from services.mail.domain.letters import Outgoing
from services.mail.gateway.kinds import Sender
from services.mail.gateway.message import build
from services.mail.rendering import House, Renderer
from shared.db.engine import owner_engine
from shared.eventlog.unit import transactions_for
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import Settings, settings, use
from shared.letterbox.put import Letter, put
from tests.bench.figures import Figure, timed
from tests.bench.house import bench_house, outside

LETTERS = 6_000
WARM_UP = 1_000
LINK = "https://weerzien.example/onboarding/a/" + "k" * 43
TEMPLATE = "console/welcome"
CONNECTIONS = WORKERS * policy.SMTP_LOAD.connections


def run(folder: Path) -> Iterator[Figure]:
    """Measure with durable servers and a sink that does nothing but say yes."""
    with sink() as port, bench_house(folder, MAIL_URL=f"smtp://127.0.0.1:{port}"):
        structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
        with post_room() as handed_over:
            deliver(WARM_UP, handed_over)
            bare = repeat(port, LETTERS)
            ours = deliver(LETTERS, handed_over)
        yield Figure(
            name=f"letters rendered and delivered, {CONNECTIONS} connections",
            ours=ours,
            limit=bare,
            unit="/s",
            limit_name="smtplib, one ready message",
            aim="≥ 0.5",
            note="to as many persons, with their facts in the log",
        )


class Worked(NamedTuple):
    """What a worker of mail spent: seconds, those of its processor, and the most memory in MB."""

    seconds: float
    processor: float
    peak: float


@contextmanager
def post_room(workers: int = WORKERS) -> Iterator[Callable[[], list[Worked]]]:
    """Keep as many workers of mail as a house has, processes of their own; calling hands over all that waits."""
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:

        def handed_over() -> list[Worked]:
            return [one.result() for one in [pool.submit(_work, settings()) for _ in range(workers)]]

        yield handed_over


def _work(chosen: Settings) -> Worked:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    own = time.process_time()
    with use(chosen), timed() as watch:
        jobs.deliver()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Worked(watch.seconds, time.process_time() - own, peak)


def deliver(number: int, handed_over: Callable[[], list[Worked]]) -> float:
    """Letters a second, from the letterbox to the note that they were sent."""
    people = [new_id() for _ in range(number)]
    with owner_engine().begin() as conn:
        conn.execute(
            text(
                "INSERT INTO people.person (id, given_name, family_name, private_email, created_at, changed_at) "
                "SELECT id, 'Zoë', 'van der Brug', 'p' || n || '@brug.example', now(), now() "
                "FROM unnest(cast(:ids AS uuid[])) WITH ORDINALITY AS p (id, n)"
            ),
            {"ids": people},
        )
    with transactions_for("console")() as tx:
        put(
            tx,
            *(
                Letter(
                    key=f"bench:{person}",
                    template=TEMPLATE,
                    person_id=person,
                    params={"expires_on": "2027-03-09"},
                    secrets={"link": LINK},
                )
                for person in people
            ),
        )
    seconds = max(one.seconds for one in handed_over())
    all_sent()
    return number / seconds


def all_sent() -> None:
    """Raise where a letter did not leave."""
    with owner_engine().connect() as conn:
        left = conn.execute(text("SELECT count(*) FROM mail.letter WHERE state <> 'sent'")).scalar_one()
    if left:
        message = f"{left} letters were not sent"
        raise RuntimeError(message)


def repeat(port: int, number: int) -> float:
    """One ready message, again and again, over as many connections."""
    message = ready_message()

    def send(times: int) -> None:
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            for _ in range(times):
                smtp.sendmail("terug@weerzien.example", ["ada@brug.example"], message)

    threads = [threading.Thread(target=send, args=(number // CONNECTIONS,)) for _ in range(CONNECTIONS)]
    with timed() as watch:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return number / watch.seconds


def ready_message() -> bytes:
    """A letter of the same kind, written once."""
    chosen = settings()
    values = {"given_name": "Zoë", "expires_on": "2027-03-09", "link": LINK}
    letter = Outgoing(
        letter_id=new_id(),
        template=TEMPLATE,
        to_name="Zoë van der Brug",
        to_email="p1@brug.example",
        rendered=Renderer(House.of(chosen)).render(TEMPLATE, "nl", values),
    )
    return build(letter, Sender.parse(chosen.sender, chosen.secret_key), clock.now())


def sink() -> AbstractContextManager[int]:
    """An SMTP server in a process of its own that takes everything and keeps nothing."""
    return outside(_serve)


def _serve(say: Connection) -> None:
    async def forever() -> None:
        server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
        say.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())


class Sink(asyncio.Protocol):
    """Says yes to everything, in one breath and in 8 bits as Postfix does.

    ``said`` hears each line, and each letter when it is ``whole``.
    """

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.kept = b""
        self.in_letter = self.whole = False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer line by line."""
        self.kept += data
        end = b"\r\n.\r\n" if self.in_letter else b"\r\n"
        while end in self.kept:
            line, self.kept = self.kept.split(end, 1)
            self.whole = self.in_letter
            self.said(line)
            self.transport.write(self._answer(line[:4].upper()))
            end = b"\r\n.\r\n" if self.in_letter else b"\r\n"

    def said(self, line: bytes) -> None:
        """Keep nothing."""

    def _answer(self, verb: bytes) -> bytes:
        if self.in_letter:
            self.in_letter = False
            return b"250 taken\r\n"
        if verb == b"DATA":
            self.in_letter = True
            return b"354 go on\r\n"
        if verb == b"QUIT":
            return b"221 bye\r\n"
        return b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n" if verb == b"EHLO" else b"250 OK\r\n"
