"""Yearly evaluations, as they were when they were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert

from services.insights.tables import evaluation


@dataclass(frozen=True)
class Evaluation:
    """One year: the figures as they were, what is proposed, and since when the board may read it."""

    year: int
    content: Mapping[str, Any]
    proposed: str
    made_at: datetime
    released_at: datetime | None


_COLUMNS = (
    evaluation.c.year,
    evaluation.c.content,
    evaluation.c.proposed,
    evaluation.c.made_at,
    evaluation.c.released_at,
)


def listed(conn: Connection, *, released_only: bool) -> list[Evaluation]:
    """Return the evaluations, the newest first."""
    query = select(*_COLUMNS).order_by(evaluation.c.year.desc())
    if released_only:
        query = query.where(evaluation.c.released_at.is_not(None))
    return [Evaluation(*row) for row in conn.execute(query)]


def find(conn: Connection, year: int, *, lock: bool = False) -> Evaluation | None:
    """Return that of a year."""
    query = select(*_COLUMNS).where(evaluation.c.year == year)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    return Evaluation(*row) if row else None


def keep(conn: Connection, year: int, content: Mapping[str, Any], *, now: datetime, by: UUID | None) -> None:
    """Keep the figures of a year, new or once more; what was proposed stays."""
    values = {"content": dict(content), "made_at": now, "made_by": by}
    conn.execute(
        insert(evaluation)
        .values(year=year, proposed="", **values)
        .on_conflict_do_update(index_elements=["year"], set_=values)
    )


def propose(conn: Connection, year: int, words: str) -> None:
    """Keep what is proposed."""
    conn.execute(update(evaluation).where(evaluation.c.year == year).values(proposed=words))


def release(conn: Connection, year: int, *, now: datetime, by: UUID) -> None:
    """Let the board read it; from now on it never changes."""
    conn.execute(update(evaluation).where(evaluation.c.year == year).values(released_at=now, released_by=by))
