"""Counts of tries, each behind a lock of its own."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from services.console.domain.lockout import Count, fresh
from services.console.tables import guard


def locked_count(conn: Connection, subject: str, door: str, now: datetime) -> Count:
    """The count of a door, its row locked so that tries at the same time are counted one after another."""
    conn.execute(
        insert(guard)
        .values(subject=subject, door=door, failures=0, since=now, locked_until=None, locks=0)
        .on_conflict_do_nothing()
    )
    row = conn.execute(
        select(guard.c.failures, guard.c.since, guard.c.locked_until, guard.c.locks)
        .where(guard.c.subject == subject, guard.c.door == door)
        .with_for_update()
    ).one_or_none()
    return Count(**row._asdict()) if row else fresh(now)


def save(conn: Connection, subject: str, door: str, count: Count) -> None:
    """Keep a count."""
    values = vars(count)
    conn.execute(
        insert(guard)
        .values(subject=subject, door=door, **values)
        .on_conflict_do_update(index_elements=["subject", "door"], set_=values)
    )


def forget(conn: Connection, subject: str, door: str | None = None) -> None:
    """Open a door, or all doors of a subject."""
    query = guard.delete().where(guard.c.subject == subject)
    conn.execute(query if door is None else query.where(guard.c.door == door))


def locked_until(conn: Connection, subject: str, now: datetime) -> datetime | None:
    """Until when a subject's doors are locked, if one is."""
    return conn.execute(
        select(guard.c.locked_until)
        .where(guard.c.subject == subject, guard.c.locked_until > now)
        .order_by(guard.c.locked_until.desc())
        .limit(1)
    ).scalar()


def forget_old(conn: Connection, before: datetime) -> int:
    """Forget the counts that nobody added to since `before`."""
    old = (guard.c.since < before) & (guard.c.locked_until.is_(None) | (guard.c.locked_until < before))
    return conn.execute(guard.delete().where(old)).rowcount
