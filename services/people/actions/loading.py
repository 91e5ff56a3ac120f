"""A person that can be worked with."""

from __future__ import annotations

from uuid import UUID

from services.people.domain import Person
from services.people.errors import PersonGone, PersonUnknown
from services.people.store import people, turns
from shared.db.transaction import Tx


def load(tx: Tx, person_id: UUID, *, lock: bool = False) -> Person:
    """Return a person; a merged one leads to the person it went into, a forgotten one is gone."""
    if lock:
        turns.beside_others(tx.conn)
    found = people.find(tx.conn, person_id, lock=lock)
    if found is not None and found.merged_into is not None:
        return load(tx, found.merged_into, lock=lock)
    if found is None:
        raise PersonUnknown
    if found.forgotten_at is not None:
        raise PersonGone
    return found
