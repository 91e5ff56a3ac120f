"""Conversations in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    Uuid,
    cast,
    column,
    delete,
    func,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from shared.appointment.model import BOOKED, CLOSED, OFFERED, OPEN
from shared.appointment.tables import TalkTables
from shared.db.transaction import Tx
from shared.invitation.link import hash_of
from shared.invitation.model import Invited
from shared.invitation.store import more_links

_career = table("career_v1", column("person_id", Uuid), column("spell_id", Uuid), schema="people")
_interviewer = table(
    "interviewer_v1", column("account_id", Uuid), column("active", Boolean), schema="journey"
)
_away = table(
    "interviewer_away_v1",
    column("account_id", Uuid),
    column("first_day", Date),
    column("last_day", Date),
    schema="journey",
)


def add(conn: Connection, tables: TalkTables, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Add conversations; return those whose subject had none yet."""
    if not rows:
        return []
    talk = tables.talk
    made = conn.execute(insert(talk).on_conflict_do_nothing().returning(talk), list(rows))
    return list(made)


def one(conn: Connection, tables: TalkTables, talk_id: UUID, *, lock: bool = False) -> Any | None:
    """Return a conversation, locked where it is about to change."""
    query = select(tables.talk).where(tables.talk.c.id == talk_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def about(conn: Connection, tables: TalkTables, subject_id: UUID, *, lock: bool = False) -> Any | None:
    """Return the conversation that belongs to something."""
    query = select(tables.talk).where(tables.talk.c.subject_id == subject_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def behind(conn: Connection, tables: TalkTables, token: str, *, lock: bool = False) -> Any | None:
    """Return the conversation to which a link leads, whatever became of the questions behind the same link.

    With it the language of the invitation and how it stands; with ``lock`` nobody answers or declines meanwhile.
    """
    talk, invitation, link = tables.talk, tables.invited.invitation, tables.invited.link
    asked = tables.requests
    led = invitation.c.subject_id == (talk.c.subject_id if asked is None else asked.c.id)
    of = talk if asked is None else talk.join(asked, asked.c.spell_id == talk.c.spell_id)
    query = (
        select(talk, invitation.c.language, invitation.c.expires_at, invitation.c.state.label("asked"))
        .select_from(of.join(invitation, led).join(link, link.c.invitation_id == invitation.c.id))
        .where(link.c.token_hash == hash_of(token))
    )
    return conn.execute(query.with_for_update(of=invitation) if lock else query).one_or_none()


def a_link(tx: Tx, tables: TalkTables, talk: Any) -> Invited | None:
    """Make one more link that leads to a conversation, whatever became of the questions; None: nobody was invited."""
    asked, subject = tables.requests, talk.subject_id
    if asked is not None:
        latest = (
            select(asked.c.id).where(asked.c.spell_id == talk.spell_id).order_by(asked.c.opened_at.desc())
        )
        subject = tx.conn.execute(latest.limit(1)).scalar()
    return next(iter(more_links(tx, tables.invited, [subject] if subject else [])), None)


def change(tx: Tx, tables: TalkTables, talk_id: UUID, **values: Any) -> Any:
    """Set columns of a conversation; return it as it is now."""
    talk = tables.talk
    return tx.conn.execute(update(talk).where(talk.c.id == talk_id).values(**values).returning(talk)).one()


def open_of(conn: Connection, tables: TalkTables, person_ids: Collection[UUID]) -> list[Any]:
    """Return what is open with these people, locked."""
    talk = tables.talk
    query = select(talk).where(talk.c.person_id == func.any(list(person_ids)), talk.c.state.in_(OPEN))
    return list(conn.execute(query.order_by(talk.c.id).with_for_update()))


def open_of_moments(conn: Connection, tables: TalkTables, touchpoints: Collection[UUID]) -> list[Any]:
    """Return what is open of these moments; locked."""
    talk = tables.talk
    query = select(talk).where(talk.c.touchpoint_id.in_(touchpoints), talk.c.state.in_(OPEN))
    return list(conn.execute(query.order_by(talk.c.id).with_for_update()))


def overdue(conn: Connection, tables: TalkTables, today: date) -> list[Any]:
    """Return what was offered and whose last day is over, locked."""
    talk = tables.talk
    query = select(talk).where(talk.c.state == OFFERED, talk.c.last_day < today)
    return list(conn.execute(query.order_by(talk.c.id).with_for_update(skip_locked=True)))


def reminding(conn: Connection, tables: TalkTables, now: datetime, limit: int) -> list[Any]:
    """Return of what to remind now, locked."""
    talk = tables.talk
    query = select(talk).where(talk.c.remind_at <= now).order_by(talk.c.remind_at, talk.c.id).limit(limit)
    return list(conn.execute(query.with_for_update(skip_locked=True)))


def doubtful(conn: Connection, tables: TalkTables, now: datetime) -> list[Any]:
    """Return what is still to come or to be picked whose interviewer may not be there: nobody, gone, away about then.

    Most have somebody who is there, and are not even read. Which day it is for them sees who asks: here a day more to
    either side counts.
    """
    talk = tables.talk
    ahead = (talk.c.state == BOOKED) & (talk.c.starts_at > now)
    there = select(_interviewer.c.account_id).where(_interviewer.c.active)
    day = cast(func.timezone("UTC", talk.c.starts_at), Date)
    away = (
        select(talk.c.id)
        .join(_away, _away.c.account_id == talk.c.account_id)
        .where(
            ahead,
            _away.c.first_day <= day + 1,
            or_(_away.c.last_day.is_(None), _away.c.last_day >= day - 1),
        )
    )
    missing = or_(talk.c.account_id.is_(None), talk.c.account_id.not_in(there), talk.c.id.in_(away))
    return list(conn.execute(select(talk).where(or_(talk.c.state == OFFERED, ahead), missing)))


def held_by(conn: Connection, tables: TalkTables, account_id: UUID, since: datetime) -> list[Any]:
    """Return the conversations of an interviewer: what is booked or was held, the next one first."""
    talk = tables.talk
    query = select(talk).where(
        talk.c.account_id == account_id, talk.c.starts_at >= since, talk.c.state != CLOSED
    )
    return list(conn.execute(query.order_by(talk.c.starts_at, talk.c.id)))


def waiting_for(conn: Connection, tables: TalkTables, account_id: UUID) -> int:
    """Return how many people may still pick a time of an interviewer."""
    talk = tables.talk
    query = select(func.count()).where(talk.c.account_id == account_id, talk.c.state == OFFERED)
    return int(conn.execute(query).scalar_one())


def rehome(conn: Connection, tables: TalkTables, person_ids: Collection[UUID]) -> None:
    """Let conversations follow their employment from one record of a person to the other."""
    talk, ids = tables.talk, list(person_ids)
    conn.execute(
        update(talk)
        .values(person_id=_career.c.person_id)
        .where(
            talk.c.person_id == func.any(ids),
            _career.c.person_id == func.any(ids),
            _career.c.spell_id == talk.c.spell_id,
            talk.c.person_id != _career.c.person_id,
        )
    )


def erase(conn: Connection, tables: TalkTables, person_ids: Collection[UUID]) -> list[UUID]:
    """Delete the conversations of these people; return which."""
    talk = tables.talk
    gone = delete(talk).where(talk.c.person_id == func.any(list(person_ids))).returning(talk.c.id)
    return list(conn.execute(gone).scalars())


def next_due(conn: Connection, tables: TalkTables) -> tuple[datetime | None, date | None]:
    """Return when to remind next, and which day is the last of something offered."""
    talk = tables.talk
    remind = select(func.min(talk.c.remind_at)).where(talk.c.remind_at.is_not(None))
    last = select(func.min(talk.c.last_day)).where(talk.c.state == OFFERED)
    return conn.execute(remind).scalar(), conn.execute(last).scalar()
