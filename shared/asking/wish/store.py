"""Wishes to talk in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, func, null, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from shared.asking.tables import AskingTables
from shared.asking.wish.model import OPEN, WITHDRAWN, Wish

NOTHING_SAID = {"whom": null(), "named": null(), "about": null(), "reach": null(), "shown": []}


def add(
    conn: Connection,
    tables: AskingTables,
    ids: tuple[UUID, UUID],
    wish: Wish,
    *,
    shown: list[dict[str, str]],
    asked_on: date,
    due_on: date,
) -> bool:
    """Add a wish (``ids``: its own, its request's); False where one stands open already."""
    row = {
        "id": ids[0],
        "request_id": ids[1],
        "whom": wish.whom,
        "named": wish.named if wish.whom == "named" else None,
        "about": wish.about or None,
        "reach": wish.reach or None,
        "shown": shown,
        "state": OPEN,
        "asked_on": asked_on,
        "due_on": due_on,
    }
    return bool(conn.execute(insert(_wish(tables)).values(row).on_conflict_do_nothing()).rowcount)


def of_request(conn: Connection, tables: AskingTables, request_id: UUID) -> Any | None:
    """Return the wish that stands open about a request, else the last one that HR has dealt with."""
    wish = _wish(tables)
    query = (
        select(wish)
        .where(wish.c.request_id == request_id, wish.c.state != WITHDRAWN)
        .order_by(wish.c.state != OPEN, wish.c.ended_at.desc())
        .limit(1)
    )
    return conn.execute(query).one_or_none()


def listed(
    conn: Connection, tables: AskingTables, *, over: bool, after: tuple[Any, UUID] | None, limit: int
) -> list[Any]:
    """Return wishes with their person: the open ones by their day, or what is over, the latest first."""
    wish, request = _wish(tables), tables.request
    by = wish.c.ended_at if over else wish.c.due_on
    query = select(wish, request.c.person_id, request.c.moment).join(
        request, request.c.id == wish.c.request_id
    )
    query = query.where(wish.c.state != OPEN if over else wish.c.state == OPEN).limit(limit)
    if after is not None:
        place = tuple_(by, wish.c.id)
        query = query.where(place < tuple_(*after) if over else place > tuple_(*after))
    return list(conn.execute(query.order_by(*([by.desc(), wish.c.id.desc()] if over else [by, wish.c.id]))))


def one(conn: Connection, tables: AskingTables, wish_id: UUID, *, lock: bool = False) -> Any | None:
    """Return one wish with its person."""
    wish, request = _wish(tables), tables.request
    query = (
        select(wish, request.c.person_id, request.c.moment)
        .join(request, request.c.id == wish.c.request_id)
        .where(wish.c.id == wish_id)
    )
    return conn.execute(query.with_for_update(of=wish) if lock else query).one_or_none()


def waiting(conn: Connection, tables: AskingTables) -> int:
    """Return how many wishes stand open."""
    wish = _wish(tables)
    return int(conn.scalar(select(func.count()).select_from(wish).where(wish.c.state == OPEN)) or 0)


def end(
    conn: Connection,
    tables: AskingTables,
    wish_id: UUID,
    *,
    state: str,
    now: datetime,
    by: UUID | None = None,
) -> bool:
    """End an open wish; False where it was over. Who takes it back has said nothing."""
    wish = _wish(tables)
    said: Mapping[str, Any] = NOTHING_SAID if state == WITHDRAWN else {}
    ended = conn.execute(
        update(wish)
        .where(wish.c.id == wish_id, wish.c.state == OPEN)
        .values(state=state, ended_at=now, ended_by=by, **said)
    )
    return bool(ended.rowcount)


def reopen(conn: Connection, tables: AskingTables, wish_id: UUID) -> None:
    """Let a wish that was done stand open again."""
    wish = _wish(tables)
    conn.execute(update(wish).where(wish.c.id == wish_id).values(state=OPEN, ended_at=None, ended_by=None))


def stop(
    conn: Connection, tables: AskingTables, person_ids: Collection[UUID], *, state: str, now: datetime
) -> None:
    """End what stands open of these people, and keep nothing of what they said."""
    wish, request = _wish(tables), tables.request
    conn.execute(
        update(wish)
        .where(
            wish.c.request_id == request.c.id,
            request.c.person_id == func.any(list(person_ids)),
            wish.c.state == OPEN,
        )
        .values(state=state, ended_at=now, **NOTHING_SAID)
    )


def erase(conn: Connection, tables: AskingTables, request_ids: Collection[UUID]) -> None:
    """Know no wishes about these requests any more."""
    wish = _wish(tables)
    conn.execute(wish.delete().where(wish.c.request_id == func.any(list(request_ids))))


def wipe(conn: Connection, tables: AskingTables, *, ended_before: datetime) -> int:
    """Wipe what was said with wishes that are over since then; return how many had anything left."""
    wish = _wish(tables)
    wiped = conn.execute(
        update(wish)
        .where(
            wish.c.ended_at < ended_before,
            wish.c.state != OPEN,
            or_(wish.c.whom.is_not(None), func.jsonb_array_length(wish.c.shown) > 0),
        )
        .values(**NOTHING_SAID)
    )
    return wiped.rowcount


def _wish(tables: AskingTables) -> Table:
    if tables.wish is None:
        message = "this service does not let people ask for a talk"
        raise LookupError(message)
    return tables.wish
