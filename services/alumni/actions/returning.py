"""Notes about coming back: HR's, and those of whom HR asked to look along.

They live here, with the answer to the vacancy, and go four weeks after the decision. What somebody said in confidence
when they left lies with another service, under another role of the database: it cannot be shown here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.alumni.errors.work import AlreadyDecided, AnswerUnknown
from services.alumni.policy import BACK_WITHIN
from services.alumni.store import returning as store
from shared.contracts.alumni import CameBack
from shared.contracts.people import PersonHired
from shared.db.transaction import Tx
from shared.kernel.ids import new_id


@dataclass(frozen=True)
class By:
    """Who looks: HR, or somebody whom HR asked."""

    account_id: UUID
    hr: bool


def look(tx: Tx, interest_id: UUID, by: By, *, lock: bool = False) -> Any:
    """Return an answer, for HR and for who was asked; to all others it is not there."""
    found = store.about(tx.conn, interest_id, lock=lock)
    if found is None or found.state == "withdrawn" or not (by.hr or found.looks_along == by.account_id):
        raise AnswerUnknown
    return found


def note(tx: Tx, interest_id: UUID, by: By, words: str) -> None:
    """Write a note beside an answer that is not decided on."""
    if look(tx, interest_id, by, lock=True).state != "open":
        raise AlreadyDecided
    values = {
        "id": new_id(),
        "interest_id": interest_id,
        "account_id": by.account_id,
        "words": words,
        "at": tx.now,
    }
    store.add(tx.conn, values)


def let_look(tx: Tx, interest_id: UUID, by: By, account_id: UUID | None) -> None:
    """HR asks somebody to look along, or nobody any more."""
    if look(tx, interest_id, by, lock=True).state != "open":
        raise AlreadyDecided
    if account_id is not None and account_id not in store.accounts(tx.conn):
        raise AnswerUnknown
    store.let_look(tx.conn, interest_id, account_id)


def came_back(tx: Tx, hired: Sequence[PersonHired], former: set[UUID]) -> None:
    """Whoever was a former colleague and works here by now came back; the answer before it knows the employment."""
    here = store.works_here(tx.conn, sorted(former))
    # Of two employments that are told at once (a file), the last is the one in which they are back.
    last = {fact.person_id: fact for fact in sorted(hired, key=lambda fact: fact.hire_date)}
    for person_id, fact in last.items():
        if person_id in here:
            vacancy_id = store.link(tx.conn, person_id, fact.spell_id, tx.now - BACK_WITHIN)
            tx.record(CameBack(person_id=person_id, spell_id=fact.spell_id, vacancy_id=vacancy_id))
