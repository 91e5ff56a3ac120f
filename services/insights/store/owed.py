"""What somebody promised in conversations and has not done yet: how many, and by when; not what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, text

_OWED = text("""
    SELECT count(*) AS many, count(*) FILTER (WHERE due_on < :today) AS late, min(due_on) AS first
    FROM stay.owed_v1 WHERE keeper_id = :keeper""")


@dataclass(frozen=True)
class Owed:
    """How many promises are open, how many should have been kept by now, and the first day on which one is due."""

    many: int
    late: int
    first: date | None


def by(conn: Connection, account_id: UUID, today: date) -> Owed:
    """Return what somebody owes."""
    row = conn.execute(_OWED, {"keeper": account_id, "today": today}).one()
    return Owed(row.many, row.late, row.first)
