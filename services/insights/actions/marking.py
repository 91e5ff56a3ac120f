"""HR says whom it misses."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.insights.errors import LeaverUnknown
from services.insights.store import editions, leavers
from shared.db.transaction import Tx


def mark(tx: Tx, spell_id: UUID, *, regretted: bool, until: date, by: UUID) -> None:
    """Keep whether somebody who left is missed."""
    # The follower notes changes as well, and a building that is done is read from then on: one after the other.
    editions.hold_followers(tx.conn)
    name = editions.live(tx.conn)
    if not leavers.is_leaver(tx.conn, name, spell_id, until):
        raise LeaverUnknown
    leavers.mark(tx.conn, name, spell_id, regretted=regretted, now=tx.now, by=by)
