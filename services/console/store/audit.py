"""The record of who did what: added to, never altered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from services.console.tables import audit


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One line of the record. `detail` holds codes and ids only."""

    id: int
    at: datetime
    actor_id: UUID | None
    action: str
    subject_id: UUID | None
    detail: Mapping[str, Any]


def add(
    conn: Connection,
    *,
    at: datetime,
    action: str,
    actor_id: UUID | None,
    subject_id: UUID | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write a line."""
    conn.execute(
        audit.insert().values(
            at=at, action=action, actor_id=actor_id, subject_id=subject_id, detail=dict(detail or {})
        )
    )


def page(
    conn: Connection, *, before: int | None, limit: int, about: UUID | None = None, action: str | None = None
) -> list[Deed]:
    """Lines, newest first; `about` is who did it or whom it was about."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(audit.c.id < before)
    if about is not None:
        query = query.where((audit.c.actor_id == about) | (audit.c.subject_id == about))
    if action is not None:
        query = query.where(audit.c.action == action)
    return [Deed(**row._asdict()) for row in conn.execute(query)]
