"""Somebody died: nobody writes them any more. Also of who left long ago, whose leaving stays as it was."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.people.actions import leaving
from services.people.actions.day import day
from services.people.actions.loading import load
from services.people.domain import Leaving
from services.people.errors import NotLeaving
from services.people.policy import DEATH
from services.people.store import people
from shared.contracts.people import PersonChanged, PersonDied
from shared.db.transaction import Tx


def note_death(tx: Tx, person_id: UUID, on: date | None = None) -> bool:
    """Stop everything that would reach this person, and end the employment; True where that was news.

    Of who died in a record that was merged into this one, an employment may go on until somebody says when that was.
    """
    person = load(tx, person_id, lock=True)
    spell = person.latest
    if spell is not None and person.employed:
        # Who died before the first day was never employed for a day; the spell ends where it begins.
        last_day = max(on or day(tx), spell.hire_date)
        return leaving.announce(tx, person.id, Leaving(kind=DEATH, notice_date=None, last_day=last_day))
    if person.deceased:
        return False
    people.change_person(tx.conn, person.id, {"deceased": True})
    people.touch(tx.conn, person.id, tx.now)
    tx.record(PersonDied(person_id=person.id, spell_id=None))
    return True


def withdraw_death(tx: Tx, person_id: UUID) -> None:
    """It was a mistake: this person lives."""
    person = load(tx, person_id, lock=True)
    if not person.deceased:
        raise NotLeaving
    if person.latest is not None and person.latest.leave_kind == DEATH:
        leaving.withdraw(tx, person.id)
        return
    people.note_alive(tx.conn, person.id)
    people.touch(tx.conn, person.id, tx.now)
    tx.record(PersonChanged(person_id=person.id, spell_id=None, fields=("deceased",)))
