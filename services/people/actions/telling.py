"""The facts of an import, in the order in which they happened to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from services.people.domain import LEAVING_FIELDS, NEVER_STARTED
from services.people.policy import DEATH, KIND_UNKNOWN
from shared.contracts.base import Fact
from shared.contracts.people import (
    AbsenceChanged,
    AbsenceNoted,
    HireDateCorrected,
    LeavingAnnounced,
    LeavingChanged,
    LeavingWithdrawn,
    PeopleImported,
    PersonChanged,
    PersonDied,
    PersonHired,
    PersonLeft,
    PersonNeverStarted,
)
from shared.db.transaction import Tx

_OWN_FACTS = frozenset(
    (*LEAVING_FIELDS, "hire_date", "never_started", "absence_kind", "absence_from", "absence_until")
)


def tell(tx: Tx, outcomes: Sequence[Any], leaving: Sequence[Any], today: date) -> None:
    """Record what an import did to people. Kind by kind, because followers work in runs of one kind."""
    for kind in (_hired, _changed, _corrected, _ended, _never_started, _left):
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


def tell_absences(tx: Tx, told: Sequence[Any]) -> None:
    """Record which leaves an import brought or moved."""
    for fact, new in ((AbsenceNoted, True), (AbsenceChanged, False)):
        tx.record(
            *(
                fact(
                    person_id=row.person_id,
                    spell_id=row.spell_id,
                    absence_id=row.absence_id,
                    first_day=row.first_day,
                    last_day=row.last_day,
                )
                for row in told
                if row.absence_new is new
            )
        )


def tell_result(tx: Tx, result: Any) -> None:
    """Record that an import was done, after all that it did."""
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
    if row.last_day is None or not (row.new_spell or set(LEAVING_FIELDS) & set(row.fields or ())):
        return
    if row.leave_kind == DEATH:
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


def _never_started(row: Any) -> Iterator[Fact]:
    if row.state == NEVER_STARTED and row.was_state != NEVER_STARTED:
        yield PersonNeverStarted(person_id=row.person_id, spell_id=row.spell_id)


def _left(row: Any) -> Iterator[Fact]:
    if row.state == "left" and row.was_state != "left" and row.leave_kind != DEATH:
        yield PersonLeft(
            person_id=row.person_id,
            spell_id=row.spell_id,
            kind=row.leave_kind or KIND_UNKNOWN,
            last_day=row.last_day,
        )
