"""Who is at the front door: known at once, decided on by HR, or gone again.

At once only where the address is one that we have for somebody of that name: then its owner hears nothing new. A name
and years alone prove nothing, anybody may know those of somebody else; HR decides, with who it may be beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.people.actions.employing import change, hire
from services.people.actions.forgetting import forget
from services.people.actions.loading import load
from services.people.errors import CallerUnknown
from services.people.imports.names import full_key, split_name
from services.people.store import callers
from shared.contracts.people import CallerKnown, CallerRefused
from shared.db.transaction import Tx

# Longer than the link in the letter lives.
UNCONFIRMED_FOR = timedelta(days=8)
# Longer than a list that nobody decides about lives with who handed it in.
LISTED_FOR = timedelta(days=30)


def confirm(tx: Tx, caller_id: UUID) -> None:
    """The address is theirs: let them in where it is certain who it is, else let HR look."""
    row = callers.lock(tx.conn, caller_id)
    if row is None or row.state != "unconfirmed":
        return
    if row.person_id is not None:
        _settle(tx, caller_id, row.person_id, row.email)
        return
    known = callers.same_person(tx.conn, row.email, name_key(row.name))
    if known is None:
        callers.let_wait(tx.conn, caller_id, tx.now)
    else:
        callers.remove(tx.conn, [caller_id])
        tx.record(CallerKnown(person_id=known, caller_id=caller_id))


def admit_as(tx: Tx, caller_id: UUID, person_id: UUID) -> None:
    """HR knows who it is; the address is from now on the private one of that person."""
    row = _waiting(tx, caller_id)
    person = load(tx, person_id)
    _settle(tx, caller_id, person.id, row.email)


def admit_new(tx: Tx, caller_id: UUID) -> UUID:
    """HR knows the name from before any file: a person like all others, without an employment that we know of."""
    row = _waiting(tx, caller_id)
    person_id = take_in(tx, row)
    callers.remove(tx.conn, [caller_id])
    return person_id


def take_in(tx: Tx, row: Any) -> UUID:
    """Make a person of who is at the door."""
    name = split_name(row.name, family_first=False)
    given = {"given_name": name.given, "infix": name.infix, "family_name": name.family}
    person_id = hire(tx, {**given, "private_email": row.email, "language": row.language})
    tx.record(CallerKnown(person_id=person_id, caller_id=row.id))
    return person_id


def refuse(tx: Tx, caller_id: UUID) -> None:
    """It is nobody of ours; what was left at the door goes."""
    _waiting(tx, caller_id)
    callers.remove(tx.conn, [caller_id])
    tx.record(CallerRefused(caller_id=caller_id))


def withdraw(tx: Tx, caller_ids: Sequence[UUID]) -> None:
    """It is not wanted any more."""
    callers.remove(tx.conn, caller_ids)


def forget_member(tx: Tx, person_id: UUID) -> None:
    """Who is here for the network alone is forgotten; of who worked here, HR's own file stays for HR to decide on."""
    if callers.exists(tx.conn, person_id) and not callers.has_spells(tx.conn, person_id):
        forget(tx, person_id)


def tidy(tx: Tx) -> int:
    """Take away what was never confirmed, and lists that nobody decided about; return how many."""
    unconfirmed = callers.remove_unconfirmed(tx.conn, tx.now - UNCONFIRMED_FOR)
    return unconfirmed + callers.remove_listed(tx.conn, tx.now - LISTED_FOR)


def name_key(name: str) -> str:
    """Return the name as persons are found by it."""
    return full_key(split_name(name, family_first=False))


def _settle(tx: Tx, caller_id: UUID, person_id: UUID, email: str) -> None:
    callers.remove(tx.conn, [caller_id])
    change(tx, person_id, {"private_email": email})
    tx.record(CallerKnown(person_id=person_id, caller_id=caller_id))


def _waiting(tx: Tx, caller_id: UUID) -> Any:
    row = callers.lock(tx.conn, caller_id)
    if row is None or row.state != "waiting":
        raise CallerUnknown
    return row
