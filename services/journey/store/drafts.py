"""The change of a plan that HR is working on, one a programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from services.journey.store.stop import account_name
from services.journey.tables import draft


@dataclass(frozen=True)
class Draft:
    """Rules as they are written, the version they were taken from, and whose hand was there last."""

    programme: str
    rules: list[dict[str, Any]]
    based_on: int
    changed_at: datetime
    changed_by: UUID
    # None where it was the API.
    name: str | None


def find(conn: Connection, programme: str, *, lock: bool = False) -> Draft | None:
    """Return the draft of a programme's plan."""
    query = (
        select(draft, account_name.c.name)
        .outerjoin(account_name, account_name.c.account_id == draft.c.changed_by)
        .where(draft.c.programme == programme)
    )
    row = conn.execute(query.with_for_update(of=draft) if lock else query).one_or_none()
    return Draft(*row) if row else None


def all_of_them(conn: Connection) -> dict[str, Draft]:
    """Return all drafts, by programme."""
    query = select(draft, account_name.c.name).outerjoin(
        account_name, account_name.c.account_id == draft.c.changed_by
    )
    return {row.programme: Draft(*row) for row in conn.execute(query)}


def keep(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write a draft; the one that was there gives way."""
    statement = insert(draft).values(values)
    changing = {name: statement.excluded[name] for name in values if name != "programme"}
    conn.execute(statement.on_conflict_do_update(index_elements=["programme"], set_=changing))


def add(conn: Connection, values: Mapping[str, Any]) -> bool:
    """Write a draft where there is none; False where somebody else was first."""
    made = insert(draft).values(values).on_conflict_do_nothing().returning(draft.c.programme)
    return conn.execute(made).first() is not None


def drop(conn: Connection, programme: str) -> bool:
    """Throw the draft away; False where there was none."""
    gone = delete(draft).where(draft.c.programme == programme).returning(draft.c.programme)
    return conn.execute(gone).first() is not None
