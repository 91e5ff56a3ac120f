"""An employment begins: written once, with what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.people.actions.day import day
from services.people.actions.leaving import note_end
from services.people.domain import LEAVING_FIELDS, SPELL_FIELDS, Leaving, Person, Spell, collides, state_of
from services.people.errors import CircularManager, SpellsOverlap
from services.people.policy import DEATH
from services.people.store import departments, people, places
from shared.contracts.people import LeavingAnnounced, PersonHired
from shared.db.transaction import Tx
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.kernel.texts import marked

PLAIN = ("function", "hours", "part_time_days", "contract", "contract_end", "probation_end")
# The columns whose field is told under another name.
TOLD_AS = {"department_id": "department", "manager_id": "manager", "place_id": "place"}
_TOO_EARLY = {
    "contract_end": marked("Het contract eindigt voor de eerste werkdag."),
    "probation_end": marked("De proeftijd eindigt voor de eerste werkdag."),
}


def begin(tx: Tx, person: Person, given: Mapping[str, Any]) -> UUID:
    """Write a spell and tell that somebody was hired; where it has ended already, that too."""
    spell_id = new_id()
    hire_date: date = given["hire_date"]
    last_day: date | None = given.get("last_day")
    _check(person, given)
    died = last_day is not None and given.get("leave_kind") == DEATH
    values = spell_values(tx, person, given) | {
        "hire_date": hire_date,
        "id": spell_id,
        "person_id": person.id,
        "no": len(person.spells) + 1_000,
        "latest": False,
        "state": state_of(hire_date, last_day, today=day(tx), deceased=died),
    }
    if last_day is not None:
        values |= {name: given.get(name) for name in LEAVING_FIELDS}
        values |= {"leave_by": "desk", "known_leaving_on": day(tx)}
    people.add_spell(tx.conn, values)
    people.renumber(tx.conn, [person.id])
    if given.get("salary") is not None:
        people.set_salary(tx.conn, spell_id, given["salary"])
    tx.record(
        PersonHired(
            person_id=person.id,
            spell_id=spell_id,
            hire_date=hire_date,
            previous_spell_id=_previous(person, hire_date),
        )
    )
    if last_day is not None:
        leaving = Leaving(
            kind=given.get("leave_kind"), notice_date=given.get("notice_date"), last_day=last_day
        )
        note_end(tx, person.id, spell_id, leaving, fact=LeavingAnnounced)
    return spell_id


def spell_values(tx: Tx, person: Person, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of a spell, as it is kept; departments and places that are new are made."""
    values: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
    if "department" in given:
        path = given["department"]
        values["department_id"] = departments.ensure(tx.conn, [path])[path] if path else None
    if "place" in given:
        values["place_id"] = places.ensure(tx.conn, given["place"]) if given["place"] else None
    if "manager" in given:
        values["manager_id"] = _manager(tx, person, given["manager"])
    return values


def check_dates(spell: Spell | None, given: Mapping[str, Any]) -> None:
    """Refuse a contract or a probation that would end before the first day."""
    hire_date = given.get("hire_date") or (spell.hire_date if spell else None)
    for name, reason in _TOO_EARLY.items():
        until = given[name] if name in given else getattr(spell, name, None)
        if until is not None and hire_date is not None and until < hire_date:
            # The field that was told is the one to mend.
            raise Invalid({name if given.get(name) is not None else "hire_date": [reason]})


def refuse_without_spell(given: Mapping[str, Any]) -> None:
    """What belongs to an employment has no place with somebody who has none; it is never dropped unsaid."""
    if any(given.get(name) is not None for name in (*LEAVING_FIELDS, *SPELL_FIELDS, "salary")):
        raise Invalid({"hire_date": [marked("We missen de datum in dienst.")]})


def refuse_without_last_day(given: Mapping[str, Any]) -> None:
    """A kind of leaving or a notice says nothing where nobody leaves."""
    if any(given.get(name) is not None for name in LEAVING_FIELDS):
        raise Invalid({"last_day": [marked("We missen de laatste dag.")]})


def _check(person: Person, given: Mapping[str, Any]) -> None:
    hire_date, last_day, notice_date = (given.get(name) for name in ("hire_date", "last_day", "notice_date"))
    if last_day is None:
        refuse_without_last_day(given)
    elif last_day < hire_date:
        raise Invalid({"last_day": [marked("De laatste dag ligt voor de datum in dienst.")]})
    elif notice_date is not None and notice_date > last_day:
        raise Invalid({"notice_date": [marked("De opzegdatum ligt na de laatste dag.")]})
    check_dates(None, given)
    if collides(person.spells, given["hire_date"], last_day):
        raise SpellsOverlap


def _previous(person: Person, hire_date: date) -> UUID | None:
    earlier = [spell for spell in person.spells if spell.begun and spell.hire_date < hire_date]
    return max(earlier, key=lambda one: one.no).id if earlier else None


def _manager(tx: Tx, person: Person, given: str | None) -> UUID | None:
    """Return whose id or employee number was given; refuse whom we do not know, and circles."""
    if not given:
        return None
    found = people.by_number(tx.conn, given) or _as_id(tx, given)
    if found is None:
        raise Invalid({"manager": [marked("Deze leidinggevende kennen we niet. Geef een personeelsnummer.")]})
    if found == person.id or people.is_above(tx.conn, person.id, found):
        raise CircularManager
    return found


def _as_id(tx: Tx, given: str) -> UUID | None:
    try:
        found = people.find(tx.conn, UUID(given))
    except ValueError:
        return None
    return None if found is None or found.forgotten_at else found.merged_into or found.id
