"""The local inbox: letters caught instead of delivered."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select

from services.mail.tables import inbox


def put(conn: Connection, **values: Any) -> None:
    """Keep a caught letter."""
    conn.execute(insert(inbox).values(**values))


def listed(conn: Connection, *, search: str = "", after: UUID | None = None, limit: int) -> Sequence[Any]:
    """Caught letters without their source, newest first; `search` is the start of a recipient's address."""
    query = (
        select(inbox.c.id, inbox.c.recipient, inbox.c.sender, inbox.c.subject, inbox.c.caught_at)
        .order_by(inbox.c.id.desc())
        .limit(limit)
    )
    if search:
        query = query.where(func.lower(inbox.c.recipient).contains(search.lower(), autoescape=True))
    if after:
        query = query.where(inbox.c.id < after)
    return conn.execute(query).all()


def one(conn: Connection, caught_id: UUID) -> Row[Any] | None:
    """One caught letter with its source."""
    return conn.execute(select(inbox).where(inbox.c.id == caught_id)).one_or_none()


def empty(conn: Connection) -> int:
    """Throw all caught letters away; returns how many."""
    return conn.execute(delete(inbox)).rowcount


def count(conn: Connection) -> int:
    """How many letters lie in the inbox."""
    return conn.execute(select(func.count()).select_from(inbox)).scalar_one()
