"""Leave: noted, changed, ended, withdrawn. The days are told to others, the kind never."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.people.actions.loading import load
from services.people.domain import Absence, Person, Spell, overlaps, spell_on
from services.people.errors import AbsencesOverlap, AbsenceUnknown, NeverBegan, NotEmployed
from services.people.store import absences
from shared.contracts.people import AbsenceChanged, AbsenceNoted, AbsenceWithdrawn
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.texts import marked


def listed(tx: Tx, person_id: UUID) -> list[Absence]:
    """Return the leaves of a person, the latest first."""
    return absences.of_person(tx.conn, load(tx, person_id).id)


def find(tx: Tx, person_id: UUID, absence_id: UUID) -> Absence:
    """Return one leave of a person."""
    for one in listed(tx, person_id):
        if one.id == absence_id:
            return one
    raise AbsenceUnknown


def note(tx: Tx, person_id: UUID, given: Mapping[str, Any], *, absence_id: UUID | None = None) -> Absence:
    """Note a leave; the same again (or the same form, by ``absence_id``) is the one that is there already."""
    person = load(tx, person_id, lock=True)
    known = absences.of_person(tx.conn, person.id)
    first_day: date = given["first_day"]
    last_day: date | None = given.get("last_day")
    spell = _spell(person, first_day)
    wanted = (spell.id, given["kind"], first_day, last_day)
    for one in known:
        if one.id == absence_id or (one.spell_id, one.kind, one.first_day, one.last_day) == wanted:
            return one
    _check(known, spell, first_day, last_day)
    made = Absence(
        id=absence_id or new_id(),
        spell_id=spell.id,
        kind=given["kind"],
        first_day=first_day,
        last_day=last_day,
    )
    absences.add(tx.conn, person.id, made, tx.now)
    tx.record(
        AbsenceNoted(
            person_id=person.id,
            spell_id=spell.id,
            absence_id=made.id,
            first_day=first_day,
            last_day=last_day,
        )
    )
    return made


def change(tx: Tx, person_id: UUID, absence_id: UUID, given: Mapping[str, Any]) -> Absence:
    """Change what is given and different; another kind alone is nothing that others may hear of."""
    person = load(tx, person_id, lock=True)
    known = absences.of_person(tx.conn, person.id)
    was = next((one for one in known if one.id == absence_id), None)
    if was is None:
        raise AbsenceUnknown
    now = Absence(
        id=was.id,
        spell_id=was.spell_id,
        kind=given.get("kind") or was.kind,
        first_day=given.get("first_day") or was.first_day,
        last_day=given.get("last_day", was.last_day),
    )
    if now == was:
        return was
    if (now.first_day, now.last_day) == (was.first_day, was.last_day):
        absences.change(tx.conn, now, tx.now)
        return now
    spell = next(one for one in person.spells if one.id == was.spell_id)
    _within(spell, now.first_day)
    _check([one for one in known if one.id != was.id], spell, now.first_day, now.last_day)
    absences.change(tx.conn, now, tx.now)
    tx.record(
        AbsenceChanged(
            person_id=person.id,
            spell_id=spell.id,
            absence_id=now.id,
            first_day=now.first_day,
            last_day=now.last_day,
        )
    )
    return now


def withdraw(tx: Tx, person_id: UUID, absence_id: UUID) -> None:
    """It was a mistake: there was no such leave."""
    person = load(tx, person_id, lock=True)
    was = find(tx, person.id, absence_id)
    absences.remove(tx.conn, was.id)
    tx.record(AbsenceWithdrawn(person_id=person.id, spell_id=was.spell_id, absence_id=was.id))


def _spell(person: Person, first_day: date) -> Spell:
    """Return the employment that a leave belongs to."""
    found = spell_on(person.spells, first_day)
    if found is not None:
        return found
    begun = [spell for spell in person.spells if spell.begun]
    if not begun:
        raise NeverBegan if person.spells else NotEmployed
    _within(next((spell for spell in begun if spell.hire_date > first_day), begun[-1]), first_day)
    raise AssertionError("the day lies outside")


def _within(spell: Spell, first_day: date) -> None:
    if first_day < spell.hire_date:
        raise Invalid({"first_day": [marked("Het verlof begint voor de eerste werkdag.")]})
    if spell.last_day is not None and first_day > spell.last_day:
        raise Invalid({"first_day": [marked("Het verlof begint na de laatste werkdag.")]})


def _check(others: Sequence[Absence], spell: Spell, first_day: date, last_day: date | None) -> None:
    if last_day is not None and last_day < first_day:
        raise Invalid({"last_day": [marked("De laatste dag van het verlof ligt voor de eerste.")]})
    if last_day is not None and spell.last_day is not None and last_day > spell.last_day:
        raise Invalid({"last_day": [marked("Het verlof eindigt na de laatste werkdag.")]})
    beside = [one for one in others if one.spell_id == spell.id]
    if any(overlaps((first_day, last_day), (one.first_day, one.last_day)) for one in beside):
        raise AbsencesOverlap
