"""Logins: of the sid that the browser carries, only the hash is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, select

from services.console.tables import session


@dataclass(frozen=True, kw_only=True)
class Session:
    """A browser that is logged in."""

    sid_hash: str
    account_id: UUID
    browser: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


def add(conn: Connection, new: Session) -> None:
    """Keep a new login."""
    conn.execute(session.insert().values(**vars(new)))


def of_account(conn: Connection, account_id: UUID, *, now: datetime, idle: timedelta) -> Sequence[Session]:
    """The living logins of an account, latest seen first."""
    rows = conn.execute(
        select(session)
        .where(session.c.account_id == account_id, session.c.expires_at > now, session.c.seen_at > now - idle)
        .order_by(session.c.seen_at.desc())
        .limit(50)
    )
    return [Session(**row._asdict()) for row in rows]


def remove(conn: Connection, sid_hash: str) -> UUID | None:
    """End one login; whose it was."""
    return conn.execute(
        session.delete().where(session.c.sid_hash == sid_hash).returning(session.c.account_id)
    ).scalar()


def remove_all(conn: Connection, account_id: UUID, *, but: str | None = None) -> int:
    """End every login of an account, all `but` this one."""
    query = session.delete().where(session.c.account_id == account_id)
    if but is not None:
        query = query.where(session.c.sid_hash != but)
    return conn.execute(query).rowcount


def remove_old(conn: Connection, *, now: datetime, idle: timedelta) -> int:
    """Forget the logins that have ended by themselves."""
    dead = (session.c.expires_at <= now) | (session.c.seen_at <= now - idle)
    return conn.execute(session.delete().where(dead)).rowcount
