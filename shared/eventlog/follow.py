"""Follow the log: each fact has its effect once, in order, whatever breaks in between.

A follower's checkpoint moves in the same commit as the effects of the facts it passes. Facts come to a reaction in runs
(neighbours of one type), so that a thousand of them cost a few statements. A run that fails is done again one by one,
each in a savepoint; a fact that fails alone waits, and with it all later facts of the same person, while everybody else
goes on (see ``parking``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from shared.contracts.base import Fact
from shared.db.transaction import Tx
from shared.eventlog import log as eventlog
from shared.eventlog import parking
from shared.eventlog.tables import checkpoint
from shared.eventlog.unit import Transactions
from shared.kernel.services import job_of
from shared.queue.bell import heard

log = structlog.get_logger()

Run = Sequence[eventlog.Recorded[Any]]
Reaction = Callable[[Tx, Run], None]
BATCH = 1_000


@dataclass(frozen=True)
class Follower:
    """A name (the service's) and what it does about which facts."""

    name: str
    reactions: Mapping[type[Fact], Reaction]

    def labels(self) -> list[str]:
        """Return the labels of the facts that this follower listens to."""
        return [kind.label() for kind in self.reactions]


def people_of(run: Run) -> list[UUID]:
    """Return the people of a run, each once; a fact whose person was forgotten meanwhile has none."""
    return sorted({recorded.fact.person_id for recorded in run if recorded.fact.person_id})


def catch_up(follower: Follower, transaction: Transactions, *, batch: int = BATCH) -> int:
    """Handle every fact that ``follower`` has not seen; return how many. Safe to call from anywhere, at any time.

    A second caller waits for the first: the row of the checkpoint is the lock.
    """
    heard(job_of(follower.name, "catch_up"))
    handled = 0
    while True:
        with transaction() as tx:
            handled += _retry_parked(tx, follower)
            seen, more = _pass_on(tx, follower, batch)
        handled += seen
        if not more:
            return handled


def _pass_on(tx: Tx, follower: Follower, batch: int) -> tuple[int, bool]:
    position = _locked_position(tx, follower.name)
    # Read the head first: a fact that comes in between is behind it, and is seen next time.
    head = eventlog.head(tx.conn)
    if head <= position:
        return 0, False
    facts = eventlog.read(tx.conn, after=position, types=follower.labels(), limit=batch)
    facts = [recorded for recorded in facts if recorded.position <= head]
    more = len(facts) == batch
    _react_to_all(tx, follower, facts)
    reached = facts[-1].position if more else head
    tx.conn.execute(
        checkpoint.update()
        .where(checkpoint.c.follower == follower.name)
        .values(position=reached, moved_at=tx.now)
    )
    return len(facts), more


def _locked_position(tx: Tx, name: str) -> int:
    query = select(checkpoint.c.position).where(checkpoint.c.follower == name).with_for_update()
    found = tx.conn.execute(query).scalar()
    if found is None:
        tx.conn.execute(
            insert(checkpoint).values(follower=name, position=0, moved_at=tx.now).on_conflict_do_nothing()
        )
        found = tx.conn.execute(query).scalar_one()
    return int(found)


def _react_to_all(tx: Tx, follower: Follower, facts: Sequence[eventlog.Recorded[Fact]]) -> None:
    if not facts:
        return
    waiting = parking.waiting_persons(tx, follower.name, {recorded.fact.person_id for recorded in facts})
    clear = [recorded for recorded in facts if recorded.fact.person_id not in waiting]
    held = [recorded for recorded in facts if recorded.fact.person_id in waiting]
    parking.hold(tx, follower.name, held)
    try:
        with tx.savepoint():
            for kind, run in _runs(clear):
                follower.reactions[kind](tx, run)
    except Exception as error:  # noqa: BLE001  whatever it is: find the fact it is about, and let the others go on
        log.warning("run_failed", follower=follower.name, error=type(error).__name__)
        _one_by_one(tx, follower, clear)


def _one_by_one(tx: Tx, follower: Follower, facts: Sequence[eventlog.Recorded[Fact]]) -> None:
    waiting = set()
    for recorded in facts:
        if recorded.fact.person_id in waiting:
            parking.hold(tx, follower.name, [recorded])
        elif not _react_alone(tx, follower, recorded, attempts=0):
            waiting.add(recorded.fact.person_id)


def _react_alone(tx: Tx, follower: Follower, recorded: eventlog.Recorded[Fact], *, attempts: int) -> bool:
    try:
        with tx.savepoint():
            follower.reactions[type(recorded.fact)](tx, [recorded])
    except Exception as error:  # noqa: BLE001  a fact may fail in any way; it waits and is shown
        log.warning(
            "fact_failed",
            follower=follower.name,
            position=recorded.position,
            attempts=attempts + 1,
            error=type(error).__name__,
        )
        parking.failed(tx, follower.name, recorded, error=error, attempts=attempts + 1)
        return False
    return True


def _retry_parked(tx: Tx, follower: Follower) -> int:
    """Try again what is due, person by person, each person's facts in order until one fails."""
    if not parking.any_due(tx, follower.name):
        return 0
    _locked_position(tx, follower.name)
    handled = 0
    for person_id in parking.due_persons(tx, follower.name):
        for recorded, attempts in parking.facts_of(tx, follower.name, person_id):
            if type(recorded.fact) in follower.reactions and not _react_alone(
                tx, follower, recorded, attempts=attempts
            ):
                break
            parking.release(tx, follower.name, recorded.position)
            handled += 1
    return handled


def _runs(facts: Sequence[eventlog.Recorded[Fact]]) -> Iterator[tuple[type[Fact], Run]]:
    for kind, run in groupby(facts, key=lambda recorded: type(recorded.fact)):
        yield kind, list(run)
