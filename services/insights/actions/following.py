"""Keep the edition that is read as people is. Facts only say whom to look at; they may come late or twice."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.insights.store import editions, employments, roll
from shared.db.transaction import Tx


def look_at(tx: Tx, person_ids: Sequence[UUID], *, some_gone: bool) -> None:
    """Count these people as they are now; ``some_gone`` where an employment may be no more."""
    name, ids = editions.live(tx.conn), sorted(set(person_ids))
    changed = employments.refresh(tx.conn, name, ids)
    if some_gone:
        employments.drop_gone(tx.conn, name, ids)
        # Of a merge both are otherwise now, also where another fact moved the employment already.
        changed |= set(ids)
    roll.note(tx.conn, name, changed)
