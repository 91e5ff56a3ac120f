"""The unit of work: state, then facts, then COMMIT, then what was promised for afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection, Engine

from shared.contracts.base import Fact
from shared.kernel import clock

WriteFacts = Callable[[Connection, Sequence[Fact], datetime], None]

log = structlog.get_logger()

# 80,000 facts in one pipeline never ended: client and server each waited for the other to read.
PIPELINED = 5_000


class Tx:
    """One transaction: a connection, the instant it began, and the facts it will leave behind."""

    def __init__(self, conn: Connection, now: datetime) -> None:
        self.conn = conn
        self.now = now
        self.facts: list[Fact] = []
        self.afterwards: list[Callable[[], Any]] = []

    def record(self, *facts: Fact) -> None:
        """Let ``facts`` stand in the log if, and only if, this transaction commits."""
        self.facts.extend(facts)

    def after_commit(self, promise: Callable[[], Any]) -> None:
        """Call ``promise`` once the commit is certain. It may fail without harm: nothing leans on it."""
        self.afterwards.append(promise)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what happens inside, facts included, when it raises; the transaction itself goes on."""
        facts, promises = len(self.facts), len(self.afterwards)
        try:
            with self.conn.begin_nested():
                yield
        except BaseException:
            del self.facts[facts:]
            del self.afterwards[promises:]
            raise


def _pipeline(conn: Connection, facts: int) -> AbstractContextManager[Any]:
    """Spare single facts a round trip; many need none spared, and a pipeline of megabytes waits for itself for good."""
    if facts > PIPELINED:
        return nullcontext()
    return conn.connection.driver_connection.pipeline()  # type: ignore[union-attr, no-any-return]


@contextmanager
def transaction(engine: Engine, write_facts: WriteFacts) -> Iterator[Tx]:
    """Open a transaction on ``engine``; leaving it normally commits, raising rolls back."""
    with engine.connect() as conn, conn.begin() as running:
        tx = Tx(conn, clock.now())
        yield tx
        if tx.facts:
            # The facts go last, and in one pipeline with the COMMIT: the order lock is held for a moment only,
            # and position order is commit order.
            with _pipeline(conn, len(tx.facts)):
                write_facts(conn, tx.facts, tx.now)
                running.commit()
    for promise in tx.afterwards:
        try:
            promise()
        except Exception as error:  # noqa: BLE001  committed is committed; the clock's sweep heals what is lost here
            log.warning("promise_failed", error=type(error).__name__)
