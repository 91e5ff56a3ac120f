"""Forget a person: names and addresses are deleted, a bare spell stays for the count of who worked here."""

from __future__ import annotations

from uuid import UUID

from services.people.actions.day import day
from services.people.actions.forgotten_numbers import address_digest, digest
from services.people.actions.loading import load
from services.people.store import callers, erasing, forgotten, turns
from shared.contracts.people import CallerRefused, PersonForgotten
from shared.db.transaction import Tx

SAMPLE_BATCH = 1_000


def forget(tx: Tx, person_id: UUID) -> None:
    """Erase who this was, everywhere in people, and let every other service do the same."""
    person = load(tx, person_id, lock=True)
    for member in erasing.family(tx.conn, person.id):
        if member.employee_number:
            forgotten.add(tx.conn, digest(member.employee_number), day(tx))
        for email in {member.email, member.private_email} - {None, ""}:
            forgotten.add(tx.conn, address_digest(email), day(tx))
        # The neighbour with whom they left it keeps nothing of it either.
        tx.record(*(CallerRefused(caller_id=one) for one in callers.forget(tx.conn, member)))
        erasing.erase(tx.conn, member, tx.now)
        tx.record(PersonForgotten(person_id=member.id))


def remove_sample(tx: Tx) -> int:
    """Take away a batch of the invented people, spells and all; return how many. Call until it returns 0."""
    turns.alone(tx.conn)
    ids = erasing.sample_ids(tx.conn, limit=SAMPLE_BATCH)
    erasing.remove(tx.conn, ids)
    tx.record(*(PersonForgotten(person_id=one) for one in ids))
    if not ids:
        erasing.remove_sample_runs(tx.conn)
    return len(ids)
