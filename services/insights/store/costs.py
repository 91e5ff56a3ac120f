"""Levels of functions and what a leaving costs there, as HR filled them in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from services.insights import policy
from services.insights.domain.costs import Level, Range
from services.insights.store import crossing
from services.insights.tables import cost_function, cost_level, cost_part


def levels(conn: Connection) -> list[Level]:
    """Return every level, the dearest first."""
    parts: dict[UUID, dict[str, Range]] = {}
    for row in conn.execute(select(cost_part)):
        parts.setdefault(row.level_id, {})[row.part] = Range(row.low, row.high)
    found = [Level(row.id, row.name, parts.get(row.id, {})) for row in conn.execute(select(cost_level))]
    return sorted(found, key=lambda level: (-level.one.high, level.name))


def functions(conn: Connection) -> dict[str, UUID]:
    """Return which level each function has."""
    return {row.function: row.level_id for row in conn.execute(select(cost_function))}


def known_functions(conn: Connection, name: str) -> list[str]:
    """Return every function that somebody has or had, and those that were laid on a level."""
    return sorted(
        {*crossing.values(conn, name, policy.FUNCTION), *functions(conn)},
        key=lambda word: (word.casefold(), word),
    )


def name_taken(conn: Connection, name: str, other_than: UUID) -> bool:
    """Tell whether another level has this name."""
    query = select(cost_level.c.id).where(
        func.lower(cost_level.c.name) == name.lower(), cost_level.c.id != other_than
    )
    return conn.execute(query).first() is not None


def keep(conn: Connection, level: Level, *, now: datetime, by: UUID) -> None:
    """Keep a level as it is now."""
    values = {"name": level.name, "changed_at": now, "changed_by": by}
    conn.execute(
        insert(cost_level)
        .values(id=level.id, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )
    conn.execute(delete(cost_part).where(cost_part.c.level_id == level.id))
    rows = [
        {"level_id": level.id, "part": part, "low": cost.low, "high": cost.high}
        for part, cost in level.parts.items()
    ]
    if rows:
        conn.execute(insert(cost_part), rows)


def drop(conn: Connection, level_id: UUID) -> None:
    """Take a level away; its functions have none any more."""
    conn.execute(delete(cost_level).where(cost_level.c.id == level_id))


def lay(conn: Connection, chosen: Mapping[str, UUID]) -> None:
    """Let functions have these levels, and all others none."""
    conn.execute(delete(cost_function))
    if chosen:
        conn.execute(
            insert(cost_function), [{"function": name, "level_id": level} for name, level in chosen.items()]
        )
