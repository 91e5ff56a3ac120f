"""A service's transaction: its own role, the facts last, the bell afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from shared.db.engine import engine_for
from shared.db.transaction import Tx, transaction
from shared.eventlog.log import append
from shared.kernel.services import job_of
from shared.queue.bell import ring
from shared.queue.names import FOLLOWERS


class Transactions(Protocol):
    """What every service's ``wiring.transaction`` is: call it, and work inside the ``with``."""

    def __call__(self) -> AbstractContextManager[Tx]:
        """Open a transaction."""


def transactions_for(service: str) -> Transactions:
    """Return the transaction of ``service``; nothing is connected before the first ``with``."""

    @contextmanager
    def open_transaction() -> Iterator[Tx]:
        with transaction(engine_for(service), append) as tx:
            tx.after_commit(lambda: _ring_followers(tx))
            yield tx

    return open_transaction


def _ring_followers(tx: Tx) -> None:
    sources = {fact.type.partition(".")[0] for fact in tx.facts}
    for follower in sorted({follower for source in sources for follower in FOLLOWERS.get(source, ())}):
        ring(follower, job_of(follower, "catch_up"))
