"""Sources of vacancies, and which vacancy here is which there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, or_, select, tuple_, update

from services.alumni.domain.sources import Here
from services.alumni.tables.work import vacancy, vacancy_source


def add(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a new source."""
    conn.execute(insert(vacancy_source).values(**values))


def change(conn: Connection, source_id: UUID, **values: Any) -> None:
    """Write what is different about a source."""
    conn.execute(update(vacancy_source).where(vacancy_source.c.id == source_id).values(**values))


def find(conn: Connection, source_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    """Return a source."""
    query = select(vacancy_source).where(vacancy_source.c.id == source_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def listed(conn: Connection, *, after: tuple[datetime, UUID] | None, limit: int) -> list[Row[Any]]:
    """Return sources, the newest first, each with how many of its vacancies are not closed."""
    open_ones = (
        select(func.count())
        .select_from(vacancy)
        .where(vacancy.c.source_id == vacancy_source.c.id, vacancy.c.withdrawn_at.is_(None))
        .scalar_subquery()
        .label("many")
    )
    query = select(vacancy_source, open_ones)
    if after is not None:
        query = query.where(tuple_(vacancy_source.c.created_at, vacancy_source.c.id) < tuple_(*after))
    return list(
        conn.execute(
            query.order_by(vacancy_source.c.created_at.desc(), vacancy_source.c.id.desc()).limit(limit)
        )
    )


def due(conn: Connection, before: datetime) -> Row[Any] | None:
    """Return the feed that waits longest of those that were not asked since, locked."""
    query = select(vacancy_source).where(
        vacancy_source.c.url.is_not(None),
        vacancy_source.c.state != "off",
        or_(vacancy_source.c.asked_at.is_(None), vacancy_source.c.asked_at <= before),
    )
    longest = query.order_by(vacancy_source.c.asked_at.asc().nulls_first(), vacancy_source.c.id).limit(1)
    return conn.execute(longest.with_for_update(skip_locked=True)).one_or_none()


def asked_first(conn: Connection) -> datetime | None:
    """Return when the feed that waits longest was asked, of those that answered."""
    query = select(func.min(vacancy_source.c.asked_at)).where(
        vacancy_source.c.url.is_not(None), vacancy_source.c.state != "off", vacancy_source.c.failure.is_(None)
    )
    found: datetime | None = conn.scalar(query)
    return found


def here(conn: Connection, source_id: UUID) -> dict[str, Here]:
    """Return what is here of a source, by what it is called there, locked."""
    query = select(
        vacancy.c.outside_id, vacancy.c.id, vacancy.c.title, vacancy.c.outside_mark, vacancy.c.withdrawn_at,
        vacancy.c.gone, vacancy.c.closes_on,
    ).where(vacancy.c.source_id == source_id)  # fmt: skip
    return {
        row.outside_id: Here(
            id=row.id,
            title=row.title,
            mark=row.outside_mark,
            closed=row.withdrawn_at is not None,
            gone=row.gone,
            closes_on=row.closes_on,
        )
        for row in conn.execute(query.order_by(vacancy.c.id).with_for_update())
    }
