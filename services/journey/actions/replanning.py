"""Everybody looked at, a thousand at a time: what a change would do (writing nothing of it), and the change itself.

Each batch is one transaction, in which cursor and counts move along: killed at any point, the next worker goes on where
the last commit was. Previews go by the id of people; a change is done when nobody's lane is behind what is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.journey.actions import planning
from services.journey.actions.settling import knowing, reconcile, spells_of, terms_of
from services.journey.domain.proposal import Shift, counted, shifts
from services.journey.domain.settle import settle_all
from services.journey.store import lanes, rulings, runs
from services.journey.store import touchpoints as store
from services.journey.store.rulings import Ruling
from shared.db.transaction import Tx

# So often a run may break off without getting any further.
MOST_CRASHES = 3
CRASHED = "crashed"
# A preview that came to nothing is of no use after a week.
KEPT = timedelta(days=7)


def preview_batch(tx: Tx, limit: int) -> int:
    """Look what a change would do to the next ``limit`` people; return to how many."""
    run = runs.claim_preview(tx.conn)
    if run is None:
        return 0
    if run.epoch != rulings.epoch(tx.conn):
        runs.end_all(tx.conn, runs.PREVIEW, runs.STOPPED, tx.now, planning.MOVED_ON)
        return 0
    people = lanes.after(tx.conn, run.reached, limit)
    if not people:
        runs.end_all(tx.conn, runs.PREVIEW, runs.DONE, tx.now)
        return 0
    ruling = rulings.in_force(tx.conn, tx.now)
    found = _would_be(tx, people, ruling, planning.proposed(ruling, run.body))
    runs.note(tx.conn, run.id, found)
    runs.advance(tx.conn, run.id, len(people), counted(found), tx.now)
    runs.change(tx.conn, run.id, {"reached": people[-1]})
    return len(people)


def replan_batch(tx: Tx, limit: int) -> int:
    """Settle up to ``limit`` people who were settled under what was in force before; return how many.

    Who is worked on elsewhere is left for the next time, and the change is done when nobody is left.
    """
    epoch = rulings.epoch(tx.conn)
    if runs.halted(tx.conn, epoch):
        return 0
    people = lanes.claim_behind(tx.conn, epoch, limit)
    if not people:
        if not lanes.any_behind(tx.conn, epoch):
            runs.end_all(tx.conn, runs.APPLY, runs.DONE, tx.now)
        return 0
    ruling = rulings.in_force(tx.conn, tx.now)
    outcome = reconcile(tx, people, because="replanned", ruling=ruling)
    run = runs.running(tx.conn, runs.APPLY)
    if run is not None:
        runs.advance(tx.conn, run.id, len(people), counted(shifts(outcome)), tx.now)
    return len(people)


def next_work(tx: Tx) -> datetime | None:
    """Return now where there is something to look at or to replan, None where there is nothing."""
    epoch = rulings.epoch(tx.conn)
    if any(runs.running(tx.conn, kind) for kind in (runs.PREVIEW, runs.APPLY)):
        return tx.now
    return tx.now if lanes.any_behind(tx.conn, epoch) and not runs.halted(tx.conn, epoch) else None


def crashed(tx: Tx, kind: str) -> None:
    """Note that a run broke off for a reason that nobody foresaw; the third time without getting further is the last.

    What was done stays done, and what leaves is decided afresh: nobody gets a letter under a plan of before.
    """
    found = runs.running(tx.conn, kind)
    if found is None:
        return
    values: dict[str, Any] = {"crashes": found.crashes + 1}
    if found.crashes + 1 >= MOST_CRASHES:
        values |= {"state": runs.FAILED, "reason": CRASHED, "finished_at": tx.now}
    runs.change(tx.conn, found.id, values)


def tidy(tx: Tx) -> int:
    """Let go of old previews that came to nothing."""
    return runs.tidy(tx.conn, tx.now - KEPT)


def _would_be(tx: Tx, people: Sequence[UUID], ruling: Ruling, after: planning.Proposed) -> list[Shift]:
    """Return what would change for these people: exactly what ``reconcile`` would do, and none of it written."""
    known = store.touchpoints_of(tx.conn, people)
    terms = knowing(tx, terms_of(tx, ruling, plans=after.active, policy=after.policy), known)
    return list(shifts(settle_all(spells_of(tx, people, after.policy), known, terms)))
