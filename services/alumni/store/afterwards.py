"""The letter to who came to a reunion, and what it cost, in and out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.alumni.domain.afterwards import Thanks
from services.alumni.tables.reunions import reunion_cost, reunion_thanks

_THANKS = tuple(reunion_thanks.c[name] for name in Thanks.__dataclass_fields__)
# Whoever came. Who does not want to hear of reunions any more, works here again or pauses, gets nothing.
_FILE = text("""
    INSERT INTO mail.letter (key, template, kind, person_id, address, language, params, not_before, expires_at,
                             queued_at)
    SELECT 'alumni/reunion_thanks/' || r.id || '/' || m.id, 'alumni/reunion_thanks', 'request', m.person_id, 'private',
           m.language,
           jsonb_build_object('about', 'reunions', 'reunion', r.id, 'title',
               coalesce(r.texts -> coalesce(m.language, m.spoken) ->> 'title', r.title), 'photos', t.photos,
               'words', t.words, 'standing',
               jsonb_build_object('service', 'alumni', 'subject', m.id, 'number', m.link_no)),
           :now, :expires_at, :now
    FROM alumni.reunion_thanks t
    JOIN alumni.reunion r ON r.id = t.reunion_id
    JOIN alumni.attendance a ON a.reunion_id = r.id AND a.arrived_at IS NOT NULL
    JOIN alumni.member m ON m.id = a.member_id
    WHERE t.reunion_id = :reunion AND m.state = 'awake' AND m.reunions
      AND (m.paused_until IS NULL OR m.paused_until < :today)
    ON CONFLICT DO NOTHING
""")


def thanks(conn: Connection, reunion_id: UUID, *, lock: bool = False) -> Thanks | None:
    """Return what was written to whoever came."""
    query = select(*_THANKS).where(reunion_thanks.c.reunion_id == reunion_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    return Thanks(**row._mapping) if row else None  # noqa: SLF001


def write(conn: Connection, values: Mapping[str, Any]) -> None:
    """Keep what is written, or what it became."""
    made = upsert(reunion_thanks).values(**values)
    changed = {name: made.excluded[name] for name in values if name != "reunion_id"}
    conn.execute(made.on_conflict_do_update(index_elements=["reunion_id"], set_=changed))


def change(conn: Connection, reunion_id: UUID, **values: Any) -> None:
    """Write what became of it."""
    conn.execute(update(reunion_thanks).where(reunion_thanks.c.reunion_id == reunion_id).values(**values))


def due(conn: Connection, now: datetime) -> list[UUID]:
    """Return of which reunions the letter leaves now, locked."""
    query = select(reunion_thanks.c.reunion_id).where(
        reunion_thanks.c.sent_at.is_(None), ~reunion_thanks.c.held, reunion_thanks.c.leaves_at <= now
    )
    return list(conn.execute(query.with_for_update(skip_locked=True)).scalars())


def next_due(conn: Connection) -> datetime | None:
    """Return when one leaves next."""
    waits = reunion_thanks.c.sent_at.is_(None), ~reunion_thanks.c.held
    at: datetime | None = conn.scalar(select(func.min(reunion_thanks.c.leaves_at)).where(*waits))
    return at


def file(conn: Connection, reunion_id: UUID, **given: Any) -> int:
    """Put a letter into the box for whoever came; return how many."""
    return conn.execute(_FILE, {"reunion": reunion_id, **given}).rowcount


def costs(conn: Connection, reunion_id: UUID) -> list[Row[Any]]:
    """Return what it cost, in the order in which it was noted."""
    query = select(reunion_cost).where(reunion_cost.c.reunion_id == reunion_id)
    return list(conn.execute(query.order_by(reunion_cost.c.id)))


def add_cost(conn: Connection, values: Mapping[str, Any]) -> None:
    """Note what something cost."""
    conn.execute(insert(reunion_cost).values(**values))


def remove_cost(conn: Connection, reunion_id: UUID, cost_id: UUID) -> None:
    """Take a line away."""
    mine = reunion_cost.c.reunion_id == reunion_id, reunion_cost.c.id == cost_id
    conn.execute(delete(reunion_cost).where(*mine))
