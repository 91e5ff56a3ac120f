"""Actions of HR over many: looked at first, done in batches that go on where they were, undone within a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
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
from services.journey.domain.touchpoint import CANCELLED, PAUSED, PLANNED, UNDONE, Touchpoint
from services.journey.errors import HandUnknown, TooLateToUndo
from services.journey.store import hands, lanes, pauses, rulings, selection
from services.journey.store import touchpoints as store
from services.journey.store.hands import DONE, IS_UNDONE, RUNNING, UNDOING, Hand
from services.journey.store.people import names_of
from services.journey.store.selection import Meant
from shared.contracts.journey import PersonPaused, PersonResumed
from shared.db.transaction import Tx
from shared.kernel.ids import new_id
from shared.queue.bell import ring

BATCH = 500
# So many are looked at one by one before an action: more would keep HR waiting, and say no more.
LOOKED_AT = 1_000
HAND, TAKEN_BACK = "by_hand", "taken_back"
NAMED = 100
JOB = "services.journey.jobs.work_hands"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Somebody to whom an action would happen: what they get, or the moment as it is and as it would be."""

    person_id: UUID
    name: str | None
    before: Touchpoint | None = None
    after: Touchpoint | None = None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an action would do; of more than ``looked_at`` only so many were looked at one by one."""

    total: int
    looked_at: int
    count: int
    left_out: dict[str, int] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    pushed: list[Shown] = field(default_factory=list)
    # How many of them do not work on the day that was chosen: theirs leaves on the first day that they do.
    elsewhen: int = 0


def look(tx: Tx, intent: Intent) -> Preview:
    """Return what an action would do, without doing it."""
    total = selection.count(tx.conn, intent)
    meant = selection.meant(tx.conn, intent, after=None, limit=LOOKED_AT)
    people = sorted({one.person_id for one in meant})
    if intent.kind in {PAUSE, RESUME}:
        paused = pauses.among(tx.conn, people)
        left = [one for one in people if (one in paused) == (intent.kind == PAUSE)]
        names = names_of(tx.conn, people[:NAMED])
        return Preview(
            total=total,
            looked_at=len(meant),
            count=len(people) - len(left),
            left_out={by_hand.THE_SAME: len(left)} if left else {},
            shown=[Shown(person_id=one, name=names.get(one)) for one in people[:NAMED] if one not in left],
        )
    there = _there(tx, people)
    done = by_hand.applied(intent, new_id(), _pairs(meant), there.spells, there.known, there.terms)
    return _preview(tx, done, there, total=total, looked_at=len(meant))


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
    there = _there(tx, [person_id])
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
class _There:
    """How things are with some people."""

    spells: list[Spell]
    known: list[Touchpoint]
    terms: Terms


def _there(tx: Tx, people: Collection[UUID]) -> _There:
    ruling = rulings.in_force(tx.conn, tx.now)
    known = store.touchpoints_of(tx.conn, people)
    return _There(spells_of(tx, people, ruling.policy), known, terms_of(tx, ruling))


def _pairs(meant: Sequence[Meant]) -> list[tuple[UUID, UUID | None]]:
    return [(one.person_id, one.touchpoint_id) for one in meant]


def _preview(tx: Tx, done: Applied, there: _There, *, total: int, looked_at: int) -> Preview:
    changes = [(None, one) for one in done.added] + [(one.before, one.after) for one in done.changed]
    pushed = by_hand.pushed_aside(done, there.spells, there.known, there.terms)
    both = [after for _, after in changes[:NAMED]] + [one.after for one in pushed[:NAMED]]
    names = names_of(tx.conn, [one.person_id for one in both])
    employed = by_hand.latest_employments(there.spells, there.terms.touching_days)
    elsewhen = 0
    for _, after in changes:
        spell = employed.get(after.person_id, {}).get(after.spell_id)
        chosen = after.moved_to is not None or not after.plan_version
        if spell and chosen and after.state == PLANNED:
            elsewhen += not by_hand.leaves_as_given(after, spell, there.terms)
    return Preview(
        total=total,
        looked_at=looked_at,
        count=len(changes),
        left_out=done.left_out,
        shown=[
            Shown(person_id=after.person_id, name=names.get(after.person_id), before=before, after=after)
            for before, after in changes[:NAMED]
        ],
        pushed=[
            Shown(
                person_id=one.after.person_id,
                name=names.get(one.after.person_id),
                before=one.before,
                after=one.after,
            )
            for one in pushed[:NAMED]
        ],
        elsewhen=elsewhen,
    )


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
    there = _there(tx, people)
    if hand.intent.kind in {PAUSE, RESUME}:
        done = _paused(tx, hand, people)
        missed = len(people) - done
        return done, {by_hand.THE_SAME: missed} if missed else {}
    found = by_hand.applied(hand.intent, hand.id, _pairs(meant), there.spells, there.known, there.terms)
    write(tx, found, hand)
    return len(found.added) + len(found.changed), found.left_out


def write(tx: Tx, found: Applied, hand: Hand) -> None:
    """Write what a hand did, and make all else of these people right again."""
    because = TAKEN_BACK if hand.intent.kind == TAKE_BACK else HAND
    store.add(tx.conn, found.added, tx.now)
    store.save(tx.conn, found.changed, tx.now, because, by=hand.by_account, hand=hand.id)
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
    for one in _there(tx, people).known:
        if one.id not in asked or one.released_at is not None:
            continue
        if hand.intent.kind == SEND and one.state != CANCELLED:
            changes.append(Change(one, by_hand.unsent(one)))
        elif one.id in was:
            changes.append(Change(one, by_hand.undone(one, was[one.id])))
    store.save(tx.conn, changes, tx.now, UNDONE, by=hand.by_account)
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
