"""A list of former colleagues that HR handed in at a neighbour's desk: judged first, taken in once HR vouches for it.

Names and addresses have one home, so the neighbour left them at the front door. What we think of each row is published
without an address (`people.listed_v1`); who is let in becomes a person like all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.people.actions.calling import name_key
from services.people.actions.calling import take_in as make_person
from services.people.actions.forgotten_numbers import address_digest, forgotten_of
from services.people.store import callers
from shared.contracts.people import CallerKnown, CallerRefused
from shared.db.transaction import Tx


def judge(tx: Tx, list_id: UUID) -> None:
    """Say of each row of a list whether we know who it is."""
    found = _judged(tx, callers.of_list(tx.conn, list_id))
    callers.write_verdicts(tx.conn, list(found.values()))


def take_in(tx: Tx, caller_ids: Sequence[UUID]) -> None:
    """HR vouches for these rows: looked at once more, as things are now. Whom we half know HR looks at first."""
    rows = callers.lock_listed(tx.conn, caller_ids)
    verdicts = _judged(tx, rows)
    for row in rows:
        found = verdicts[row.id]
        if found.verdict == "look":
            callers.let_wait(tx.conn, row.id, tx.now)
        elif found.verdict == "new":
            make_person(tx, row)
        elif found.verdict == "known":
            tx.record(CallerKnown(person_id=found.known_as, caller_id=row.id))
        else:
            tx.record(CallerRefused(caller_id=row.id))
    callers.remove(tx.conn, [row.id for row in rows if verdicts[row.id].verdict != "look"])


def close(tx: Tx, list_ids: Sequence[UUID]) -> None:
    """Nothing of these lists stays at the door, but for who waits for HR."""
    callers.close_lists(tx.conn, list_ids)


def _judged(tx: Tx, rows: Sequence[Any]) -> dict[UUID, Any]:
    gone = forgotten_of(tx) if rows else frozenset()
    return callers.judged(
        tx.conn, [(row.id, name_key(row.name), address_digest(row.email) in gone) for row in rows]
    )
