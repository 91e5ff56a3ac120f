"""Two records, one person: proposed by the import, decided by HR, undone with one button.

The spells of the one that goes move to the one that stays. Spells that would overlap stay where they are, out of
sight: they are usually the same employment, kept twice. What the one that stays did not know is filled in; and who
died in one record has died. All of it is written down with the decision, so that undoing puts every piece back.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.people.actions.loading import load
from services.people.domain import PERSON_FIELDS, Person, Spell, collides
from services.people.errors import MergeDone, MergeUnknown
from services.people.policy import DEATH
from services.people.store import merging, people
from shared.contracts.people import PersonChanged, PersonDied, PersonMerged, PersonUnmerged
from shared.db.transaction import Tx

_FILLED = tuple(
    name for name in PERSON_FIELDS if name not in {"employee_number", "given_name", "infix", "family_name"}
)


def merge(tx: Tx, proposal_id: UUID, *, keep: UUID, account: UUID | None = None) -> UUID:
    """Let ``keep`` go on and the other of the two go into it; return who stays."""
    proposal = _proposal(tx, proposal_id, "open", "dismissed")
    pair = {proposal.first_id, proposal.second_id}
    if keep not in pair:
        raise MergeUnknown
    staying, going = load(tx, keep, lock=True), load(tx, (pair - {keep}).pop(), lock=True)
    if staying.id == going.id:
        raise MergeDone
    moving = [one.id for one in going.spells if _fits(one, staying)]
    filled = {
        name: getattr(going, name)
        for name in _FILLED
        if getattr(staying, name) is None and getattr(going, name) is not None
    }
    moved: dict[str, Any] = {"spells": [str(one) for one in moving], "filled": sorted(filled), "under": []}
    moved["under"] = [str(one) for one in merging.lead(tx.conn, going.id, staying.id)]
    moved["died"] = going.deceased and not staying.deceased
    merging.move_spells(tx.conn, moving, staying.id)
    people.change_person(tx.conn, going.id, {"merged_into": staying.id})
    merging.follow(tx.conn, going.id, staying.id)
    if filled:
        people.change_person(tx.conn, staying.id, filled)
    if moved["died"]:
        people.change_person(tx.conn, staying.id, {"deceased": True})
    people.renumber(tx.conn, [staying.id, going.id])
    people.touch(tx.conn, staying.id, tx.now)
    merging.decide(
        tx.conn,
        proposal_id,
        {
            "state": "merged",
            "kept_id": staying.id,
            "moved": moved,
            "decided_at": tx.now,
            "by_account": account,
        },
    )
    tx.record(PersonMerged(person_id=going.id, into_person_id=staying.id))
    if moved["died"]:
        tx.record(PersonDied(person_id=staying.id, spell_id=None))
    return staying.id


def unmerge(tx: Tx, proposal_id: UUID) -> UUID:
    """Put both on their own again; return who stands on its own again."""
    proposal = _proposal(tx, proposal_id, "merged")
    staying_id = proposal.kept_id
    going_id = proposal.second_id if proposal.first_id == staying_id else proposal.first_id
    staying, going = _plain(tx, staying_id), _plain(tx, going_id)
    if going.merged_into != staying.id or staying.merged_into is not None or staying.forgotten_at:
        raise MergeDone
    moved: dict[str, Any] = proposal.moved
    people.change_person(tx.conn, going_id, {"merged_into": None})
    merging.move_spells(tx.conn, [UUID(one) for one in moved["spells"]], going_id)
    merging.lead_back(tx.conn, [UUID(one) for one in moved["under"]], staying_id, going_id)
    # Only what still is as it was filled in goes out again.
    emptied = {name: None for name in moved["filled"] if getattr(staying, name) == getattr(going, name)}
    if emptied:
        people.change_person(tx.conn, staying_id, emptied)
    people.renumber(tx.conn, [staying_id, going_id])
    people.touch(tx.conn, staying_id, tx.now)
    merging.decide(
        tx.conn, proposal_id, {"state": "open", "kept_id": None, "moved": None, "decided_at": None}
    )
    tx.record(PersonUnmerged(person_id=going_id, from_person_id=staying_id))
    _part_in_death(tx, staying_id, going_id, came_along=moved.get("died", False))
    return UUID(str(going_id))


def _part_in_death(tx: Tx, staying_id: UUID, going_id: UUID, *, came_along: bool) -> None:
    """Say who of both died: it came along with the merge, or was noted of the last employment, which goes back now."""
    staying, going = load(tx, staying_id), load(tx, going_id)
    if staying.deceased and not _died(staying) and (came_along or _died(going)):
        people.change_person(tx.conn, staying_id, {"deceased": False})
        tx.record(PersonChanged(person_id=staying_id, spell_id=None, fields=("deceased",)))
    if _died(going) and not going.deceased:
        people.change_person(tx.conn, going_id, {"deceased": True})
        tx.record(PersonDied(person_id=going_id, spell_id=going.latest.id if going.latest else None))


def _died(person: Person) -> bool:
    return person.latest is not None and person.latest.leave_kind == DEATH


def dismiss(tx: Tx, proposal_id: UUID, *, account: UUID | None = None) -> None:
    """These are two people after all; not proposed again."""
    _proposal(tx, proposal_id, "open")
    values = {"state": "dismissed", "decided_at": tx.now, "by_account": account}
    merging.decide(tx.conn, proposal_id, values)


def _fits(one: Spell, staying: Person) -> bool:
    """Say whether a spell can go along: one that never began is in no way of the others, but for the same again."""
    if one.begun:
        return not collides(staying.spells, one.hire_date, one.last_day)
    return all(spell.hire_date != one.hire_date for spell in staying.spells)


def _proposal(tx: Tx, proposal_id: UUID, *states: str) -> Any:
    found = merging.find(tx.conn, proposal_id)
    if found is None:
        raise MergeUnknown
    if found.state not in states:
        raise MergeDone
    return found


def _plain(tx: Tx, person_id: UUID) -> Person:
    found = people.find(tx.conn, person_id, lock=True)
    if found is None:
        raise MergeUnknown
    return found
