"""Promises: what, by whom, by when, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, text, update

from services.stay_interviews.tables import TALK_TABLES, promise

WAITING, OPEN, KEPT, DROPPED = "waiting", "open", "kept", "dropped"
_ACCOUNTS = text("SELECT account_id, name FROM console.account_name_v1 ORDER BY name, account_id")


def accounts(conn: Connection) -> dict[UUID, str]:
    """Return who can keep a promise: everybody with an account, by name."""
    return {row.account_id: row.name for row in conn.execute(_ACCOUNTS)}


def of(conn: Connection, talk_id: UUID) -> list[Any]:
    """Return the promises of a conversation, the first due first."""
    query = select(promise).where(promise.c.talk_id == talk_id).order_by(promise.c.due_on, promise.c.id)
    return list(conn.execute(query))


def one(conn: Connection, promise_id: UUID) -> Any | None:
    """Return a promise, locked, with the conversation and the person it was made to."""
    talk = TALK_TABLES.talk
    query = (
        select(promise, talk.c.person_id, talk.c.subject_id, talk.c.account_id)
        .join(talk, talk.c.id == promise.c.talk_id)
        .where(promise.c.id == promise_id)
    )
    return conn.execute(query.with_for_update(of=promise)).one_or_none()


def add(conn: Connection, row: Mapping[str, Any]) -> None:
    """Add a promise."""
    conn.execute(insert(promise).values(**row))


def strike(conn: Connection, promise_id: UUID) -> None:
    """Take a promise out that the person has not seen."""
    conn.execute(delete(promise).where(promise.c.id == promise_id, promise.c.state == WAITING))


def change(conn: Connection, promise_id: UUID, **values: Any) -> None:
    """Set columns of a promise."""
    conn.execute(update(promise).where(promise.c.id == promise_id).values(**values))


def to_remind(conn: Connection, today: date) -> list[UUID]:
    """Return the promises of which to remind, locked."""
    query = (
        select(promise.c.id).where(promise.c.remind_on <= today).order_by(promise.c.remind_on, promise.c.id)
    )
    return list(conn.execute(query.with_for_update(skip_locked=True)).scalars())


def next_reminder(conn: Connection) -> date | None:
    """Return the day of the next reminder."""
    found: date | None = conn.execute(
        select(func.min(promise.c.remind_on)).where(promise.c.remind_on.is_not(None))
    ).scalar()
    return found


def kept_by(conn: Connection, keeper_id: UUID) -> list[Any]:
    """Return what somebody promised and has not done yet, the first due first."""
    query = select(promise).where(promise.c.keeper_id == keeper_id, promise.c.state == OPEN)
    return list(conn.execute(query.order_by(promise.c.due_on, promise.c.id)))


def overdue(conn: Connection, today: date) -> list[Any]:
    """Return who has how many promises that should have been kept, and since when."""
    query = (
        select(promise.c.keeper_id, func.count().label("many"), func.min(promise.c.due_on).label("since"))
        .where(promise.c.state == OPEN, promise.c.due_on < today)
        .group_by(promise.c.keeper_id)
        .order_by(func.min(promise.c.due_on))
    )
    return list(conn.execute(query))
