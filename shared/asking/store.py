"""Requests in the database: all their SQL but the lists of the desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    DateTime,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningUpdate

from shared.asking.model import ANSWERED, CLOSED, OPEN, Request
from shared.asking.tables import AskingTables


def add(conn: Connection, tables: AskingTables, requests: Sequence[Request]) -> set[UUID]:
    """Add requests; return the ids of those whose touchpoint had none yet."""
    if not requests:
        return set()
    rows = [{**vars(one), "state": OPEN} for one in requests]
    request = tables.request
    made = conn.execute(insert(request).on_conflict_do_nothing().returning(request.c.id), rows)
    return set(made.scalars())


def open_of(conn: Connection, tables: AskingTables, person_ids: Collection[UUID]) -> list[Any]:
    """Return the open requests to these people (id, person, spell)."""
    request = tables.request
    query = select(request.c.id, request.c.person_id, request.c.spell_id).where(
        request.c.person_id == func.any(list(person_ids)), request.c.state == OPEN
    )
    return list(conn.execute(query))


def open_about(conn: Connection, tables: AskingTables, touchpoint_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the open requests of these touchpoints: request by touchpoint."""
    request = tables.request
    query = select(request.c.touchpoint_id, request.c.id).where(
        request.c.touchpoint_id == func.any(list(touchpoint_ids)), request.c.state == OPEN
    )
    return {row.touchpoint_id: row.id for row in conn.execute(query)}


def moment_of(conn: Connection, tables: AskingTables, request_id: UUID) -> str | None:
    """Return the moment of a request."""
    found: str | None = conn.scalar(select(tables.request.c.moment).where(tables.request.c.id == request_id))
    return found


def earlier_in_service(conn: Connection, tables: AskingTables, request_id: UUID) -> list[UUID]:
    """Return what the same person was asked before in the same employment, and answered; the latest last."""
    request, this = tables.request, tables.request.alias("this")
    query = (
        select(request.c.id)
        .join(
            this,
            (this.c.person_id == request.c.person_id)
            & (this.c.spell_id == request.c.spell_id)
            & (request.c.opened_at < this.c.opened_at),
        )
        .where(this.c.id == request_id, request.c.state == ANSWERED)
        .order_by(request.c.opened_at, request.c.id)
    )
    return list(conn.execute(query).scalars())


def end(
    conn: Connection,
    tables: AskingTables,
    ids: Collection[UUID],
    *,
    state: str,
    now: datetime,
    reason: str | None = None,
) -> list[Any]:
    """End open requests; return (id, touchpoint_id, person_id, moment) of those that were open."""
    how = {"ids": list(ids), "end": state, "at": now, "why": reason}
    return list(conn.execute(_ending(tables, overdue=False), how))


def end_overdue(conn: Connection, tables: AskingTables, now: datetime, *, reason: str) -> list[Any]:
    """Close what is past its time; return the same."""
    return list(conn.execute(_ending(tables, overdue=True), {"end": CLOSED, "at": now, "why": reason}))


def end_answered(conn: Connection, tables: AskingTables, now: datetime) -> list[Any]:
    """End what was answered without saying so (anonymously) and is past its time now; return the same."""
    request, invitation = tables.request, tables.asked.invited.invitation
    ended = conn.execute(
        request.update()
        .where(
            request.c.closes_at <= now,
            request.c.state == OPEN,
            invitation.c.subject_id == request.c.id,
            invitation.c.state == ANSWERED,
        )
        .values(state=ANSWERED, ended_at=request.c.closes_at, remind_at=None, remind_later=[])
        .returning(request.c.id, request.c.touchpoint_id, request.c.person_id, request.c.moment)
    )
    return list(ended)


def claim_reminders(conn: Connection, tables: AskingTables, now: datetime, *, limit: int) -> list[Any]:
    """Return open requests whose reminder is due, locked together with their invitations and with what those ask.

    What is locked already is left alone: somebody else is reminding, or the person is sending the answers right now.
    """
    request, invitation = tables.request, tables.asked.invited.invitation
    query = (
        select(request, invitation.c.questionnaire, invitation.c.version)
        .join(invitation, invitation.c.subject_id == request.c.id)
        .where(request.c.remind_at <= now)
        .order_by(request.c.remind_at, request.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(conn.execute(query))


def reminded(conn: Connection, tables: AskingTables, ids: Collection[UUID], now: datetime) -> None:
    """Note that a reminder is on its way; until ``plan_reminders`` says otherwise it was the last."""
    request = tables.request
    conn.execute(
        request.update()
        .where(request.c.id == func.any(list(ids)))
        .values(remind_at=None, remind_later=[], reminded_at=now, reminders=request.c.reminders + 1)
    )


def plan_reminders(
    conn: Connection, tables: AskingTables, moments: Mapping[UUID, Sequence[datetime]]
) -> None:
    """Set when to remind of these requests, and when again; nothing is not any more."""
    request = tables.request
    if moments:
        conn.execute(
            request.update()
            .where(request.c.id == bindparam("row_id"))
            .values(remind_at=bindparam("next"), remind_later=bindparam("later")),
            [
                {"row_id": key, "next": next(iter(coming), None), "later": list(coming[1:])}
                for key, coming in moments.items()
            ],
        )


def note_delivery(conn: Connection, tables: AskingTables, words: Mapping[UUID, str]) -> None:
    """Note at the open requests to people what became of the letter."""
    request = tables.request
    conn.execute(
        request.update()
        .where(request.c.person_id == bindparam("person"), request.c.state == OPEN)
        .values(delivery=bindparam("word")),
        [{"person": person, "word": word} for person, word in words.items()],
    )


def uninvited(conn: Connection, tables: AskingTables, person_ids: Collection[UUID]) -> list[UUID]:
    """Return the open requests to these people of which we have not heard that the invitation left."""
    request = tables.request
    query = select(request.c.id).where(
        request.c.person_id == func.any(list(person_ids)),
        request.c.state == OPEN,
        request.c.invited_at.is_(None),
    )
    return list(conn.execute(query).scalars())


def invited(conn: Connection, tables: AskingTables, moments: Mapping[UUID, datetime]) -> None:
    """Note when the invitations of these requests left."""
    request = tables.request
    if moments:
        conn.execute(
            request.update()
            .where(request.c.id == bindparam("row_id"))
            .values(invited_at=bindparam("left_at")),
            [{"row_id": key, "left_at": moment} for key, moment in moments.items()],
        )


def next_due(conn: Connection, tables: AskingTables) -> datetime | None:
    """Return when there is a reminder to send or a request to close."""
    request = tables.request
    remind = select(func.min(request.c.remind_at)).where(request.c.remind_at.is_not(None))
    close = select(func.min(request.c.closes_at)).where(request.c.state == OPEN)
    instants = [conn.execute(query).scalar() for query in (remind, close)]
    return min((one for one in instants if one is not None), default=None)


# Built once: it takes longer to put into SQL than to carry out, and every answer that is sent needs it.
@cache
def _ending(tables: AskingTables, *, overdue: bool) -> ReturningUpdate[Any]:
    request, at = tables.request, bindparam("at", type_=DateTime(timezone=True))
    which = request.c.closes_at <= at if overdue else request.c.id == func.any(bindparam("ids"))
    return (
        request.update()
        .where(which, request.c.state == OPEN)
        .values(state=bindparam("end"), ended_at=at, remind_at=None, remind_later=[], reason=bindparam("why"))
        .returning(request.c.id, request.c.touchpoint_id, request.c.person_id, request.c.moment)
    )
