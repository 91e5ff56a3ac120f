"""The switch that stops all letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, column, select, table
from sqlalchemy import Uuid as UuidType
from sqlalchemy.dialects.postgresql import insert

from services.journey.tables import stop
from shared.kernel.ids import new_id

account_name = table("account_name_v1", column("account_id", UuidType), column("name"), schema="console")


@dataclass(frozen=True)
class Stop:
    """All letters stand still, since when and by whom (None: by the API)."""

    since: datetime
    by: str | None


def standing(conn: Connection) -> Stop | None:
    """Return the stop that stands now."""
    query = (
        select(stop.c.stopped_at, account_name.c.name)
        .outerjoin(account_name, account_name.c.account_id == stop.c.stopped_by)
        .where(stop.c.lifted_at.is_(None))
    )
    row = conn.execute(query).one_or_none()
    return Stop(row.stopped_at, row.name) if row else None


def stand(conn: Connection, by: UUID, now: datetime) -> bool:
    """Stop; False where everything was stopped already."""
    row = {"id": new_id(), "stopped_at": now, "stopped_by": by}
    made = insert(stop).values(row).on_conflict_do_nothing().returning(stop.c.id)
    return conn.execute(made).first() is not None


def lift(conn: Connection, by: UUID, now: datetime) -> bool:
    """Let everything go on; False where nothing was stopped."""
    lifted = stop.update().where(stop.c.lifted_at.is_(None)).values(lifted_at=now, lifted_by=by)
    return conn.execute(lifted.returning(stop.c.id)).first() is not None
