"""Hire, change, take back: what HR does with one person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.people.actions.beginning import (
    PLAIN,
    TOLD_AS,
    begin,
    check_dates,
    refuse_without_last_day,
    refuse_without_spell,
    spell_values,
)
from services.people.actions.day import day
from services.people.actions.leaving import announce, withdraw
from services.people.actions.loading import load
from services.people.domain import (
    LEAVING_FIELDS,
    NAME_FIELDS,
    PERSON_FIELDS,
    Leaving,
    Person,
    Spell,
    collides,
    differing,
    state_of,
)
from services.people.errors import (
    ChangedMeanwhile,
    NeverBegan,
    NumberTaken,
    SpellsOverlap,
    StillEmployed,
)
from services.people.imports.names import fold
from services.people.policy import is_return
from services.people.store import earlier, people, turns
from shared.contracts.people import HireDateCorrected, PersonChanged
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.texts import marked

NOT_NULL = frozenset(NAME_FIELDS)


def hire(tx: Tx, given: Mapping[str, Any], *, sample: bool = False, person_id: UUID | None = None) -> UUID:
    """Take in a person, with a first spell where there is a hire date; return the person's id."""
    turns.beside_others(tx.conn)
    number = given.get("employee_number")
    if number and people.by_number(tx.conn, number) is not None:
        raise NumberTaken(number=number)
    if not (given.get("given_name") or given.get("family_name")):
        raise Invalid({"given_name": [marked("We missen de naam.")]})
    person_id = person_id or new_id()
    values = {name: given[name] for name in PERSON_FIELDS if given.get(name) is not None}
    people.add_person(
        tx.conn,
        values
        | {
            "id": person_id,
            "name_key": _name_key(values),
            "sample": sample,
            "created_at": tx.now,
            "changed_at": tx.now,
        },
    )
    if given.get("hire_date") is not None:
        begin(tx, load(tx, person_id), given)
    else:
        refuse_without_spell(given)
    return person_id


def take_back(tx: Tx, person_id: UUID, given: Mapping[str, Any]) -> UUID:
    """Begin a new spell of somebody who was here before; return its id."""
    person = load(tx, person_id, lock=True)
    if any(not spell.begun and spell.hire_date == given["hire_date"] for spell in person.spells):
        raise NeverBegan
    if person.spells and not is_return(person.spells, given["hire_date"]):
        raise StillEmployed if person.state != "left" else SpellsOverlap
    spell_id = begin(tx, person, given)
    people.touch(tx.conn, person.id, tx.now)
    return spell_id


def change(tx: Tx, person_id: UUID, given: Mapping[str, Any], *, version: int | None = None) -> Person:
    """Change what is given and different; the latest spell takes what belongs to a spell."""
    person = load(tx, person_id, lock=True)
    if version is not None and version != person.version:
        raise ChangedMeanwhile
    given = {name: ("" if value is None and name in NOT_NULL else value) for name, value in given.items()}
    changed = _change_person(tx, person, given)
    spell = person.latest
    if spell is not None:
        changed += _change_spell(tx, person, spell, given)
        if changed:
            tx.record(PersonChanged(person_id=person.id, spell_id=spell.id, fields=tuple(changed)))
        moved = _correct_hire_date(tx, person, spell, given)
        left = _change_leaving(tx, person.id, given)
    else:
        moved = left = False
        if given.get("hire_date") is not None:
            begin(tx, person, given)
            moved = True
        else:
            refuse_without_spell(given)
        if changed:
            tx.record(PersonChanged(person_id=person.id, spell_id=None, fields=tuple(changed)))
    if (changed or moved) and not left:
        people.touch(tx.conn, person.id, tx.now)
    return load(tx, person.id)


def _change_person(tx: Tx, person: Person, given: Mapping[str, Any]) -> list[str]:
    different = differing(person, given, PERSON_FIELDS)
    if not different:
        return []
    number = different.get("employee_number")
    if number and people.by_number(tx.conn, number) is not None:
        raise NumberTaken(number=number)
    names = {name: different.get(name, getattr(person, name)) for name in NAME_FIELDS}
    if not (names["given_name"] or names["family_name"]):
        raise Invalid({"given_name": [marked("We missen de naam.")]})
    people.change_person(tx.conn, person.id, different | {"name_key": _name_key(names)})
    return list(different)


def _change_spell(tx: Tx, person: Person, spell: Spell, given: Mapping[str, Any]) -> list[str]:
    check_dates(spell, given)
    different = differing(spell, spell_values(tx, person, given), (*PLAIN, *TOLD_AS))
    if "manager_id" in different:
        different["manager_name"] = None
    if earlier.FIELDS & different.keys():
        earlier.keep(tx.conn, spell.id, tx.now, day(tx))
    if different:
        people.change_spell(tx.conn, spell.id, different)
    changed = [TOLD_AS.get(name, name) for name in different if name != "manager_name"]
    if "salary" in given and people.set_salary(tx.conn, spell.id, given["salary"]):
        changed.append("salary")
    return changed


def _correct_hire_date(tx: Tx, person: Person, spell: Spell, given: Mapping[str, Any]) -> bool:
    hire_date = given.get("hire_date")
    if hire_date is None or hire_date == spell.hire_date:
        return False
    last_day = given.get("last_day", spell.last_day)
    if last_day is not None and last_day < hire_date:
        raise Invalid({"hire_date": [marked("De laatste dag ligt voor de datum in dienst.")]})
    if spell.begun and collides(person.spells, hire_date, last_day, but=spell.id):
        raise SpellsOverlap
    state = spell.state
    if spell.begun:
        state = state_of(hire_date, spell.last_day, today=day(tx), deceased=person.deceased)
    people.change_spell(tx.conn, spell.id, {"hire_date": hire_date, "state": state})
    people.renumber(tx.conn, [person.id])
    tx.record(
        HireDateCorrected(person_id=person.id, spell_id=spell.id, hire_date=hire_date, was=spell.hire_date)
    )
    return True


def _change_leaving(tx: Tx, person_id: UUID, given: Mapping[str, Any]) -> bool:
    if not any(name in given for name in LEAVING_FIELDS):
        return False
    spell = load(tx, person_id).latest
    if spell is None:
        return False
    after = {name: given.get(name, getattr(spell, name)) for name in LEAVING_FIELDS}
    if after["last_day"] is None:
        if spell.last_day is None:
            refuse_without_last_day(given)
            return False
        withdraw(tx, person_id)
        return True
    leaving = Leaving(kind=after["leave_kind"], notice_date=after["notice_date"], last_day=after["last_day"])
    return announce(tx, person_id, leaving)


def _name_key(names: Mapping[str, Any]) -> str:
    return fold("".join(names.get(name) or "" for name in NAME_FIELDS))
