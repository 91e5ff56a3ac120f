"""Whom members thought of: how many, and which question went out of it; never to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select

from services.alumni.store.members import rows_of
from services.alumni.tables.coming_in import recommendation
from services.alumni.tables.membership import application, member


def add(conn: Connection, values: dict[str, Any]) -> None:
    """Write that a member thought of somebody."""
    conn.execute(insert(recommendation).values(**values))


def counted(conn: Connection, member_id: UUID, day: datetime, month: datetime) -> tuple[int, int]:
    """Return how many a member thought of since these two instants."""
    since = recommendation.c.at > month
    query = select(func.count().filter(recommendation.c.at > day), func.count()).where(
        recommendation.c.member_id == member_id, since
    )
    lately, all_of_it = conn.execute(query).one()
    return lately, all_of_it


def by_whom(conn: Connection, application_id: UUID) -> UUID | None:
    """Return the person who thought of somebody; None where they are not here any more."""
    query = (
        select(member.c.person_id)
        .join(recommendation, recommendation.c.member_id == member.c.id)
        .where(recommendation.c.application_id == application_id)
    )
    found: UUID | None = conn.scalar(query)
    return found


def address_of(conn: Connection, application_id: UUID) -> bytes | None:
    """Return the keyed hash of the address to which the question went."""
    found = conn.scalar(select(application.c.address_hash).where(application.c.id == application_id))
    return bytes(found) if found else None


def tidy(conn: Connection, before: datetime) -> int:
    """Let go of what was so long ago; return how much."""
    return conn.execute(delete(recommendation).where(recommendation.c.at <= before)).rowcount


def forget(conn: Connection, person_ids: Sequence[UUID]) -> None:
    """Nobody knows any more whom these persons thought of, or who thought of them."""
    about = select(application.c.id).where(application.c.person_id.in_(list(person_ids)))
    gone = recommendation.c.member_id.in_(rows_of(person_ids)) | recommendation.c.application_id.in_(about)
    conn.execute(delete(recommendation).where(gone))
