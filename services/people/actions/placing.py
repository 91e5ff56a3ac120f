"""A place of work gets another country, region or time zone, and with it everybody who works there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.people.domain import Place, differing
from services.people.errors import PlaceUnknown
from services.people.store import places, turns
from shared.contracts.people import PersonChanged
from shared.db.transaction import Tx

PLACE_FIELDS = ("country", "region", "time_zone")


def find(tx: Tx, place_id: UUID) -> Place:
    """Return a place."""
    found = places.find(tx.conn, place_id)
    if found is None:
        raise PlaceUnknown
    return found


def change_place(tx: Tx, place_id: UUID, given: Mapping[str, Any]) -> int:
    """Change what is given and different; tell of whom that changes something, and return how many they are."""
    turns.beside_others(tx.conn)
    known = places.find(tx.conn, place_id, lock=True)
    if known is None:
        raise PlaceUnknown
    different = differing(known, given, PLACE_FIELDS)
    if not different:
        return 0
    places.change(tx.conn, place_id, different)
    facts = []
    for row in places.people_of(tx.conn, place_id):
        fields = tuple(name for name in different if getattr(row, name) is None)
        if fields:
            facts.append(PersonChanged(person_id=row.id, spell_id=row.spell_id, fields=fields))
    tx.record(*facts)
    return len(facts)
