"""What members propose, in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select, tuple_, update

from services.alumni.store.members import rows_of
from services.alumni.tables.membership import member
from services.alumni.tables.reunions import proposal


def add(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a new one."""
    conn.execute(insert(proposal).values(**values))


def find(conn: Connection, proposal_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    """Return a proposal with the person behind it."""
    query = (
        select(proposal, member.c.person_id)
        .join(member, member.c.id == proposal.c.member_id)
        .where(proposal.c.id == proposal_id)
    )
    return conn.execute(query.with_for_update(of=proposal) if lock else query).one_or_none()


def change(conn: Connection, proposal_id: UUID, **values: Any) -> None:
    """Write what became of it."""
    conn.execute(update(proposal).where(proposal.c.id == proposal_id).values(**values))


def listed(conn: Connection, *, after: tuple[datetime, UUID] | None, limit: int) -> list[Row[Any]]:
    """Return proposals, the newest first."""
    query = select(proposal, member.c.person_id).join(member, member.c.id == proposal.c.member_id)
    if after is not None:
        query = query.where(tuple_(proposal.c.at, proposal.c.id) < tuple_(*after))
    return list(conn.execute(query.order_by(proposal.c.at.desc(), proposal.c.id.desc()).limit(limit)))


def of_member(conn: Connection, member_id: UUID, limit: int = 20) -> list[Row[Any]]:
    """Return what a member proposed, the newest first."""
    query = select(proposal).where(proposal.c.member_id == member_id)
    return list(conn.execute(query.order_by(proposal.c.at.desc(), proposal.c.id.desc()).limit(limit)))


def waiting(conn: Connection, member_id: UUID | None = None) -> int:
    """Return how many wait for a word, of everybody or of one."""
    query = select(func.count()).select_from(proposal).where(proposal.c.state == "open")
    if member_id is not None:
        query = query.where(proposal.c.member_id == member_id)
    number: int = conn.execute(query).scalar_one()
    return number


def forget(conn: Connection, person_ids: Sequence[UUID]) -> None:
    """Nothing that these persons proposed stays; a reunion that came of it is HR's own."""
    conn.execute(delete(proposal).where(proposal.c.member_id.in_(rows_of(person_ids))))


def tidy(conn: Connection, *, decided_before: datetime) -> int:
    """Take proposals away that were answered long ago; return how many."""
    return conn.execute(delete(proposal).where(proposal.c.decided_at < decided_before)).rowcount
