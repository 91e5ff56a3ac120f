"""When each tick fired last, and who may fire."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.dialects.postgresql import insert

from services.clock.tables import tick
from shared.eventlog import log as eventlog
from shared.eventlog.tables import fact

# One clock at a time: whoever holds this lock of the session.
LOCK = 7735
TRAVEL_LOCK = 7736


@contextmanager
def one_traveller(engine: Engine) -> Iterator[Connection]:
    """Let nobody else travel in time meanwhile, who comes second waits; give the connection that holds the lock."""
    with engine.connect() as conn:
        conn.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": TRAVEL_LOCK})
        conn.commit()
        try:
            yield conn
        finally:
            conn.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": TRAVEL_LOCK})
            conn.commit()


def log_head(conn: Connection) -> int:
    """Return the position of the newest fact."""
    head = eventlog.head(conn)
    conn.commit()
    return head


def anything_happened_after(conn: Connection, instant: datetime) -> bool:
    """Whether the log holds a fact of after ``instant`` that is about more than logging in at the desk."""
    last = (
        select(fact.c.occurred_at)
        .where(~fact.c.type.like("console.%"))
        .order_by(fact.c.position.desc())
        .limit(1)
    )
    found = conn.execute(last).scalar()
    conn.commit()
    return found is not None and found > instant


def take_lock(conn: Connection) -> bool:
    """Take the lock, where nobody has it; it is held until the connection ends."""
    return bool(conn.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}).scalar_one())


def last_fired(conn: Connection) -> dict[str, datetime]:
    """Return when each tick fired last."""
    return {row.name: row.last_fired_at for row in conn.execute(select(tick.c.name, tick.c.last_fired_at))}


def claim(conn: Connection, name: str, seen: datetime | None, now: datetime) -> bool:
    """Note that a tick fires at ``now``; False where another noted it since it was ``seen``."""
    if seen is None:
        note = insert(tick).values(name=name, last_fired_at=now).on_conflict_do_nothing()
        return conn.execute(note.returning(tick.c.name)).first() is not None
    move = tick.update().where(tick.c.name == name, tick.c.last_fired_at == seen).values(last_fired_at=now)
    return conn.execute(move.returning(tick.c.name)).first() is not None
