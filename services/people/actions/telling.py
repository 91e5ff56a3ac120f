"""The facts of an import, in the order in which they happened to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from services.people.domain import LEAVING_FIELDS
from services.people.policy import KIND_UNKNOWN
from shared.contracts.base import Fact
from shared.contracts.people import (
    HireDateCorrected,
    LeavingAnnounced,
    LeavingChanged,
    LeavingWithdrawn,
    PeopleImported,
    PersonChanged,
    PersonDied,
    PersonHired,
    PersonLeft,
)
from shared.db.transaction import Tx

_OWN_FACTS = frozenset((*LEAVING_FIELDS, "hire_date"))


def tell(tx: Tx, result: Any, outcomes: Sequence[Any], leaving: Sequence[Any], today: date) -> None:
    """Record what an import did. Kind by kind, because followers work in runs of one kind."""
    for kind in (_hired, _changed, _corrected, _ended, _left):
        tx.record(*(fact for row in outcomes for fact in kind(row)))
    tx.record(
        *(
            LeavingAnnounced(
                person_id=row.person_id,
                spell_id=row.spell_id,
                kind=KIND_UNKNOWN,
                notice_date=None,
                last_day=today,
            )
            for row in leaving
        )
    )
    tx.record(
        PeopleImported(
            import_id=result.id,
            created=result.created,
            changed=result.changed,
            unchanged=result.unchanged,
            rejected=result.rejected,
        )
    )


def _hired(row: Any) -> Iterator[Fact]:
    if row.new_spell:
        yield PersonHired(
            person_id=row.person_id,
            spell_id=row.spell_id,
            hire_date=row.hire_date,
            previous_spell_id=row.previous_id,
        )


def _changed(row: Any) -> Iterator[Fact]:
    fields = tuple(name for name in row.fields or () if name not in _OWN_FACTS)
    if fields:
        yield PersonChanged(person_id=row.person_id, spell_id=row.spell_id, fields=fields)


def _corrected(row: Any) -> Iterator[Fact]:
    if not row.new_spell and "hire_date" in (row.fields or ()):
        yield HireDateCorrected(
            person_id=row.person_id, spell_id=row.spell_id, hire_date=row.hire_date, was=row.was_hired
        )


def _ended(row: Any) -> Iterator[Fact]:
    if row.withdrawn:
        yield LeavingWithdrawn(person_id=row.person_id, spell_id=row.spell_id)
        return
    if row.last_day is None or not (row.new_spell or _OWN_FACTS & set(row.fields or ()) - {"hire_date"}):
        return
    if row.leave_kind == "death":
        yield PersonDied(person_id=row.person_id, spell_id=row.spell_id)
        return
    kind = LeavingAnnounced if row.was_last_day is None else LeavingChanged
    yield kind(
        person_id=row.person_id,
        spell_id=row.spell_id,
        kind=row.leave_kind or KIND_UNKNOWN,
        notice_date=row.notice_date,
        last_day=row.last_day,
    )


def _left(row: Any) -> Iterator[Fact]:
    if row.state == "left" and row.was_state != "left" and row.leave_kind != "death":
        yield PersonLeft(
            person_id=row.person_id,
            spell_id=row.spell_id,
            kind=row.leave_kind or KIND_UNKNOWN,
            last_day=row.last_day,
        )
