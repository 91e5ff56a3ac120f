"""Reunions and who comes, in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Row,
    RowMapping,
    Text,
    and_,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from services.alumni.domain.reunions import Attendance, Reunion
from services.alumni.store.members import rows_of
from services.alumni.tables.membership import member
from services.alumni.tables.reunions import attendance, reunion

_REUNION = tuple(reunion.c[name] for name in Reunion.__dataclass_fields__)
_ATTENDANCE = tuple(attendance.c[name] for name in Attendance.__dataclass_fields__)
# Of a reunion that was called off no place runs out any more.
_OFFERED = and_(attendance.c.state == "offered", reunion.c.state == "open")


def add(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a new reunion."""
    conn.execute(insert(reunion).values(**values))


def change(conn: Connection, reunion_id: UUID, **values: Any) -> None:
    """Write what is different about a reunion."""
    conn.execute(update(reunion).where(reunion.c.id == reunion_id).values(**values))


def find(conn: Connection, reunion_id: UUID, *, lock: bool = False) -> Reunion | None:
    """Return a reunion; the lock is the queue at its door: places are given one after the other."""
    query = select(*_REUNION).where(reunion.c.id == reunion_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    return Reunion(**row._mapping) if row else None  # noqa: SLF001  SQLAlchemy's way to read a row by name


def listed(conn: Connection, *, after: tuple[datetime, UUID] | None, limit: int) -> list[Row[Any]]:
    """Return reunions, the latest first, each with how many chairs are taken and how many wait."""
    chairs = (
        select(func.coalesce(func.sum(1 + attendance.c.guests), 0))
        .where(attendance.c.reunion_id == reunion.c.id, attendance.c.state.in_(("in", "offered")))
        .scalar_subquery()
        .label("chairs")
    )
    waiting = (
        select(func.count())
        .select_from(attendance)
        .where(attendance.c.reunion_id == reunion.c.id, attendance.c.state == "waiting")
        .scalar_subquery()
        .label("waiting")
    )
    query = select(*_REUNION, chairs, waiting)
    if after is not None:
        query = query.where(tuple_(reunion.c.starts_at, reunion.c.id) < tuple_(*after))
    return list(conn.execute(query.order_by(reunion.c.starts_at.desc(), reunion.c.id.desc()).limit(limit)))


def attending(conn: Connection, reunion_id: UUID) -> list[Attendance]:
    """Return all who answered, in their order."""
    query = select(*_ATTENDANCE).where(attendance.c.reunion_id == reunion_id).order_by(attendance.c.turn)
    return [Attendance(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001


def of_member(conn: Connection, reunion_id: UUID, member_id: UUID) -> Attendance | None:
    """Return what a member answered."""
    query = select(*_ATTENDANCE).where(
        attendance.c.reunion_id == reunion_id, attendance.c.member_id == member_id
    )
    row = conn.execute(query).one_or_none()
    return Attendance(**row._mapping) if row else None  # noqa: SLF001


def answered_by(conn: Connection, member_id: UUID) -> list[RowMapping]:
    """Return what a member answered to which reunion, for themselves."""
    query = (
        select(reunion.c.title, attendance.c.state, attendance.c.guests, attendance.c.diet)
        .join(reunion, reunion.c.id == attendance.c.reunion_id)
        .where(attendance.c.member_id == member_id)
    )
    return list(conn.execute(query.order_by(attendance.c.at)).mappings())


def next_turn(conn: Connection, reunion_id: UUID) -> int:
    """Return the end of the queue."""
    query = select(func.coalesce(func.max(attendance.c.turn), 0) + 1).where(
        attendance.c.reunion_id == reunion_id
    )
    turn: int = conn.execute(query).scalar_one()
    return turn


def write(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a new answer."""
    conn.execute(insert(attendance).values(**values))


def change_attendance(conn: Connection, *attendance_ids: UUID, **values: Any) -> None:
    """Write what became of answers."""
    if attendance_ids:
        conn.execute(update(attendance).where(attendance.c.id.in_(attendance_ids)).values(**values))


def count_letter(conn: Connection, attendance_ids: Sequence[UUID]) -> None:
    """Count that one more letter about these answers leaves: calendars go by the number."""
    if attendance_ids:
        mine = attendance.c.id.in_(list(attendance_ids))
        conn.execute(update(attendance).where(mine).values(sequence=attendance.c.sequence + 1))


def answers(conn: Connection, reunion_id: UUID, *, after: int | None, limit: int) -> list[Row[Any]]:
    """Return who answered with the person behind each, in their order, for HR."""
    query = (
        select(attendance, member.c.person_id)
        .join(member, member.c.id == attendance.c.member_id)
        .where(attendance.c.reunion_id == reunion_id)
    )
    if after is not None:
        query = query.where(attendance.c.turn > after)
    return list(conn.execute(query.order_by(attendance.c.turn).limit(limit)))


def without_answers(conn: Connection, reunion_id: UUID, question_ids: Sequence[str]) -> None:
    """Take away what was answered to questions that are not asked any more."""
    for question_id in question_ids:
        conn.execute(
            update(attendance)
            .where(attendance.c.reunion_id == reunion_id, attendance.c.answers.has_key(question_id))
            .values(answers=attendance.c.answers.op("-")(literal(question_id, Text)))
        )


def overdue_offers(conn: Connection, now: datetime) -> list[UUID]:
    """Return the reunions of which an offered place was not taken in time."""
    query = select(attendance.c.reunion_id).join(reunion).where(_OFFERED, attendance.c.offered_until <= now)
    return list(conn.execute(query.distinct()).scalars())


def to_remind(conn: Connection, now: datetime, span: timedelta) -> list[Reunion]:
    """Return the reunions of which whoever comes is reminded now, locked."""
    query = select(*_REUNION).where(
        reunion.c.state == "open", reunion.c.reminded_at.is_(None), reunion.c.starts_at > now
    )
    query = query.where(reunion.c.starts_at <= now + span).with_for_update(skip_locked=True)
    return [Reunion(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001


def next_due(conn: Connection, now: datetime, span: timedelta) -> datetime | None:
    """Return when an offer ends, or a reminder to who comes leaves next."""
    offer = conn.scalar(select(func.min(attendance.c.offered_until)).join(reunion).where(_OFFERED))
    reminder = conn.scalar(
        select(func.min(reunion.c.starts_at)).where(
            reunion.c.state == "open", reunion.c.reminded_at.is_(None), reunion.c.starts_at > now
        )
    )
    instants = [offer, reminder - span if reminder else None]
    return min((one for one in instants if one is not None), default=None)


def forget(conn: Connection, person_ids: list[UUID], now: datetime) -> list[UUID]:
    """Nothing that these persons wrote stays, and their chairs are free; return the reunions that this is about."""
    done = conn.execute(
        update(attendance)
        .where(attendance.c.member_id.in_(rows_of(person_ids)))
        .values(diet="", answers={}, guests=0, state="no", offered_until=None, changed_at=now)
        .returning(attendance.c.reunion_id)
    )
    return sorted(set(done.scalars()))


def tidy(conn: Connection, *, ended_before: datetime) -> int:
    """Take away what people eat and answered at reunions that are long over; return of how many."""
    over = select(reunion.c.id).where(reunion.c.ends_at < ended_before)
    told = or_(attendance.c.diet != "", attendance.c.answers != {})
    mine = update(attendance).where(attendance.c.reunion_id.in_(over), told)
    return conn.execute(mine.values(diet="", answers={})).rowcount
