"""Keep the edition that is read as people is. Facts only say whom to look at; they may come late or twice."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.insights.store import editions, employments
from shared.db.transaction import Tx


def look_at(tx: Tx, person_ids: Sequence[UUID]) -> None:
    """Count these people as they are now."""
    employments.refresh(tx.conn, editions.live(tx.conn), sorted(set(person_ids)))
