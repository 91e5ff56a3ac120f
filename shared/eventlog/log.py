"""Append to the log and read from it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, func, select

from shared.contracts.base import Fact, read_fact
from shared.eventlog.tables import fact as fact_table

_APPEND = "SELECT eventlog.append(%s::jsonb, %s)"
BATCH = 5_000

F_co = TypeVar("F_co", bound=Fact, covariant=True)


@dataclass(frozen=True)
class Recorded(Generic[F_co]):
    """A fact and where it stands in the log."""

    position: int
    fact: F_co
    occurred_at: datetime


@dataclass(frozen=True)
class Entry:
    """A line of the log as it stands, for readers that need no fact class: the desk and the API."""

    position: int
    id: UUID
    type: str
    person_id: UUID | None
    occurred_at: datetime
    body: dict[str, Any]


def append(conn: Connection, facts: Sequence[Fact], occurred_at: datetime) -> None:
    """Write ``facts`` at the end of the log, in order. Takes the order lock: call it last before the commit."""
    # On the driver itself: SQLAlchemy waits for each result; in the pipeline that ends with the COMMIT nothing does.
    driver = conn.connection.driver_connection
    assert driver is not None
    for start in range(0, len(facts), BATCH):
        batch = facts[start : start + BATCH]
        lines = [(fact.label(), fact.person_id and str(fact.person_id), fact.body()) for fact in batch]
        driver.execute(_APPEND, (json.dumps(lines), occurred_at))


def read(conn: Connection, *, after: int, types: Sequence[str], limit: int) -> list[Recorded[Fact]]:
    """Return up to ``limit`` facts of ``types`` (labels) behind position ``after``, in order."""
    rows = conn.execute(
        select(
            fact_table.c.position,
            fact_table.c.type,
            fact_table.c.person_id,
            fact_table.c.occurred_at,
            fact_table.c.body,
        )
        .where(fact_table.c.position > after, fact_table.c.type.in_(types))
        .order_by(fact_table.c.position)
        .limit(limit)
    )
    return [_recorded(row) for row in rows]


def read_at(conn: Connection, positions: Sequence[int]) -> list[Recorded[Fact]]:
    """Return the facts at ``positions``, in order."""
    rows = conn.execute(
        select(
            fact_table.c.position,
            fact_table.c.type,
            fact_table.c.person_id,
            fact_table.c.occurred_at,
            fact_table.c.body,
        )
        .where(fact_table.c.position.in_(positions))
        .order_by(fact_table.c.position)
    )
    return [_recorded(row) for row in rows]


def entries(
    conn: Connection,
    *,
    after: int = 0,
    before: int | None = None,
    person_id: UUID | None = None,
    type_prefix: str | None = None,
    limit: int = 100,
) -> list[Entry]:
    """Return lines of the log in order; with ``before`` the last ones in front of it, newest first.

    ``type_prefix`` is a whole label (``people.hired.v1``), a type (``people.hired``) or a service (``people``).
    """
    query = select(
        fact_table.c.position,
        fact_table.c.id,
        fact_table.c.type,
        fact_table.c.person_id,
        fact_table.c.occurred_at,
        fact_table.c.body,
    ).limit(limit)
    if before is None:
        query = query.where(fact_table.c.position > after).order_by(fact_table.c.position)
    else:
        query = query.where(fact_table.c.position < before).order_by(fact_table.c.position.desc())
    if person_id is not None:
        query = query.where(fact_table.c.person_id == person_id)
    if type_prefix is not None:
        query = _of_type(query, type_prefix)
    return [Entry(*row) for row in conn.execute(query)]


def head(conn: Connection) -> int:
    """Return the last position, 0 for an empty log."""
    last: int = conn.execute(select(func.coalesce(func.max(fact_table.c.position), 0))).scalar_one()
    return last


def _of_type(query: Select[Any], prefix: str) -> Select[Any]:
    escaped = prefix.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%")
    return query.where((fact_table.c.type == prefix) | fact_table.c.type.like(escaped + ".%"))


def _recorded(row: Any) -> Recorded[Fact]:
    return Recorded(row.position, read_fact(row.type, row.person_id, row.body), row.occurred_at)
