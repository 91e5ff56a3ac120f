"""Wishes to talk in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, func, null, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from shared.asking.tables import AskingTables
from shared.asking.talk.model import OPEN, WITHDRAWN, Wish

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
    return bool(conn.execute(insert(_talk(tables)).values(row).on_conflict_do_nothing()).rowcount)


def of_request(conn: Connection, tables: AskingTables, request_id: UUID) -> Any | None:
    """Return the wish that stands open about a request, else the last one that HR has dealt with."""
    talk = _talk(tables)
    query = (
        select(talk)
        .where(talk.c.request_id == request_id, talk.c.state != WITHDRAWN)
        .order_by(talk.c.state != OPEN, talk.c.ended_at.desc())
        .limit(1)
    )
    return conn.execute(query).one_or_none()


def listed(
    conn: Connection, tables: AskingTables, *, over: bool, after: tuple[Any, UUID] | None, limit: int
) -> list[Any]:
    """Return wishes with their person: the open ones by their day, or what is over, the latest first."""
    talk, request = _talk(tables), tables.request
    by = talk.c.ended_at if over else talk.c.due_on
    query = select(talk, request.c.person_id, request.c.moment).join(
        request, request.c.id == talk.c.request_id
    )
    query = query.where(talk.c.state != OPEN if over else talk.c.state == OPEN).limit(limit)
    if after is not None:
        place = tuple_(by, talk.c.id)
        query = query.where(place < tuple_(*after) if over else place > tuple_(*after))
    return list(conn.execute(query.order_by(*([by.desc(), talk.c.id.desc()] if over else [by, talk.c.id]))))


def one(conn: Connection, tables: AskingTables, talk_id: UUID, *, lock: bool = False) -> Any | None:
    """Return one wish with its person."""
    talk, request = _talk(tables), tables.request
    query = (
        select(talk, request.c.person_id, request.c.moment)
        .join(request, request.c.id == talk.c.request_id)
        .where(talk.c.id == talk_id)
    )
    return conn.execute(query.with_for_update(of=talk) if lock else query).one_or_none()


def waiting(conn: Connection, tables: AskingTables) -> int:
    """Return how many wishes stand open."""
    talk = _talk(tables)
    return int(conn.scalar(select(func.count()).select_from(talk).where(talk.c.state == OPEN)) or 0)


def end(
    conn: Connection,
    tables: AskingTables,
    talk_id: UUID,
    *,
    state: str,
    now: datetime,
    by: UUID | None = None,
) -> bool:
    """End an open wish; False where it was over. Who takes it back has said nothing."""
    talk = _talk(tables)
    said: Mapping[str, Any] = NOTHING_SAID if state == WITHDRAWN else {}
    ended = conn.execute(
        update(talk)
        .where(talk.c.id == talk_id, talk.c.state == OPEN)
        .values(state=state, ended_at=now, ended_by=by, **said)
    )
    return bool(ended.rowcount)


def reopen(conn: Connection, tables: AskingTables, talk_id: UUID) -> None:
    """Let a wish that was done stand open again."""
    talk = _talk(tables)
    conn.execute(update(talk).where(talk.c.id == talk_id).values(state=OPEN, ended_at=None, ended_by=None))


def stop(
    conn: Connection, tables: AskingTables, person_ids: Collection[UUID], *, state: str, now: datetime
) -> None:
    """End what stands open of these people, and keep nothing of what they said."""
    talk, request = _talk(tables), tables.request
    conn.execute(
        update(talk)
        .where(
            talk.c.request_id == request.c.id,
            request.c.person_id == func.any(list(person_ids)),
            talk.c.state == OPEN,
        )
        .values(state=state, ended_at=now, **NOTHING_SAID)
    )


def erase(conn: Connection, tables: AskingTables, request_ids: Collection[UUID]) -> None:
    """Know no wishes about these requests any more."""
    talk = _talk(tables)
    conn.execute(talk.delete().where(talk.c.request_id == func.any(list(request_ids))))


def wipe(conn: Connection, tables: AskingTables, *, ended_before: datetime) -> int:
    """Wipe what was said with wishes that are over since then; return how many had anything left."""
    talk = _talk(tables)
    wiped = conn.execute(
        update(talk)
        .where(
            talk.c.ended_at < ended_before,
            talk.c.state != OPEN,
            or_(talk.c.whom.is_not(None), func.jsonb_array_length(talk.c.shown) > 0),
        )
        .values(**NOTHING_SAID)
    )
    return wiped.rowcount


def _talk(tables: AskingTables) -> Table:
    if tables.talk is None:
        message = "this service does not let people ask for a talk"
        raise LookupError(message)
    return tables.talk
