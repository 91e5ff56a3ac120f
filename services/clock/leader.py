"""One clock fires, a second stands by.

The lock belongs to a session of PostgreSQL. All the work is done over that very connection, so a clock that has lost
its lock has lost its voice too: it cannot commit that it fired. Keepalives let either side notice within seconds that
the other is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from services.clock import store
from services.clock.due import due_ticks
from services.clock.timetable import Tick
from shared.db.engine import service_url
from shared.kernel import clock
from shared.kernel.settings import settings

log = structlog.get_logger()


class Ring(Protocol):
    """How a job is asked for: ``shared.queue.bell.ring``."""

    def __call__(self, queue: str, job: str) -> None:
        """See to it that ``job`` runs on ``queue`` soon."""


class Leader:
    """A clock that fires while it holds the lock, and waits for the lock while it does not."""

    def __init__(self, connect: Callable[[], Connection], timetable: Sequence[Tick], ring: Ring) -> None:
        self._connect = connect
        self._timetable = timetable
        self._ring = ring
        self._conn: Connection | None = None
        self.leading = False

    def beat(self) -> list[str]:
        """Fire what is due, where this clock leads; return the names. Whatever breaks, the next beat tries again."""
        try:
            if not self._lead():
                return []
            return self._fire_due()
        except SQLAlchemyError as error:
            log.warning("clock_database_away", error=type(error).__name__)
            self.let_go()
            return []

    def let_go(self) -> None:
        """Give up the lock, and with it the lead."""
        conn, self._conn, self.leading = self._conn, None, False
        if conn is not None:
            conn.invalidate()
            conn.close()

    def _lead(self) -> bool:
        if self._conn is None:
            self._conn = self._connect()
        if not self.leading:
            self.leading = store.take_lock(self._conn)
            self._conn.commit()
            if self.leading:
                log.info("clock_leads")
        return self.leading

    def _fire_due(self) -> list[str]:
        assert self._conn is not None
        # This read is also the look whether the connection, and with it the lock, still lives.
        fired = store.last_fired(self._conn)
        self._conn.commit()
        due = due_ticks(self._timetable, fired, clock.now(), settings().zone)
        fires = []
        for tick in due:
            try:
                if self._fire(tick, fired):
                    fires.append(tick.name)
            except SQLAlchemyError:
                raise
            except Exception as error:  # noqa: BLE001  whatever keeps the bell from ringing
                # The others would wait as long for the same Redis; the next beat is a second away.
                log.warning("clock_redis_away", error=type(error).__name__)
                break
        return fires

    def _fire(self, tick: Tick, fired: Mapping[str, datetime]) -> bool:
        """Note that it fires, ring, commit: where Redis is away the note is undone, and the next beat tries again.

        The ring comes before the commit on purpose. A sweep too many does nothing; one too few may be a day's.
        """
        assert self._conn is not None
        with self._conn.begin():
            if not store.claim(self._conn, tick.name, fired.get(tick.name), clock.now()):
                return False
            self._ring(tick.queue, tick.job)
        return True


def connect_for_lock() -> Connection:
    """Return a connection of one's own, never shared and never pooled, that notices when the other side is gone."""
    return _engine().connect()


def _engine() -> Engine:
    return create_engine(
        service_url(settings().database_url, "clock", settings().secret_key),
        poolclass=NullPool,
        connect_args={
            "application_name": "weerzien clock",
            "connect_timeout": 5,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "options": "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
            " -c statement_timeout=10000 -c idle_in_transaction_session_timeout=30000",
        },
    )
