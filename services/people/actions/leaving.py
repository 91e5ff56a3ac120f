"""Somebody will leave, stays after all, has left, or died."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from services.people.actions.day import day
from services.people.actions.loading import load
from services.people.domain import Leaving, Person, Spell, collides, state_of
from services.people.errors import NeverBegan, NotEmployed, NotLeaving, SpellsOverlap
from services.people.policy import DEATH, KIND_UNKNOWN
from services.people.store import people, turns
from shared.contracts.people import (
    LeavingAnnounced,
    LeavingChanged,
    LeavingWithdrawn,
    PersonBegan,
    PersonDied,
    PersonLeft,
)
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.kernel.texts import marked

# What stands in a spell of who does not leave.
NOTHING = dict.fromkeys(("notice_date", "last_day", "leave_kind", "leave_by", "known_leaving_on"))


@dataclass(frozen=True)
class Noted:
    """How many began and how many left."""

    arrived: int
    left: int


def announce(tx: Tx, person_id: UUID, leaving: Leaving) -> bool:
    """Note how and when somebody goes; True where that was news. Death stops everything at once."""
    person = load(tx, person_id, lock=True)
    spell = person.latest
    if spell is None:
        raise NotEmployed
    if not spell.begun:
        raise NeverBegan
    _check(person, spell, leaving)
    if spell.leaving == leaving:
        return False
    died = leaving.kind == DEATH
    state = state_of(spell.hire_date, leaving.last_day, today=day(tx), deceased=died)
    people.change_spell(
        tx.conn,
        spell.id,
        {
            "notice_date": leaving.notice_date,
            "last_day": leaving.last_day,
            "leave_kind": leaving.kind,
            "leave_by": "desk",
            "known_leaving_on": spell.known_leaving_on or day(tx),
            "state": state,
        },
    )
    # Who died long after they left, stays so when how they left is corrected.
    if spell.leave_kind == DEATH and not died:
        people.note_alive(tx.conn, person.id)
    people.touch(tx.conn, person.id, tx.now)
    fact = LeavingAnnounced if spell.last_day is None else LeavingChanged
    note_end(
        tx, person.id, spell.id, leaving, fact=fact, was_left=spell.state == "left" and not person.deceased
    )
    return True


def withdraw(tx: Tx, person_id: UUID) -> None:
    """Somebody stays after all, or the leaving was a mistake."""
    person = load(tx, person_id, lock=True)
    spell = person.latest
    if spell is None or spell.last_day is None:
        raise NotLeaving
    state = state_of(spell.hire_date, None, today=day(tx))
    people.change_spell(tx.conn, spell.id, {**NOTHING, "state": state})
    if spell.leave_kind == DEATH:
        people.note_alive(tx.conn, person.id)
    people.touch(tx.conn, person.id, tx.now)
    tx.record(LeavingWithdrawn(person_id=person.id, spell_id=spell.id))


def note_end(
    tx: Tx,
    person_id: UUID,
    spell_id: UUID,
    leaving: Leaving,
    *,
    fact: type[LeavingAnnounced | LeavingChanged],
    was_left: bool = False,
) -> None:
    """Record the facts of an end: announced or changed, and left once the last day is behind us; or died."""
    if leaving.kind == DEATH:
        tx.record(PersonDied(person_id=person_id, spell_id=spell_id))
        people.change_person(tx.conn, person_id, {"deceased": True})
        return
    kind = leaving.kind or KIND_UNKNOWN
    tx.record(
        fact(
            person_id=person_id,
            spell_id=spell_id,
            kind=kind,
            notice_date=leaving.notice_date,
            last_day=leaving.last_day,
        )
    )
    if leaving.last_day < day(tx) and not was_left:
        tx.record(PersonLeft(person_id=person_id, spell_id=spell_id, kind=kind, last_day=leaving.last_day))


def note_departures(tx: Tx) -> Noted:
    """Let begin what begins today and end what ended, each with its fact, once. Again, it does nothing."""
    turns.beside_others(tx.conn)
    today = day(tx)
    rows = people.due(tx.conn, today)
    ended = [row for row in rows if row.last_day is not None and row.last_day < today]
    gone = {row.id for row in ended}
    begun = [row for row in rows if row.id not in gone]
    people.set_states(tx.conn, gone, "left")
    people.set_states(tx.conn, [row.id for row in begun if row.last_day is None], "active")
    people.set_states(tx.conn, [row.id for row in begun if row.last_day is not None], "leaving")
    tx.record(
        *(PersonBegan(person_id=row.person_id, spell_id=row.id, hire_date=row.hire_date) for row in begun),
        *(
            PersonLeft(
                person_id=row.person_id,
                spell_id=row.id,
                kind=row.leave_kind or KIND_UNKNOWN,
                last_day=row.last_day,
            )
            for row in ended
        ),
    )
    return Noted(arrived=len(begun), left=len(ended))


def next_due(tx: Tx) -> datetime | None:
    """Return the instant from which ``note_departures`` has work: midnight where the organisation lives."""
    arriving, departing = people.next_dates(tx.conn)
    days = [arriving, departing + timedelta(days=1) if departing else None]
    known = [one for one in days if one is not None]
    return datetime.combine(min(known), time(), ZoneInfo(settings().zone)) if known else None


def _check(person: Person, spell: Spell, leaving: Leaving) -> None:
    if leaving.last_day < spell.hire_date:
        raise Invalid({"last_day": [marked("De laatste dag ligt voor de datum in dienst.")]})
    if leaving.notice_date is not None and leaving.notice_date > leaving.last_day:
        raise Invalid({"notice_date": [marked("De opzegdatum ligt na de laatste dag.")]})
    if collides(person.spells, spell.hire_date, leaving.last_day, but=spell.id):
        raise SpellsOverlap
