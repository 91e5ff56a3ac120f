"""Notes about somebody's coming back, and who looks along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, text, tuple_, update

from services.alumni.tables.membership import member
from services.alumni.tables.work import interest, return_note, vacancy

_ACCOUNTS = text("SELECT account_id, name FROM console.account_name_v1 ORDER BY name, account_id")
_ABOUT = (
    interest, vacancy.c.title, member.c.person_id, member.c.function, member.c.department, member.c.place,
    member.c.first_year, member.c.last_year,
)  # fmt: skip


def accounts(conn: Connection) -> dict[UUID, str]:
    """Return who can look along: everybody with an account, by name."""
    return {row.account_id: row.name for row in conn.execute(_ACCOUNTS)}


def about(conn: Connection, interest_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    """Return an answer with its vacancy and what somebody did here before."""
    query = (
        select(*_ABOUT)
        .join(vacancy, vacancy.c.id == interest.c.vacancy_id)
        .join(member, member.c.id == interest.c.member_id)
        .where(interest.c.id == interest_id)
    )
    return conn.execute(query.with_for_update(of=interest) if lock else query).one_or_none()


def looked_at(
    conn: Connection, account_id: UUID, *, after: tuple[date, UUID] | None, limit: int
) -> list[Row[Any]]:
    """Return the answers at which somebody was asked to look, who hears last first."""
    query = (
        select(*_ABOUT)
        .join(vacancy, vacancy.c.id == interest.c.vacancy_id)
        .join(member, member.c.id == interest.c.member_id)
        .where(interest.c.looks_along == account_id, interest.c.state != "withdrawn")
    )
    if after is not None:
        query = query.where(tuple_(interest.c.promised_on, interest.c.id) < tuple_(*after))
    return list(
        conn.execute(query.order_by(interest.c.promised_on.desc(), interest.c.id.desc()).limit(limit))
    )


def let_look(conn: Connection, interest_id: UUID, account_id: UUID | None) -> None:
    """Write who looks along."""
    conn.execute(update(interest).where(interest.c.id == interest_id).values(looks_along=account_id))


def add(conn: Connection, values: dict[str, Any]) -> None:
    """Write a note."""
    conn.execute(insert(return_note).values(**values))


def notes(conn: Connection, interest_id: UUID) -> list[Row[Any]]:
    """Return the notes about an answer, the first first."""
    query = select(return_note).where(return_note.c.interest_id == interest_id)
    return list(conn.execute(query.order_by(return_note.c.at, return_note.c.id).limit(200)))


def coming_back(conn: Connection, person_ids: Sequence[UUID]) -> set[UUID]:
    """Return which of these persons are former colleagues in the network as far as we knew."""
    query = select(member.c.person_id).where(
        member.c.person_id.in_(list(person_ids)), member.c.state == "awake"
    )
    return set(conn.execute(query).scalars())


def works_here(conn: Connection, person_ids: Sequence[UUID]) -> set[UUID]:
    """Return whose membership sleeps by now: they work here."""
    query = select(member.c.person_id).where(
        member.c.person_id.in_(list(person_ids)), member.c.state == "asleep"
    )
    return set(conn.execute(query).scalars())


def link(conn: Connection, person_id: UUID, spell_id: UUID, since: datetime) -> UUID | None:
    """Link the latest answer of somebody, no declined one, to the employment that came of it; return its vacancy."""
    latest = (
        select(interest.c.id)
        .join(member, member.c.id == interest.c.member_id)
        .where(member.c.person_id == person_id, interest.c.at > since, interest.c.spell_id.is_(None))
        .where(interest.c.state.in_(("open", "invited")))
        .order_by(interest.c.state == "open", interest.c.at.desc())
        .limit(1)
        .scalar_subquery()
    )
    done = conn.execute(
        update(interest)
        .where(interest.c.id == latest)
        .values(spell_id=spell_id)
        .returning(interest.c.vacancy_id)
    )
    found: UUID | None = done.scalar()
    return found


def tidy(conn: Connection, before: datetime) -> int:
    """Take notes away whose answer was decided long enough ago; nobody looks along any more."""
    over = select(interest.c.id).where(interest.c.decided_at < before)
    conn.execute(
        update(interest)
        .where(interest.c.decided_at < before, interest.c.looks_along.is_not(None))
        .values(looks_along=None)
    )
    return conn.execute(delete(return_note).where(return_note.c.interest_id.in_(over))).rowcount


def forget(conn: Connection, interest_ids: Sequence[UUID]) -> None:
    """Nothing that was noted about these answers stays."""
    if interest_ids:
        conn.execute(delete(return_note).where(return_note.c.interest_id.in_(list(interest_ids))))
        gone = update(interest).where(interest.c.id.in_(list(interest_ids)))
        conn.execute(gone.values(looks_along=None))
