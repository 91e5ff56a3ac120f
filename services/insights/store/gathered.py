"""Files with figures from elsewhere while somebody looks at them, and the figures that were taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from services.insights.tables import absence, gathered, satisfaction


@dataclass(frozen=True)
class Score:
    """Satisfaction of a department between two days: the score, on a scale up to ``highest``, of how many people."""

    department_id: UUID
    first: date
    last: date
    score: float
    highest: float
    people: int


@dataclass(frozen=True)
class Absent:
    """Absence in a department in a month, in percent, of how many people."""

    department_id: UUID
    month: date
    percent: float
    people: int


def look(conn: Connection, row: dict[str, Any]) -> None:
    """Keep a file to be looked at."""
    conn.execute(insert(gathered).values(**row, taken=0))


def find(conn: Connection, file_id: UUID, *, lock: bool = False) -> Any | None:
    """Return a file."""
    query = select(gathered).where(gathered.c.id == file_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def listed(conn: Connection, *, after: Any, limit: int) -> Sequence[Any]:
    """Return the files that were taken in, the newest first, behind the key ``after``."""
    query = select(gathered).where(gathered.c.taken_at.is_not(None))
    if after:
        query = query.where(tuple_(gathered.c.looked_at, gathered.c.id) < after)
    return conn.execute(query.order_by(gathered.c.looked_at.desc(), gathered.c.id.desc()).limit(limit)).all()


def drop(conn: Connection, file_id: UUID) -> None:
    """Lay a file away that was not taken in."""
    conn.execute(delete(gathered).where(gathered.c.id == file_id, gathered.c.taken_at.is_(None)))


def drop_old(conn: Connection, before: datetime) -> int:
    """Lay away what nobody took in; return how many files."""
    return conn.execute(
        delete(gathered).where(gathered.c.looked_at < before, gathered.c.taken_at.is_(None))
    ).rowcount


def drop_strays(conn: Connection, known: Sequence[UUID]) -> int:
    """Take away figures of departments that are none of these; return how many."""
    return sum(
        conn.execute(delete(table).where(table.c.department_id.not_in(list(known)))).rowcount
        for table in (absence, satisfaction)
    )


def taken(conn: Connection, file_id: UUID, many: int, now: datetime) -> None:
    """Note that a file was taken in; its rows are not kept twice."""
    conn.execute(
        update(gathered).where(gathered.c.id == file_id).values(taken_at=now, taken=many, rows=[], refused=[])
    )


def keep(conn: Connection, kind: str, rows: Sequence[dict[str, Any]]) -> None:
    """Keep figures; of a department and a stretch of time the last word counts."""
    if not rows:
        return
    table = absence if kind == "absence" else satisfaction
    keys = [one.name for one in table.primary_key]
    query = insert(table)
    fresh = {one.name: query.excluded[one.name] for one in table.c if one.name not in keys}
    conn.execute(query.on_conflict_do_update(index_elements=keys, set_=fresh), list(rows))


def absences(conn: Connection, *, first: date, last: date) -> list[Absent]:
    """Return absence in the months from ``first`` up to ``last``."""
    query = select(absence).where(absence.c.month.between(first, last)).order_by(absence.c.month)
    return [
        Absent(row.department_id, row.month, float(row.percent), row.people) for row in conn.execute(query)
    ]


def scores(conn: Connection, until: date) -> list[Score]:
    """Return the last satisfaction of each department up to a day: all of the same stretch, the one told last."""
    newest = (
        select(satisfaction.c.first_day, satisfaction.c.last_day)
        .where(satisfaction.c.first_day <= until)
        .group_by(satisfaction.c.first_day, satisfaction.c.last_day)
        .order_by(satisfaction.c.last_day.desc(), func.count().desc(), satisfaction.c.first_day.desc())
        .limit(1)
    )
    stretch = conn.execute(newest).one_or_none()
    if stretch is None:
        return []
    query = select(satisfaction).where(
        satisfaction.c.first_day == stretch.first_day, satisfaction.c.last_day == stretch.last_day
    )
    return [
        Score(
            row.department_id, row.first_day, row.last_day, float(row.score), float(row.highest), row.people
        )
        for row in conn.execute(query)
    ]


def present(conn: Connection, name: str, days: Sequence[date]) -> dict[tuple[UUID, date], int]:
    """Return how many people of edition ``name`` work in each department on the evening of each day."""
    query = text(f"""
        SELECT e.department_id, d.day, count(*) AS many FROM unnest(CAST(:days AS date[])) AS d(day)
        JOIN insights.employment_{name} e ON e.hire_date <= d.day AND (e.last_day IS NULL OR e.last_day > d.day)
        WHERE e.department_id IS NOT NULL GROUP BY 1, 2""")  # noqa: S608  one of two constants
    return {
        (row.department_id, row.day): row.many for row in conn.execute(query, {"days": sorted(set(days))})
    }
