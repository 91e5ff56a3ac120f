"""What HR does by hand: stop everything, pause somebody, skip a moment and take that back."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from services.journey.actions.settling import reconcile
from services.journey.domain.settle import Change
from services.journey.domain.touchpoint import PAUSED, PLANNED, SKIPPED, Touchpoint
from services.journey.errors import NotWaiting, PersonUnknown, TouchpointUnknown
from services.journey.store import lanes, lists, pauses, stop
from services.journey.store import touchpoints as store
from shared.contracts.journey import LettersResumed, LettersStopped, PersonPaused, PersonResumed
from shared.db.transaction import Tx


def stop_all(tx: Tx, by: UUID) -> None:
    """Let no letter leave until somebody lifts it: nothing is released, and mail holds what was asked for already."""
    if stop.stand(tx.conn, by, tx.now):
        tx.record(LettersStopped(account_id=by))


def go_on(tx: Tx, by: UUID) -> None:
    """Lift the stop. What is late by now leaves in the next window, or is skipped where it came too late."""
    if stop.lift(tx.conn, by, tx.now):
        tx.record(LettersResumed(account_id=by))


def pause(tx: Tx, person_id: UUID, by: UUID) -> None:
    """Send this person nothing until somebody lifts it; what comes due meanwhile is skipped, with the reason."""
    if lists.name_of(tx.conn, person_id) is None:
        raise PersonUnknown
    if pauses.begin(tx.conn, person_id, by, tx.now):
        reconcile(tx, [person_id], because=PAUSED)
        tx.record(PersonPaused(person_id=person_id, account_id=by))


def resume(tx: Tx, person_id: UUID, by: UUID) -> None:
    """Lift a pause. What was skipped by it and is not too late leaves in the next window after all."""
    if pauses.end(tx.conn, person_id):
        reconcile(tx, [person_id], because="resumed")
        tx.record(PersonResumed(person_id=person_id, account_id=by))


def skip(tx: Tx, touchpoint_id: UUID, reason: str, by: UUID) -> UUID:
    """Let one touchpoint not come, for one of the reasons BY_HAND; return whose it is. Twice is once."""
    one = _found(tx, touchpoint_id)
    if one.state == PLANNED:
        after = replace(one, state=SKIPPED, reason=reason)
        store.save(tx.conn, [Change(one, after)], tx.now, reason, by=by)
    elif not one.by_hand:
        raise NotWaiting
    return one.person_id


def take_back(tx: Tx, touchpoint_id: UUID, by: UUID) -> UUID:
    """Let a touchpoint that was skipped by hand come after all, if it is not too late; return whose it is."""
    one = _found(tx, touchpoint_id)
    if one.by_hand:
        after = replace(one, state=PLANNED, reason=None)
        store.save(tx.conn, [Change(one, after)], tx.now, "taken_back", by=by)
        reconcile(tx, [one.person_id], because="taken_back")
    return one.person_id


def _found(tx: Tx, touchpoint_id: UUID) -> Touchpoint:
    """Return a touchpoint, with the lane of its person locked."""
    found = store.one(tx.conn, touchpoint_id)
    if found is not None:
        lanes.lock(tx.conn, [found.person_id])
        found = store.one(tx.conn, touchpoint_id)
    if found is None:
        raise TouchpointUnknown
    return found
