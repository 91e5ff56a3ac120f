"""Leaving cases to look at: lists by keyset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, tuple_

from services.exit_interviews.tables.cases import leaving


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which cases are looked for; None is all."""

    person: UUID | None = None
    kind: str | None = None
    state: str | None = None


def listed(conn: Connection, filters: Filters, *, after: tuple[date, UUID] | None, limit: int) -> list[Any]:
    """Return cases, the latest last day first."""
    query = select(leaving).order_by(leaving.c.last_day.desc(), leaving.c.id.desc()).limit(limit)
    for name in ("kind", "state"):
        if (value := getattr(filters, name)) is not None:
            query = query.where(leaving.c[name] == value)
    if filters.person is not None:
        query = query.where(leaving.c.person_id == filters.person)
    if after is not None:
        query = query.where(tuple_(leaving.c.last_day, leaving.c.id) < tuple_(*after))
    return list(conn.execute(query))
