"""A lane a person: under which epoch their touchpoints were settled last, and how far ahead. Its row is the lock."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text

from services.journey.tables import lane

# In one order by all, so that nobody waits for who waits for them.
_SETTLE = text("""
    INSERT INTO journey.lane (person_id, epoch, planned_until)
    SELECT asked.id, :epoch, :until FROM unnest(cast(:ids AS uuid[])) AS asked (id) ORDER BY asked.id
    ON CONFLICT (person_id) DO UPDATE SET epoch = excluded.epoch, planned_until = excluded.planned_until
""")
_CLAIM = text("""
    SELECT person_id FROM journey.lane WHERE person_id = ANY(cast(:ids AS uuid[]))
    ORDER BY person_id FOR UPDATE SKIP LOCKED
""")
_LOCK = text("""
    SELECT person_id FROM journey.lane WHERE person_id = ANY(cast(:ids AS uuid[])) ORDER BY person_id FOR UPDATE
""")
_BEHIND = text("""
    SELECT person_id FROM journey.lane WHERE epoch < :epoch
    ORDER BY epoch, person_id LIMIT :limit FOR UPDATE SKIP LOCKED
""")
_SHORT = text("""
    SELECT person_id FROM journey.lane WHERE planned_until < :day
    ORDER BY planned_until, person_id LIMIT :limit FOR UPDATE SKIP LOCKED
""")


def settle(conn: Connection, person_ids: Collection[UUID], *, epoch: int, until: date) -> None:
    """Note that these people are settled now, and lock them until the transaction ends."""
    conn.execute(_SETTLE, {"ids": sorted(person_ids), "epoch": epoch, "until": until})


def lock(conn: Connection, person_ids: Collection[UUID]) -> None:
    """Lock these people until the transaction ends, waiting for whoever works on them."""
    conn.execute(_LOCK, {"ids": sorted(person_ids)})


def claim(conn: Connection, person_ids: Collection[UUID]) -> list[UUID]:
    """Lock those of these people whom nobody else is working on; return them."""
    return list(conn.execute(_CLAIM, {"ids": sorted(person_ids)}).scalars())


def claim_behind(conn: Connection, epoch: int, limit: int) -> list[UUID]:
    """Lock people who were settled under an earlier epoch, and return them."""
    return list(conn.execute(_BEHIND, {"epoch": epoch, "limit": limit}).scalars())


def claim_short(conn: Connection, day: date, limit: int) -> list[UUID]:
    """Lock people who are not planned as far ahead as ``day``, and return them."""
    return list(conn.execute(_SHORT, {"day": day, "limit": limit}).scalars())


def any_behind(conn: Connection, epoch: int) -> bool:
    """Return whether somebody was settled under an earlier epoch."""
    return conn.execute(select(lane.c.person_id).where(lane.c.epoch < epoch).limit(1)).first() is not None


def count(conn: Connection) -> int:
    """Return how many people have a lane."""
    return conn.execute(select(func.count()).select_from(lane)).scalar_one()


def after(conn: Connection, reached: UUID | None, limit: int) -> list[UUID]:
    """Return people in order of their id, from after ``reached``."""
    query = select(lane.c.person_id).order_by(lane.c.person_id).limit(limit)
    if reached is not None:
        query = query.where(lane.c.person_id > reached)
    return list(conn.execute(query).scalars())


def erase(conn: Connection, person_ids: Iterable[UUID]) -> None:
    """Delete the lanes of these people."""
    conn.execute(delete(lane).where(lane.c.person_id == func.any(list(person_ids))))
