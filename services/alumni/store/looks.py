"""Addresses to which newsletters lead, and what came of looking at them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.alumni.tables.newsletters import link_look

WAITING = "waiting"


def of_issue(conn: Connection, issue_id: UUID) -> dict[str, Row[Any]]:
    """Return what is known of the addresses of an issue."""
    rows = conn.execute(select(link_look).where(link_look.c.issue_id == issue_id))
    return {row.url: row for row in rows}


def ask(conn: Connection, issue_id: UUID, urls: Sequence[str]) -> None:
    """Let these be looked at (again); others are forgotten."""
    mine = link_look.c.issue_id == issue_id
    conn.execute(delete(link_look).where(mine, link_look.c.url.not_in(urls)))
    if urls:
        again = {"state": WAITING, "reason": None, "taken_at": None, "looked_at": None}
        statement = upsert(link_look).on_conflict_do_update(index_elements=["issue_id", "url"], set_=again)
        conn.execute(statement, [{"issue_id": issue_id, "url": url} for url in urls])


def take(conn: Connection, now: datetime, *, lease: timedelta, limit: int) -> list[Row[Any]]:
    """Take some that wait; what somebody took and never came back with is taken again."""
    free = or_(link_look.c.taken_at.is_(None), link_look.c.taken_at < now - lease)
    chosen = (
        select(link_look.c.issue_id, link_look.c.url)
        .where(link_look.c.state == WAITING, free)
        .order_by(link_look.c.issue_id, link_look.c.url)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    key = tuple_(link_look.c.issue_id, link_look.c.url)
    done = update(link_look).where(key.in_(chosen)).values(taken_at=now).returning(link_look)
    return list(conn.execute(done))


def note(
    conn: Connection, issue_id: UUID, url: str, *, state: str, reason: str | None, now: datetime
) -> None:
    """Write what came of it, unless it is to be looked at anew meanwhile."""
    mine = (link_look.c.issue_id == issue_id) & (link_look.c.url == url) & link_look.c.taken_at.is_not(None)
    conn.execute(update(link_look).where(mine).values(state=state, reason=reason, looked_at=now))


def next_due(conn: Connection, lease: timedelta) -> datetime | None:
    """Return from when something that was taken and not come back with can be taken again."""
    taken = conn.scalar(select(func.min(link_look.c.taken_at)).where(link_look.c.state == WAITING))
    return taken + lease if taken else None
