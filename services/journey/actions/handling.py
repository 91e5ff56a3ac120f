"""Actions of HR over many: done in batches that go on where they were, undone within a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.journey.actions import assigning
from services.journey.actions.settling import reconcile, record_cancelled, spells_of, terms_of
from services.journey.domain import hand as by_hand
from services.journey.domain.hand import Applied
from services.journey.domain.intent import PAUSE, RESUME, SEND, TAKE_BACK, Intent
from services.journey.domain.settle import Change
from services.journey.domain.spell import Spell
from services.journey.domain.terms import Terms
from services.journey.domain.touchpoint import CANCELLED, PAUSED, UNDONE, Touchpoint
from services.journey.errors import HandUnknown, TooLateToUndo
from services.journey.store import hands, lanes, pauses, rulings, selection
from services.journey.store import touchpoints as store
from services.journey.store.hands import DONE, IS_UNDONE, RUNNING, UNDOING, Hand
from services.journey.store.saving import save
from services.journey.store.selection import Meant
from shared.contracts.journey import PersonPaused, PersonResumed
from shared.db.transaction import Tx
from shared.queue.bell import ring

BATCH = 500
HAND, TAKEN_BACK = "by_hand", "taken_back"
JOB = "services.journey.jobs.work_hands"


def start(tx: Tx, hand_id: UUID, intent: Intent, by: UUID) -> Hand:
    """Begin an action, and do its first batch; the rest follows in the background. A second click finds the first."""
    if hands.begin(tx.conn, hand_id, intent, by, tx.now, total=selection.count(tx.conn, intent)):
        _work(tx, _found(tx, hand_id, locked=True))
        tx.after_commit(lambda: ring("journey", JOB))
    return _found(tx, hand_id)


def work_batch(tx: Tx) -> bool:
    """Go on with the first action that is not through; False where there is none."""
    hand = hands.next_open(tx.conn)
    if hand is None:
        return False
    if hand.state == RUNNING:
        _work(tx, hand)
    else:
        _unwork(tx, hand)
    return True


def do_one(
    tx: Tx, intent: Intent, person_id: UUID, touchpoint_id: UUID | None, hand_id: UUID, by: UUID
) -> Hand | str:
    """Do something about one person or one of their moments; return the action, or why it cannot be done."""
    lanes.lock(tx.conn, [person_id])
    there = how_things_are(tx, [person_id])
    found = by_hand.applied(
        intent, hand_id, [(person_id, touchpoint_id)], there.spells, there.known, there.terms
    )
    if found.left_out:
        return next(iter(found.left_out))
    if hands.begin(tx.conn, hand_id, intent, by, tx.now, total=1):
        hands.note(tx.conn, hand_id, state=DONE, count=1, finished_at=tx.now)
        write(tx, found, _found(tx, hand_id))
    return _found(tx, hand_id)


def undo(tx: Tx, hand_id: UUID) -> Hand:
    """Put back what an action did, as long as its minute lasts; what has left meanwhile stays. Twice is once."""
    hand = _found(tx, hand_id, locked=True)
    if hand.state in {UNDOING, IS_UNDONE}:
        return hand
    if not hand.can_be_undone(tx.now):
        raise TooLateToUndo
    hands.note(tx.conn, hand_id, state=UNDOING, reached=None, undone_at=tx.now)
    _unwork(tx, _found(tx, hand_id))
    tx.after_commit(lambda: ring("journey", JOB))
    return _found(tx, hand_id)


@dataclass(frozen=True)
class There:
    """How things are with some people."""

    spells: list[Spell]
    known: list[Touchpoint]
    terms: Terms


def how_things_are(tx: Tx, people: Collection[UUID]) -> There:
    """Return how things are with some people now."""
    ruling = rulings.in_force(tx.conn, tx.now)
    known = store.touchpoints_of(tx.conn, people)
    return There(spells_of(tx, people, ruling.policy), known, terms_of(tx, ruling))


def pairs(meant: Sequence[Meant]) -> list[tuple[UUID, UUID | None]]:
    """Return who and which of their moments is meant."""
    return [(one.person_id, one.touchpoint_id) for one in meant]


def _work(tx: Tx, hand: Hand) -> None:
    """Do a batch of an action, and note how far it is."""
    meant = selection.meant(tx.conn, hand.intent, after=hand.reached, limit=BATCH)
    left_out, count = Counter(hand.left_out), hand.count
    if meant:
        done, out = _do(tx, hand, meant)
        count += done
        left_out.update(out)
    through = len(meant) < BATCH
    hands.note(
        tx.conn,
        hand.id,
        reached=meant[-1].person_id if meant else hand.reached,
        count=count,
        left_out=dict(left_out),
        state=DONE if through else RUNNING,
        finished_at=tx.now if through else None,
    )


def _do(tx: Tx, hand: Hand, meant: Sequence[Meant]) -> tuple[int, dict[str, int]]:
    """Return how many it happened to, and how many were left out by reason."""
    people = sorted({one.person_id for one in meant})
    lanes.lock(tx.conn, people)
    there = how_things_are(tx, people)
    if hand.intent.kind in {PAUSE, RESUME}:
        done = _paused(tx, hand, people)
        missed = len(people) - done
        return done, {by_hand.THE_SAME: missed} if missed else {}
    found = by_hand.applied(hand.intent, hand.id, pairs(meant), there.spells, there.known, there.terms)
    write(tx, found, hand)
    return len(found.added) + len(found.changed), found.left_out


def write(tx: Tx, found: Applied, hand: Hand) -> None:
    """Write what a hand did, and make all else of these people right again."""
    because = TAKEN_BACK if hand.intent.kind == TAKE_BACK else HAND
    store.add(tx.conn, found.added, tx.now)
    save(tx.conn, found.changed, tx.now, because, by=hand.by_account, hand=hand.id)
    people = {one.person_id for one in found.added} | {one.after.person_id for one in found.changed}
    _right_again(tx, people, because)


def _paused(tx: Tx, hand: Hand, people: Collection[UUID]) -> int:
    if hand.intent.kind == PAUSE:
        new = pauses.begin_many(tx.conn, people, hand.by_account, tx.now)
        hands.note_pauses(tx.conn, hand.id, [(one, tx.now, hand.by_account) for one in new])
    else:
        lifted = pauses.end_many(tx.conn, people)
        hands.note_pauses(tx.conn, hand.id, lifted)
        new = [one[0] for one in lifted]
    _tell(tx, hand, new, paused=hand.intent.kind == PAUSE)
    return len(new)


def _tell(tx: Tx, hand: Hand, people: Collection[UUID], *, paused: bool) -> None:
    fact: Any = PersonPaused if paused else PersonResumed
    _right_again(tx, people, PAUSED if paused else "resumed")
    tx.record(*(fact(person_id=one, account_id=hand.by_account) for one in people))


def _right_again(tx: Tx, people: Collection[UUID], because: str) -> None:
    """All else of these people gives way, and their conversations find somebody to hold them."""
    if people:
        reconcile(tx, people, because=because)
        assigning.assign_for(tx, people)


def _unwork(tx: Tx, hand: Hand) -> None:
    """Undo a batch of an action, and note how far it is."""
    if hand.intent.kind in {PAUSE, RESUME}:
        ids = hands.paused_by(tx.conn, hand.id, after=hand.reached, limit=BATCH)
        kept = _unpaused(tx, hand, ids)
    elif hand.intent.kind == SEND:
        ids = hands.sent_by(tx.conn, hand.id, after=hand.reached, limit=BATCH)
        kept = _put_back(tx, hand, ids, {})
    else:
        found = hands.changed_by(tx.conn, hand.id, after=hand.reached, limit=BATCH)
        ids = [one[0] for one in found]
        kept = _put_back(tx, hand, ids, {one: was for one, was, again in found if not again})
    hands.note(
        tx.conn,
        hand.id,
        reached=ids[-1] if ids else hand.reached,
        kept=hand.kept + kept,
        state=IS_UNDONE if len(ids) < BATCH else UNDOING,
    )


def _put_back(tx: Tx, hand: Hand, ids: Sequence[UUID], was: dict[UUID, by_hand.Was]) -> int:
    """Return how many stay as they are: they have left, or somebody decided on them again."""
    people = hands.owners(tx.conn, ids)
    if not people:
        return len(ids)
    lanes.lock(tx.conn, people)
    asked, changes = set(ids), []
    for one in how_things_are(tx, people).known:
        if one.id not in asked or one.released_at is not None:
            continue
        if hand.intent.kind == SEND and one.state != CANCELLED:
            changes.append(Change(one, by_hand.unsent(one)))
        elif one.id in was:
            changes.append(Change(one, by_hand.undone(one, was[one.id])))
    save(tx.conn, changes, tx.now, UNDONE, by=hand.by_account)
    record_cancelled(tx, changes)
    _right_again(tx, people, UNDONE)
    return len(ids) - len(changes)


def _unpaused(tx: Tx, hand: Hand, ids: Sequence[UUID]) -> int:
    lanes.lock(tx.conn, ids)
    back = hands.unpause if hand.intent.kind == PAUSE else hands.repause
    done = back(tx.conn, hand.id, ids)
    _tell(tx, hand, done, paused=hand.intent.kind == RESUME)
    return len(ids) - len(done)


def _found(tx: Tx, hand_id: UUID, *, locked: bool = False) -> Hand:
    found = hands.one(tx.conn, hand_id, locked=locked)
    if found is None:
        raise HandUnknown
    return found
