"""What journey does, one function an intention; each runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from services.journey.domain.release import release
from services.journey.domain.settle import Change, Terms, settle_all
from services.journey.domain.touchpoint import (
    ANSWERED,
    CANCELLED,
    DECLINED,
    DUE,
    EXPIRED,
    FORGOTTEN,
    GONE,
    PAUSED,
    PLANNED,
    SKIPPED,
    Touchpoint,
)
from services.journey.errors import NotWaiting, PersonUnknown, TouchpointUnknown
from services.journey.policy import POLICY, default_plan
from services.journey.store import lists, pauses, stop
from services.journey.store import touchpoints as store
from shared.contracts.journey import (
    LettersResumed,
    LettersStopped,
    PersonPaused,
    PersonResumed,
    TouchpointCancelled,
    TouchpointDue,
    TouchpointExpired,
)
from shared.db.transaction import Tx
from shared.kernel.settings import settings

RELEASE_BATCH = 1_000


def reconcile(tx: Tx, person_ids: Collection[UUID], *, because: str, gone: str = GONE) -> None:
    """Make the touchpoints of these people what the plan and their employments ask for now, and nothing more.

    ``because`` is kept as the reason of what moves, ``gone`` of what loses its employment.
    """
    if not person_ids:
        return
    terms = _terms(tx, gone=gone)
    store.keep_plan(tx.conn, terms.plan, tx.now)
    # The touchpoints first: who waits for a release in progress here then reads employments as they are after it.
    known = store.touchpoints_of(tx.conn, person_ids)
    spells = store.spells_of(tx.conn, person_ids, settings().zone)
    outcome = settle_all(spells, known, terms)
    store.add(tx.conn, outcome.added, tx.now)
    store.save(tx.conn, outcome.changed, tx.now, because)
    _record_cancelled(tx, outcome.changed)


def move_to(tx: Tx, from_id: UUID, into_id: UUID, *, because: str) -> None:
    """Two records were one person, or are two again: touchpoints follow their employments."""
    store.touchpoints_of(tx.conn, [from_id, into_id])
    store.rehome(tx.conn, from_id, into_id)
    pauses.take_along(tx.conn, from_id, into_id)
    reconcile(tx, [from_id, into_id], because=because, gone=because)


def forget(tx: Tx, person_ids: Collection[UUID]) -> None:
    """Stop everything for these people and erase what we know of them."""
    for one in store.touchpoints_of(tx.conn, person_ids):
        if one.state in {PLANNED, DUE}:
            tx.record(TouchpointCancelled(person_id=one.person_id, touchpoint_id=one.id, reason=FORGOTTEN))
    store.erase(tx.conn, person_ids)
    pauses.erase(tx.conn, person_ids)


def release_batch(tx: Tx, limit: int = RELEASE_BATCH) -> int:
    """Release up to ``limit`` touchpoints whose moment has come; return how many were looked at.

    Each is looked at afresh, locked: what may not leave (any more) is moved, skipped or cancelled, with the reason.
    """
    # The first of the index alone answers nearly every tick; looking for a batch would read what left this morning.
    first = store.next_send_at(tx.conn)
    if first is None or first > tx.now:
        return 0
    claimed = store.claim_due(tx.conn, tx.now, limit)
    if not claimed:
        return 0
    terms = _terms(tx)
    spells = store.spells_of(tx.conn, {one.person_id for one in claimed}, settings().zone)
    employed = {(spell.person_id, spell.spell_id): spell for spell in spells}
    changes = [
        Change(one, release(one, employed.get((one.person_id, one.spell_id)), terms)) for one in claimed
    ]
    store.save(tx.conn, changes, tx.now, "released")
    for one in (change.after for change in changes if change.after.state == DUE):
        tx.record(
            TouchpointDue(
                person_id=one.person_id,
                touchpoint_id=one.id,
                spell_id=one.spell_id,
                programme=one.programme,
                rule=one.rule,
                occurrence=one.occurrence,
                due_date=one.due_date,
                closes_on=one.closes_on,
            )
        )
    _record_cancelled(tx, changes)
    return len(claimed)


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
    found = store.one(tx.conn, touchpoint_id)
    if found is None:
        raise TouchpointUnknown
    return found


def note_answered(tx: Tx, touchpoint_ids: Collection[UUID]) -> None:
    """The person answered: that stands, whatever happened to the touchpoint meanwhile."""
    store.answered_as(tx.conn, touchpoint_ids, ANSWERED, (DUE, EXPIRED, CANCELLED))


def note_declined(tx: Tx, touchpoint_ids: Collection[UUID]) -> None:
    """The person would rather not."""
    store.answered_as(tx.conn, touchpoint_ids, DECLINED, (DUE, EXPIRED, CANCELLED))


def note_closed(tx: Tx, touchpoint_ids: Collection[UUID]) -> None:
    """The time to answer has passed; what was answered, declined or cancelled stays so."""
    for row in store.answered_as(tx.conn, touchpoint_ids, EXPIRED, (DUE,)):
        tx.record(TouchpointExpired(person_id=row.person_id, touchpoint_id=row.id))


def note_undelivered(tx: Tx, reasons: Mapping[UUID, str]) -> None:
    """No letter reaches these people; their open touchpoints say why."""
    store.note_undelivered(tx.conn, reasons)


def _terms(tx: Tx, *, gone: str = GONE) -> Terms:
    return Terms(
        plan=default_plan(),
        window=POLICY.window,
        catch_up_days=POLICY.catch_up_days,
        now=tx.now,
        gone=gone,
    )


def _record_cancelled(tx: Tx, changes: Sequence[Change]) -> None:
    for one in changes:
        if one.after.state == CANCELLED and one.before.state in {PLANNED, DUE}:
            tx.record(
                TouchpointCancelled(
                    person_id=one.after.person_id,
                    touchpoint_id=one.after.id,
                    reason=one.after.reason or GONE,
                )
            )
