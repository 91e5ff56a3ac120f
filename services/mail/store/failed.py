"""Letters that cannot leave: the first reason stays, and the house is told of it once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, text, update

from services.mail.domain.letters import EXPIRED, OUTSIDE_HOURS
from services.mail.tables import letter

_FIRST = text("""
    UPDATE mail.letter l SET undeliverable = o.reason
    FROM unnest(cast(:ids AS uuid[]), cast(:reasons AS text[])) AS o (id, reason)
    WHERE l.id = o.id AND l.undeliverable IS NULL
    RETURNING l.id
""")


def first_told(conn: Connection, reasons: Mapping[UUID, str]) -> set[UUID]:
    """Keep what the house is told of these letters; returns those of which it was told nothing before."""
    if not reasons:
        return set()
    found = conn.execute(_FIRST, {"ids": list(reasons), "reasons": list(reasons.values())})
    return set(found.scalars())


def reasons(conn: Connection, letter_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Why these letters waited, where that is known; that it was night is no reason for never leaving."""
    if not letter_ids:
        return {}
    known = func.coalesce(func.nullif(letter.c.reason, OUTSIDE_HOURS), letter.c.undeliverable)
    rows = conn.execute(select(letter.c.id, known).where(letter.c.id.in_(letter_ids), known.is_not(None)))
    return {row[0]: row[1] for row in rows}


def expire(conn: Connection, now: datetime) -> list[Row[Any]]:
    """Parked letters whose link no longer works are cancelled, their secrets wiped; why they were parked stays."""
    return list(
        conn.execute(
            update(letter)
            .where(letter.c.state == "parked", letter.c.expires_at <= now)
            .values(state="cancelled", reason=func.coalesce(letter.c.reason, EXPIRED), secrets=None)
            .returning(letter.c.id, letter.c.person_id, letter.c.reason)
        )
    )
