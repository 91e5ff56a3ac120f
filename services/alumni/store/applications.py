"""Who asked to stay in touch, or was asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from services.alumni.domain.members import OPEN, Application
from services.alumni.tables.membership import application
from shared.invitation.link import hash_of

_COLUMNS = tuple(application.c[name] for name in Application.__dataclass_fields__)


def add(conn: Connection, values: dict[str, Any]) -> bool:
    """Write an application; False where its moment has one already."""
    done = conn.execute(
        insert(application).values(**values).on_conflict_do_nothing().returning(application.c.id)
    )
    return done.first() is not None


def behind(conn: Connection, token: str, *, lock: bool = False) -> Application | None:
    """Return the application that ``token`` leads to."""
    query = select(*_COLUMNS).where(application.c.token_hash == hash_of(token))
    return _read(conn.execute(query.with_for_update() if lock else query).one_or_none())


def find(conn: Connection, application_id: UUID) -> Application | None:
    """Return an application, locked."""
    query = select(*_COLUMNS).where(application.c.id == application_id).with_for_update()
    return _read(conn.execute(query).one_or_none())


def change(conn: Connection, application_id: UUID, **values: Any) -> None:
    """Write what became of an application."""
    conn.execute(update(application).where(application.c.id == application_id).values(**values))


def end(conn: Connection, application_ids: Sequence[UUID], state: str, now: datetime) -> None:
    """Write that these applications are over."""
    if application_ids:
        ended = update(application).where(application.c.id.in_(list(application_ids)))
        conn.execute(ended.values(state=state, ended_at=now))


def asked_lately(conn: Connection, address_hash: bytes, now: datetime, span: timedelta) -> int:
    """Return how often this address was filled in within the span."""
    query = (
        select(func.count())
        .select_from(application)
        .where(application.c.address_hash == address_hash, application.c.asked_at > now - span)
    )
    return conn.execute(query).scalar_one()


def by_touchpoint(conn: Connection, touchpoint_ids: Sequence[UUID]) -> list[Application]:
    """Return the open applications of these moments, locked."""
    query = select(*_COLUMNS).where(
        application.c.touchpoint_id.in_(list(touchpoint_ids)), application.c.state == OPEN
    )
    return [_of(row) for row in conn.execute(query.with_for_update())]


def open_of(conn: Connection, person_ids: Sequence[UUID]) -> list[Application]:
    """Return the open applications of these persons, locked."""
    query = select(*_COLUMNS).where(
        application.c.person_id.in_(list(person_ids)), application.c.state == OPEN
    )
    return [_of(row) for row in conn.execute(query.with_for_update())]


def overdue(conn: Connection, now: datetime, limit: int) -> list[Application]:
    """Return open applications whose time is over, locked."""
    query = (
        select(*_COLUMNS)
        .where(application.c.state == OPEN, application.c.expires_at <= now)
        .order_by(application.c.expires_at)
        .limit(limit)
    )
    return [_of(row) for row in conn.execute(query.with_for_update(skip_locked=True))]


def next_expiry(conn: Connection) -> datetime | None:
    """Return when the first open application is over."""
    found: datetime | None = conn.scalar(
        select(func.min(application.c.expires_at)).where(application.c.state == OPEN)
    )
    return found


def forget(conn: Connection, person_ids: Sequence[UUID]) -> None:
    """No application knows these persons any more."""
    conn.execute(
        update(application)
        .where(application.c.person_id.in_(list(person_ids)))
        .values(person_id=None, address_hash=None)
    )


def follow(conn: Connection, person_id: UUID, into: UUID) -> None:
    """Applications follow the person into the record that stays."""
    conn.execute(update(application).where(application.c.person_id == person_id).values(person_id=into))


def _read(row: Row[Any] | None) -> Application | None:
    return None if row is None else _of(row)


def _of(row: Row[Any]) -> Application:
    values = dict(row._mapping)  # noqa: SLF001  SQLAlchemy's documented way to read a row by name
    return Application(**{**values, "subjects": tuple(values["subjects"])})
