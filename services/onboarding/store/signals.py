"""Signals in the database, and what they are made of beside circles: who answered, which departments there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert

from services.onboarding.tables import signal, signal_known

# Check-ins whose time is over; who left or died before that had no chance.
_FINISHED = text("""
    SELECT r.moment, r.state = 'answered' AS answered, r.person_id, coalesce(c.department_path, '') AS department_path,
           coalesce(c.place, '') AS place, coalesce(c.sample, false) AS sample
    FROM onboarding.checkin r LEFT JOIN people.career_v1 c ON c.spell_id = r.spell_id
    WHERE r.state <> 'open' AND coalesce(r.reason, 'expired') = 'expired'
      AND r.opened_at >= :since AND r.ended_at < :until AND r.closes_at < :until
""")
_NEWCOMERS = text("""
    SELECT DISTINCT department_path FROM people.career_v1
    WHERE state = 'active' AND hire_date >= :since AND department_path IS NOT NULL
""")
_LISTED = text("""
    SELECT s.*, a.name AS seen_by_name FROM (
        SELECT *, (state = 'seen')::int AS rank, -(told * 1000 / people) AS bare FROM onboarding.signal
    ) s LEFT JOIN console.account_name_v1 a ON a.account_id = s.seen_by
    WHERE cast(:rank AS int) IS NULL OR (s.rank, s.bare, s.id) > (:rank, :bare, :id)
    ORDER BY s.rank, s.bare, s.id LIMIT :limit
""")
Key = tuple[str, str, tuple[str, ...], str]


def finished(conn: Connection, *, since: date, until: date) -> list[Any]:
    """Return the check-ins whose time was over before a day, with whether they were answered and of whom."""
    return list(conn.execute(_FINISHED, {"since": since, "until": until}))


def departments_of_newcomers(conn: Connection, *, since: date) -> list[str]:
    """Return the departments in which somebody began since a day."""
    return sorted(conn.execute(_NEWCOMERS, {"since": since}).scalars())


def know(conn: Connection, found: Mapping[str, Collection[tuple[str, ...]]]) -> None:
    """Keep by kind of which departments can be said whether they stand out, in place of what was kept."""
    conn.execute(delete(signal_known))
    rows = [{"kind": kind, "path": list(path)} for kind, paths in found.items() for path in paths]
    if rows:
        conn.execute(insert(signal_known).on_conflict_do_nothing(), rows)


def known(conn: Connection) -> Mapping[str, set[tuple[str, ...]]]:
    """Return that."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for row in conn.execute(select(signal_known)):
        found.setdefault(row.kind, set()).add(tuple(row.path))
    return found


def standing(conn: Connection) -> Mapping[Key, Any]:
    """Return the signals that there are, locked, by what they are about."""
    rows = conn.execute(select(signal).order_by(signal.c.id).with_for_update())
    return {(row.kind, row.subject, tuple(row.path), row.place): row for row in rows}


def add(conn: Connection, values: Mapping[str, Any]) -> None:
    """Add a signal; somebody else may have done so at the same moment."""
    conn.execute(insert(signal).values(**values).on_conflict_do_nothing())


def drop(conn: Connection, ids: Collection[UUID]) -> None:
    """Take out what is no signal any more."""
    if ids:
        conn.execute(delete(signal).where(signal.c.id.in_(ids)))


def one(conn: Connection, signal_id: UUID) -> Any | None:
    """Return a signal, locked."""
    return conn.execute(select(signal).where(signal.c.id == signal_id).with_for_update()).one_or_none()


def change(conn: Connection, signal_id: UUID, **values: Any) -> None:
    """Set columns of a signal."""
    conn.execute(update(signal).where(signal.c.id == signal_id).values(**values))


def listed(conn: Connection, *, after: tuple[int, int, UUID] | None, limit: int) -> list[Any]:
    """Return the signals, those that nobody has seen first, and the largest share first."""
    rank, bare, last = after or (None, None, None)
    return list(conn.execute(_LISTED, {"rank": rank, "bare": bare, "id": last, "limit": limit}))
