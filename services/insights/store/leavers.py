"""Who left, the last first, and whether HR misses them."""

# ruff: noqa: S608  the name of an edition is one of two constants

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import insert

from services.insights import policy
from services.insights.store import labels, numbers
from services.insights.store import roll as rolls
from services.insights.store.labels import OwnDay
from services.insights.tables import leaver_mark


@dataclass(frozen=True)
class Gone:
    """So many of a function in a department left."""

    function: str | None
    department_id: UUID | None
    many: int


@dataclass(frozen=True)
class Leaver:
    """An employment that ended; the name is empty where it is forgotten."""

    spell_id: UUID
    name: str | None
    department: str | None
    function: str | None
    last_day: date
    kind: str | None
    regretted: bool | None


def listed(
    conn: Connection, name: str, *, until: date, after: tuple[Any, ...] | None, limit: int
) -> list[Leaver]:
    """Return who left up to ``until``, the last first, behind the key ``after``; nobody who died."""
    day, spell = after or (None, None)
    query = text(f"""
        SELECT e.spell_id, c.display_name, d.path, e.function, e.last_day, e.leave_kind, m.regretted
        FROM insights.employment_{name} e
        LEFT JOIN insights.leaver_mark m ON m.spell_id = e.spell_id
        LEFT JOIN people.contact_v1 c ON c.person_id = e.person_id
        LEFT JOIN people.department_v1 d ON d.department_id = e.department_id
        WHERE e.last_day <= :until AND e.leave_kind IS DISTINCT FROM 'death'
          AND (CAST(:day AS date) IS NULL OR (e.last_day, e.spell_id) < (CAST(:day AS date), CAST(:spell AS uuid)))
        ORDER BY e.last_day DESC, e.spell_id DESC LIMIT :limit""")
    rows = conn.execute(query, {"until": until, "day": day, "spell": spell, "limit": limit})
    return [Leaver(*row) for row in rows]


def is_leaver(conn: Connection, name: str, spell_id: UUID, until: date) -> bool:
    """Tell whether this is an employment that ended."""
    query = text(f"SELECT 1 FROM insights.employment_{name} WHERE spell_id = :spell AND last_day <= :until")
    return conn.execute(query, {"spell": spell_id, "until": until}).scalar() is not None


def mark(conn: Connection, name: str, spell_id: UUID, *, regretted: bool, now: datetime, by: UUID) -> None:
    """Keep whether HR misses somebody; the last word counts."""
    values = {"regretted": regretted, "marked_at": now, "marked_by": by}
    conn.execute(
        insert(leaver_mark)
        .values(spell_id=spell_id, **values)
        .on_conflict_do_update(index_elements=["spell_id"], set_=values)
    )
    query = text(f"SELECT person_id FROM insights.employment_{name} WHERE spell_id = :spell")
    rolls.note(conn, name, conn.execute(query, {"spell": spell_id}).scalars())


def by_function(conn: Connection, name: str, *, first: date, last: date) -> list[Gone]:
    """Return how many left between two days, by function and department; nobody who died."""
    roll = rolls.of(conn, name)
    went = (roll.left >= numbers.day_number(first)) & (roll.left <= numbers.day_number(last))
    rows = np.flatnonzero(went & (roll.kind != roll.code("kind", policy.DEATH)))
    parts = [labels.of(roll, by, OwnDay.LAST, rows) for by in (policy.FUNCTION, policy.DEPARTMENT)]
    return [Gone(*row) for row in labels.tallied(parts, None)]
