"""Facts that a follower could not handle: they wait here, in order, person by person.

The first fact of a person that fails is tried again by itself, after pauses that grow; when those are used up it waits
for a person to press the button. Later facts of the same person wait behind it. Facts without a person wait together,
as if they were one person's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from shared.contracts.base import Fact
from shared.db.transaction import Tx
from shared.eventlog import log as eventlog
from shared.eventlog.tables import parked

PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after ``attempts`` failures; None when only a person's word helps."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def waiting_persons(tx: Tx, follower: str, persons: Collection[UUID | None]) -> set[UUID | None]:
    """Return those of ``persons`` who have a fact waiting here."""
    rows = tx.conn.execute(
        select(parked.c.person_id).distinct().where(parked.c.follower == follower, _whose(persons))
    )
    return set(rows.scalars())


def failed(
    tx: Tx, follower: str, recorded: eventlog.Recorded[Fact], *, error: Exception, attempts: int
) -> None:
    """Keep ``recorded`` for another try. Only the kind of error is kept: its words might hold what is private."""
    again = next_try(attempts, tx.now)
    row = {"attempts": attempts, "next_try_at": again, "error": type(error).__name__, "parked_at": tx.now}
    tx.conn.execute(
        insert(parked)
        .values(follower=follower, position=recorded.position, person_id=recorded.fact.person_id, **row)
        .on_conflict_do_update(index_elements=["follower", "position"], set_=row)
    )


def hold(tx: Tx, follower: str, facts: Sequence[eventlog.Recorded[Fact]]) -> None:
    """Let ``facts`` wait behind an earlier one of the same person."""
    if facts:
        tx.conn.execute(
            insert(parked).on_conflict_do_nothing(),
            [
                {
                    "follower": follower,
                    "position": recorded.position,
                    "person_id": recorded.fact.person_id,
                    "attempts": 0,
                    "next_try_at": None,
                    "error": "waits",
                    "parked_at": tx.now,
                }
                for recorded in facts
            ],
        )


def any_due(tx: Tx, follower: str) -> bool:
    """Is there anything to try again now? One look at an index."""
    return tx.conn.execute(select(select(parked).where(_due(tx, follower)).exists())).scalar_one()


def due_persons(tx: Tx, follower: str) -> list[UUID | None]:
    """Return the persons whose first waiting fact is due for another try."""
    return list(tx.conn.execute(select(parked.c.person_id).distinct().where(_due(tx, follower))).scalars())


def facts_of(tx: Tx, follower: str, person_id: UUID | None) -> list[tuple[eventlog.Recorded[Fact], int]]:
    """Return the waiting facts of one person in order, each with the number of tries so far."""
    rows = tx.conn.execute(
        select(parked.c.position, parked.c.attempts).where(parked.c.follower == follower, _whose([person_id]))
    )
    attempts: dict[int, int] = {row.position: row.attempts for row in rows}
    facts = eventlog.read_at(tx.conn, list(attempts))
    return [(recorded, attempts[recorded.position]) for recorded in facts]


def release(tx: Tx, follower: str, position: int) -> None:
    """Forget a fact that has had its effect."""
    tx.conn.execute(parked.delete().where(parked.c.follower == follower, parked.c.position == position))


def retry(tx: Tx, follower: str, person_id: UUID | None) -> None:
    """Let the waiting facts of one person be tried again now: the button at the desk."""
    first = (
        select(func.min(parked.c.position))
        .where(parked.c.follower == follower, _whose([person_id]))
        .scalar_subquery()
    )
    tx.conn.execute(
        parked.update()
        .where(parked.c.follower == follower, parked.c.position == first)
        .values(next_try_at=tx.now)
    )


def next_due(tx: Tx) -> datetime | None:
    """Return when the earliest waiting fact is to be tried again, over the followers that this role may see."""
    return tx.conn.execute(select(func.min(parked.c.next_try_at))).scalar()


def _due(tx: Tx, follower: str) -> ColumnElement[bool]:
    return (parked.c.follower == follower) & (parked.c.next_try_at <= tx.now)


def _whose(persons: Collection[UUID | None]) -> ColumnElement[bool]:
    known = [person for person in persons if person is not None]
    conditions: list[Any] = [parked.c.person_id.in_(known)] if known else []
    if None in persons:
        conditions.append(parked.c.person_id.is_(None))
    return or_(*conditions)
