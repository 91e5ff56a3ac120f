"""Leaving cases to look at: lists by keyset, one case, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, column, func, select, table, tuple_
from sqlalchemy import Uuid as UuidType

from services.exit_interviews.tables import leaving

_contact = table("contact_v1", column("person_id", UuidType), column("display_name"), schema="people")


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


def one(conn: Connection, case_id: UUID) -> Any | None:
    """Return one case."""
    return conn.execute(select(leaving).where(leaving.c.id == case_id)).one_or_none()


def names(conn: Connection, ids: set[UUID]) -> Mapping[UUID, str]:
    """Return the names of these people."""
    query = select(_contact.c.person_id, _contact.c.display_name)
    rows = conn.execute(query.where(_contact.c.person_id == func.any(list(ids))))
    return {row.person_id: row.display_name for row in rows}
