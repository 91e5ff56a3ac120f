"""Who holds conversations of this service, as journey publishes it, and what HR said of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from services.exit_interviews.domain.holding import Holder
from services.exit_interviews.tables.talks import holder

_WHO = text("""
    SELECT i.account_id, i.name, i.a_week, i.active, h.kinds, h.department_ids, h.deputy
    FROM journey.interviewer_v1 i LEFT JOIN exit.holder h ON h.account_id = i.account_id
    WHERE 'exit' = ANY (i.programmes)
    ORDER BY i.active DESC, i.name, i.account_id
""")
_DEPARTMENTS = text("SELECT department_id, path FROM people.department_v1 ORDER BY path, department_id")
_LINE = text("SELECT department_ids FROM people.career_v1 WHERE spell_id = :spell")
_NAME = text("SELECT name FROM console.account_name_v1 WHERE account_id = :account")


def everybody(conn: Connection) -> Sequence[Any]:
    """Return who holds exit conversations, with what HR said of them, who holds some now first."""
    return conn.execute(_WHO).all()


def rules(conn: Connection) -> dict[UUID, Holder]:
    """Return what HR said, by account."""
    return {
        row.account_id: Holder(
            kinds=frozenset(row.kinds), departments=frozenset(row.department_ids), deputy=row.deputy
        )
        for row in conn.execute(select(holder))
    }


def put(conn: Connection, account_id: UUID, values: Mapping[str, Any]) -> None:
    """Write down what HR says of somebody, new or changed."""
    made = insert(holder).values(account_id=account_id, **values)
    conn.execute(made.on_conflict_do_update(index_elements=["account_id"], set_=dict(values)))


def departments(conn: Connection) -> dict[UUID, str]:
    """Return the departments with their names, those above first."""
    return {row.department_id: row.path for row in conn.execute(_DEPARTMENTS)}


def line_of(conn: Connection, spell_id: UUID | None) -> list[UUID]:
    """Return the department of an employment, and all above it."""
    return list(conn.execute(_LINE, {"spell": spell_id}).scalar() or [])


def name_of(conn: Connection, account_id: UUID | None) -> str:
    """Return how somebody with an account is called; empty where nobody is."""
    return conn.execute(_NAME, {"account": account_id}).scalar() or ""
