"""Somebody who was to begin never did, or did after all. Who never began does not leave, and is no leaver."""

from __future__ import annotations

from uuid import UUID

from services.people.actions.day import day
from services.people.actions.leaving import NOTHING
from services.people.actions.loading import load
from services.people.domain import NEVER_STARTED, collides, state_of
from services.people.errors import AlreadyLeft, DidStart, HasDied, NotEmployed, SpellsOverlap
from services.people.store import people
from shared.contracts.people import LeavingWithdrawn, PersonNeverStarted, PersonStartedAfterAll
from shared.db.transaction import Tx


def note_never_started(tx: Tx, person_id: UUID) -> bool:
    """Note of the last employment that it never began; True where that was news. A leaving is taken back first."""
    person = load(tx, person_id, lock=True)
    if not person.spells:
        raise NotEmployed
    # By date, and not the one that counts now: a second click must not reach the employment before it.
    spell = person.spells[-1]
    if not spell.begun:
        return False
    if spell.state == "left":
        raise AlreadyLeft
    people.change_spell(tx.conn, spell.id, {**NOTHING, "state": NEVER_STARTED})
    people.renumber(tx.conn, [person.id])
    people.touch(tx.conn, person.id, tx.now)
    if spell.last_day is not None:
        tx.record(LeavingWithdrawn(person_id=person.id, spell_id=spell.id))
    tx.record(PersonNeverStarted(person_id=person.id, spell_id=spell.id))
    return True


def withdraw_never_started(tx: Tx, person_id: UUID) -> None:
    """It was a mistake: this person did begin, or still will. A leaving that was noted before does not come back."""
    person = load(tx, person_id, lock=True)
    spell = next((one for one in reversed(person.spells) if not one.begun), None)
    if spell is None:
        raise DidStart
    if person.deceased:
        raise HasDied
    if collides(person.spells, spell.hire_date, None, but=spell.id):
        raise SpellsOverlap
    state = state_of(spell.hire_date, None, today=day(tx))
    people.change_spell(tx.conn, spell.id, {"state": state})
    people.renumber(tx.conn, [person.id])
    people.touch(tx.conn, person.id, tx.now)
    tx.record(PersonStartedAfterAll(person_id=person.id, spell_id=spell.id))
