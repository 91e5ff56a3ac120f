"""Messages between members, whom they block, and what they report to HR."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.alumni.store.members import rows_of
from services.alumni.tables.directory import member_block, member_message, member_report, profile, profile_bar


def add_message(conn: Connection, values: Mapping[str, Any]) -> None:
    """Keep a message, for as long as it can be reported."""
    conn.execute(insert(member_message).values(**values))


def messages(conn: Connection, from_id: UUID, to_id: UUID, since: datetime) -> list[Row[Any]]:
    """Return what one wrote to another since then, oldest first."""
    mine = member_message.c.from_id == from_id, member_message.c.to_id == to_id, member_message.c.at > since
    return list(conn.execute(select(member_message).where(*mine).order_by(member_message.c.at)))


def message_to(conn: Connection, message_id: UUID, to_id: UUID) -> Row[Any] | None:
    """Return a message that somebody got."""
    mine = member_message.c.id == message_id, member_message.c.to_id == to_id
    return conn.execute(select(member_message).where(*mine)).one_or_none()


def of_member(conn: Connection, member_id: UUID) -> list[Row[Any]]:
    """Return what somebody wrote and is still kept, the newest first."""
    query = select(member_message).where(member_message.c.from_id == member_id)
    return list(conn.execute(query.order_by(member_message.c.at.desc()).limit(100)))


def sent_since(conn: Connection, from_id: UUID, since: datetime) -> int:
    """Return how many messages somebody wrote since then."""
    mine = member_message.c.from_id == from_id, member_message.c.at > since
    number: int = conn.execute(select(func.count()).select_from(member_message).where(*mine)).scalar_one()
    return number


def block(conn: Connection, member_id: UUID, blocked_id: UUID, at: datetime) -> None:
    """Neither sees or writes the other any more."""
    made = upsert(member_block).values(member_id=member_id, blocked_id=blocked_id, at=at)
    conn.execute(made.on_conflict_do_nothing())


def unblock(conn: Connection, member_id: UUID, blocked_ids: Sequence[UUID]) -> None:
    """Take it back."""
    mine = member_block.c.member_id == member_id, member_block.c.blocked_id.in_(list(blocked_ids))
    conn.execute(delete(member_block).where(*mine))


def blocked(conn: Connection, member_id: UUID) -> list[Row[Any]]:
    """Return whom somebody blocked, with how they call themselves where they still stand in the directory."""
    query = (
        select(member_block.c.blocked_id, member_block.c.at, profile.c.name)
        .outerjoin(profile, profile.c.member_id == member_block.c.blocked_id)
        .where(member_block.c.member_id == member_id)
    )
    return list(conn.execute(query.order_by(member_block.c.at.desc()).limit(200)))


def add_report(conn: Connection, values: Mapping[str, Any]) -> None:
    """Keep what somebody reports."""
    conn.execute(insert(member_report).values(**values))


def open_report(conn: Connection, reporter_id: UUID, about_id: UUID) -> Row[Any] | None:
    """Return what somebody reported of another and HR did not look at yet."""
    mine = member_report.c.reporter_id == reporter_id, member_report.c.about_id == about_id
    query = select(member_report).where(*mine, member_report.c.state == "open")
    return conn.execute(query.limit(1)).one_or_none()


def report(conn: Connection, report_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    """Return a report."""
    query = select(member_report).where(member_report.c.id == report_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def change_report(conn: Connection, report_id: UUID, **values: Any) -> None:
    """Write what became of it."""
    conn.execute(update(member_report).where(member_report.c.id == report_id).values(**values))


def reports(conn: Connection, *, after: tuple[datetime, UUID] | None, limit: int) -> list[Row[Any]]:
    """Return reports, the newest first."""
    query = select(member_report)
    if after is not None:
        query = query.where(tuple_(member_report.c.at, member_report.c.id) < tuple_(*after))
    return list(
        conn.execute(query.order_by(member_report.c.at.desc(), member_report.c.id.desc()).limit(limit))
    )


def waiting(conn: Connection) -> int:
    """Return how many reports wait for HR."""
    query = select(func.count()).select_from(member_report).where(member_report.c.state == "open")
    number: int = conn.execute(query).scalar_one()
    return number


def tidy(conn: Connection, *, messages_before: datetime, reports_before: datetime) -> int:
    """Take away what is past its time; return how many."""
    done = conn.execute(delete(member_message).where(member_message.c.at < messages_before)).rowcount
    old = and_(member_report.c.state != "open", member_report.c.decided_at < reports_before)
    return done + conn.execute(delete(member_report).where(old)).rowcount


def forget(conn: Connection, person_ids: Sequence[UUID]) -> None:
    """Nothing that these persons told, wrote, got or reported stays, and nothing that was said of them here."""
    mine = rows_of(person_ids)
    pairs = (
        (member_message, ("from_id", "to_id")),
        (member_block, ("member_id", "blocked_id")),
        (member_report, ("reporter_id", "about_id")),
        (profile, ("member_id",)),
        (profile_bar, ("member_id",)),
    )
    for table, names in pairs:
        conn.execute(delete(table).where(or_(*(table.c[name].in_(mine) for name in names))))
