"""Who is paused: nothing is sent to them until somebody lifts it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from services.journey.store.stop import account_name
from services.journey.tables import pause

_ALONG = text("""
    INSERT INTO journey.pause (person_id, paused_at, paused_by)
    SELECT :into_id, paused_at, paused_by FROM journey.pause WHERE person_id = :from_id
    ON CONFLICT DO NOTHING
""")


@dataclass(frozen=True)
class Pause:
    """Somebody is paused, since when and by whom (None: by the API)."""

    since: datetime
    by: str | None


def pause_of(conn: Connection, person_id: UUID) -> Pause | None:
    """Return the pause of somebody."""
    query = (
        select(pause.c.paused_at, account_name.c.name)
        .outerjoin(account_name, account_name.c.account_id == pause.c.paused_by)
        .where(pause.c.person_id == person_id)
    )
    row = conn.execute(query).one_or_none()
    return Pause(row.paused_at, row.name) if row else None


def among(conn: Connection, person_ids: Collection[UUID]) -> set[UUID]:
    """Return who of these people is paused."""
    query = select(pause.c.person_id).where(pause.c.person_id == func.any(list(person_ids)))
    return set(conn.execute(query).scalars())


def begin(conn: Connection, person_id: UUID, by: UUID, now: datetime) -> bool:
    """Pause somebody; False where they were paused already."""
    row = {"person_id": person_id, "paused_at": now, "paused_by": by}
    made = insert(pause).values(row).on_conflict_do_nothing().returning(pause.c.person_id)
    return conn.execute(made).first() is not None


def end(conn: Connection, person_id: UUID) -> bool:
    """Lift a pause; False where there was none."""
    gone = delete(pause).where(pause.c.person_id == person_id).returning(pause.c.person_id)
    return conn.execute(gone).first() is not None


def begin_many(conn: Connection, person_ids: Collection[UUID], by: UUID, now: datetime) -> list[UUID]:
    """Pause these people; return who was not paused already."""
    if not person_ids:
        return []
    rows = [{"person_id": person_id, "paused_at": now, "paused_by": by} for person_id in person_ids]
    made = insert(pause).values(rows).on_conflict_do_nothing().returning(pause.c.person_id)
    return list(conn.execute(made).scalars())


def end_many(conn: Connection, person_ids: Collection[UUID]) -> list[tuple[UUID, datetime, UUID]]:
    """Lift the pauses of these people; return each that there was: whose, since when, by whom."""
    gone = delete(pause).where(pause.c.person_id == func.any(list(person_ids)))
    return [tuple(row) for row in conn.execute(gone.returning(*pause.c))]


def take_along(conn: Connection, from_id: UUID, into_id: UUID) -> None:
    """Who is the same person is paused under the other record too: rather a letter too few than one too many."""
    conn.execute(_ALONG, {"from_id": from_id, "into_id": into_id})


def erase(conn: Connection, person_ids: Iterable[UUID]) -> None:
    """Delete the pauses of these people."""
    conn.execute(delete(pause).where(pause.c.person_id == func.any(list(person_ids))))
