"""Who is at the door of a reunion, by name, and how many came."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

# Whoever comes; whoever searches finds also those who said maybe, wait, or said no and are there after all.
_LIST = """
    SELECT a.id, a.state, a.guests, a.diet, a.arrived_at, c.display_name AS name
    FROM alumni.attendance a
    JOIN alumni.member m ON m.id = a.member_id
    JOIN people.contact_v1 c ON c.person_id = m.person_id
    WHERE a.reunion_id = :reunion
"""
_ONE = text(_LIST + " AND a.id = :id")
_FOUND = text(
    _LIST
    + """
      AND (cast(:q AS text) = '' AND (a.state = 'in' OR a.arrived_at IS NOT NULL)
           OR cast(:q AS text) <> '' AND c.display_name ILIKE :like)
      AND (cast(:name AS text) IS NULL OR (c.display_name, a.id) > (cast(:name AS text), cast(:after AS uuid)))
    ORDER BY c.display_name, a.id LIMIT :limit
"""
)
_FIGURES = text("""
    SELECT count(*) AS answered,
           count(*) FILTER (WHERE state = 'in') AS yes,
           coalesce(sum(1 + guests) FILTER (WHERE state = 'in'), 0) AS expected,
           coalesce(sum(1 + guests) FILTER (WHERE state IN ('in', 'offered')), 0) AS chairs,
           count(*) FILTER (WHERE arrived_at IS NOT NULL) AS came,
           coalesce(sum(1 + guests) FILTER (WHERE arrived_at IS NOT NULL), 0) AS persons,
           count(*) FILTER (WHERE state = 'in' AND arrived_at IS NULL) AS missed
    FROM alumni.attendance WHERE reunion_id = :reunion
""")
# A second press changes nothing: who is there is there since the first.
_HERE = text("""
    UPDATE alumni.attendance SET arrived_at = coalesce(arrived_at, :now) WHERE reunion_id = :reunion AND id = :id
""")
_NOT_HERE = text("UPDATE alumni.attendance SET arrived_at = NULL WHERE reunion_id = :reunion AND id = :id")


def listed(
    conn: Connection, reunion_id: UUID, *, q: str, after: tuple[str, UUID] | None, limit: int
) -> list[Row[Any]]:
    """Return who comes, by name; with a search whoever answered and is called so."""
    name, last = after or (None, None)
    like = "%" + q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    given = {"reunion": reunion_id, "q": q, "like": like, "name": name, "after": last, "limit": limit}
    return list(conn.execute(_FOUND, given))


def one(conn: Connection, reunion_id: UUID, attendance_id: UUID) -> Row[Any] | None:
    """Return one of them."""
    return conn.execute(_ONE, {"reunion": reunion_id, "id": attendance_id}).one_or_none()


def figures(conn: Connection, reunion_id: UUID) -> Row[Any]:
    """Return how many said what, and how many came."""
    return conn.execute(_FIGURES, {"reunion": reunion_id}).one()


def tick(conn: Connection, reunion_id: UUID, attendance_id: UUID, now: datetime) -> None:
    """Note that somebody is there."""
    conn.execute(_HERE, {"reunion": reunion_id, "id": attendance_id, "now": now})


def untick(conn: Connection, reunion_id: UUID, attendance_id: UUID) -> None:
    """Note that somebody is not there after all."""
    conn.execute(_NOT_HERE, {"reunion": reunion_id, "id": attendance_id})
