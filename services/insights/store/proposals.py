"""Lessons from conversations with who leaves, as exit lets them go on: no person, no case, no day; in no order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import insert

from services.insights.tables import proposal

TAKEN, ASIDE = "taken", "aside"
_OPEN = "FROM exit.lesson_v1 l WHERE NOT EXISTS (SELECT FROM insights.proposal p WHERE p.lesson_id = l.id)"
_LISTED = text(
    f"SELECT l.* {_OPEN} AND (cast(:after AS uuid) IS NULL OR l.id > :after) ORDER BY l.id LIMIT :limit"
)
_COUNTED = text(f"SELECT count(*) {_OPEN}")
_ONE = text(f"SELECT l.* {_OPEN} AND l.id = :id")


def waiting(conn: Connection, *, after: UUID | None, limit: int) -> Sequence[Any]:
    """Return lessons about which nothing was decided; their ids are random, and so is the order."""
    return conn.execute(_LISTED, {"after": after, "limit": limit}).all()


def count(conn: Connection) -> int:
    """Return how many wait."""
    many: int = conn.execute(_COUNTED).scalar_one()
    return many


def one(conn: Connection, lesson_id: UUID | None) -> Any | None:
    """Return a lesson that waits."""
    return conn.execute(_ONE, {"id": lesson_id}).one_or_none() if lesson_id else None


def decide(conn: Connection, lesson_id: UUID, *, measure_id: UUID | None, now: datetime, by: UUID) -> None:
    """Note what became of a lesson; the first word counts."""
    conn.execute(
        insert(proposal)
        .values(
            lesson_id=lesson_id,
            state=TAKEN if measure_id else ASIDE,
            measure_id=measure_id,
            decided_at=now,
            decided_by=by,
        )
        .on_conflict_do_nothing()
    )
