"""Taking a time and giving it up: one table for the whole house, behind two functions of the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from shared.appointment.errors import TimeTaken
from shared.db.transaction import Tx

_TAKE = text("SELECT appointment.take(:id, :account, :starts, :ends)")
_GIVE_UP = text("SELECT appointment.give_up(cast(:ids AS uuid[]))")


def take(tx: Tx, booking_id: UUID, account_id: UUID, starts: datetime, ends: datetime) -> None:
    """Take a time of an interviewer, or move what was taken under this id there; raise TimeTaken to who is second.

    Where somebody is taking the same time at this moment, we wait for what becomes of it.
    """
    how = {"id": booking_id, "account": account_id, "starts": starts, "ends": ends}
    if not tx.conn.execute(_TAKE, how).scalar():
        raise TimeTaken


def give_up(tx: Tx, booking_ids: Collection[UUID]) -> None:
    """Give up what was taken; what was not taken, or by another service, is left alone."""
    if booking_ids:
        tx.conn.execute(_GIVE_UP, {"ids": sorted(booking_ids)})
