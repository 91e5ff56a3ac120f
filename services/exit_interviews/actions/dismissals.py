"""Prepare the talk that brings a dismissal: the manager with HR. Nobody else, and nothing else of the leaving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.exit_interviews.domain import cases
from services.exit_interviews.domain.dismissal import Preparation
from services.exit_interviews.errors import ChangedMeanwhile, HeldAlready, NoDismissal, NotWhole
from services.exit_interviews.policy import PREPARED_KEPT
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import dismissals as store
from shared.contracts.exit import DismissalPrepared
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings


@dataclass(frozen=True, kw_only=True)
class By:
    """Who is at it: HR, or the manager of whom it is about."""

    account_id: UUID
    person_id: UUID | None
    hr: bool


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A talk as it stands."""

    case: Any
    words: Preparation
    written_at: datetime | None = None
    prepared_at: datetime | None = None
    held: Any = None


def look(tx: Tx, case_id: UUID, by: By, *, lock: bool = False) -> Talk:
    """Return how the talk stands; raise NoDismissal for whoever has no part in it."""
    if lock:
        case_store.locked(tx.conn, case_id)
    case = store.case_with_manager(tx.conn, case_id)
    if case is None or case.kind != cases.DISMISSAL or case.state != cases.OPEN or case.person_id is None:
        raise NoDismissal
    if not by.hr and (by.person_id is None or by.person_id != case.manager_id):
        raise NoDismissal
    row = store.of_case(tx.conn, case_id)
    if row is None:
        return Talk(case=case, words=Preparation())
    return Talk(
        case=case,
        words=store.opened(row.words),
        written_at=row.written_at,
        prepared_at=row.prepared_at,
        held=row if row.held_on else None,
    )


def write(tx: Tx, case_id: UUID, by: By, words: Preparation, *, seen: str) -> None:
    """Keep what was written; what HR had agreed to is to be agreed to again."""
    talk = look(tx, case_id, by, lock=True)
    if talk.case.told_at is not None:
        raise HeldAlready
    if words == talk.words:
        return
    if seen != mark(talk):
        raise ChangedMeanwhile
    values = {"words": store.sealed(words), "written_at": tx.now, "written_by": by.account_id}
    store.put(tx.conn, case_id, {**values, "prepared_at": None, "prepared_by": None})


def note_prepared(tx: Tx, case_id: UUID, by: By) -> None:
    """HR says that the talk is prepared, once."""
    talk = look(tx, case_id, by, lock=True)
    if talk.case.told_at is not None:
        raise HeldAlready
    if lacking := talk.words.lacking():
        raise NotWhole({name: [NotWhole.text] for name in lacking})
    if talk.prepared_at is None:
        store.put(tx.conn, case_id, {"prepared_at": tx.now, "prepared_by": by.account_id})
        tx.record(DismissalPrepared(person_id=talk.case.person_id, case_id=case_id, account_id=by.account_id))


def mark(talk: Talk) -> str:
    """Return a mark of what somebody looks at, to see whether it is still so when they write."""
    return talk.written_at.isoformat() if talk.written_at else ""


def wipe(tx: Tx) -> int:
    """Wipe what was written for talks that are long over; return how many."""
    return store.wipe(tx.conn, clock.today(settings().zone) - PREPARED_KEPT)
