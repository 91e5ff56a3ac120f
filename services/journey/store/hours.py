"""When interviewers can, and where they can be met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, text, update

from services.journey.tables import interviewer, interviewer_day

Block = tuple[time, time]
_BUSY = text(
    "SELECT starts_at, ends_at FROM appointment.busy_v1 WHERE account_id = :id AND ends_at > :now ORDER BY 1"
)


def of(conn: Connection, account_id: UUID) -> Any | None:
    """Return an interviewer."""
    return conn.execute(select(interviewer).where(interviewer.c.account_id == account_id)).one_or_none()


def keep(conn: Connection, account_id: UUID, values: Mapping[str, Any]) -> bool:
    """Set the columns of an interviewer; False where there is none."""
    changed = update(interviewer).where(interviewer.c.account_id == account_id).values(**values)
    return conn.execute(changed).rowcount > 0


def days_of(conn: Connection, account_id: UUID, since: date) -> dict[date, list[Block]]:
    """Return the days on which somebody's hours are otherwise."""
    table = interviewer_day
    query = select(table).where(table.c.account_id == account_id, table.c.day >= since)
    found: dict[date, list[Block]] = defaultdict(list)
    for row in conn.execute(query.order_by(table.c.day, table.c.opens)):
        found[row.day].append((row.opens, row.closes))
    return dict(found)


def keep_day(conn: Connection, account_id: UUID, day: date, blocks: Sequence[Block]) -> None:
    """Set the hours of one day; none lets the week count again."""
    table = interviewer_day
    conn.execute(delete(table).where(table.c.account_id == account_id, table.c.day == day))
    if blocks:
        rows = [{"account_id": account_id, "day": day, "opens": a, "closes": b} for a, b in blocks]
        conn.execute(insert(table), rows)


def busy(conn: Connection, account_id: UUID, now: datetime) -> list[Any]:
    """Return when somebody is taken from now on."""
    return list(conn.execute(_BUSY, {"id": account_id, "now": now}))
