"""HR says that somebody who is dismissed has been told. No letter ever brings the message."""

from __future__ import annotations

from uuid import UUID

from services.exit_interviews.actions.forms import ask_those_who_waited
from services.exit_interviews.domain import cases as domain
from services.exit_interviews.domain.dismissal import Held
from services.exit_interviews.errors import CaseUnknown, NothingToTell
from services.exit_interviews.store import cases as store
from services.exit_interviews.store import dismissals
from shared.contracts.exit import PersonTold
from shared.db.transaction import Tx


def note_told(tx: Tx, case_id: UUID, account_id: UUID, held: Held) -> None:
    """Note on which day the talk was held and who was there, once; what waited for it goes on."""
    case = store.locked(tx.conn, case_id)
    if case is None:
        raise CaseUnknown
    if case.kind != domain.DISMISSAL or case.state != domain.OPEN or case.person_id is None:
        raise NothingToTell
    if case.told_at is not None:
        return
    store.note_told(tx.conn, case_id, account_id, tx.now)
    dismissals.put(tx.conn, case_id, {"held_on": held.day, "present": list(held.present)})
    tx.record(PersonTold(person_id=case.person_id, case_id=case_id, account_id=account_id, held_on=held.day))
    ask_those_who_waited(tx, [case.person_id])
