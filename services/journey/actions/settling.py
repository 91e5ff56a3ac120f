"""Touchpoints made right: after facts, under a new ruling, ahead of the horizon."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from services.journey.domain.occurrences import horizon
from services.journey.domain.rule import Plan
from services.journey.domain.settle import Change, Outcome, settle_all
from services.journey.domain.spell import Spell
from services.journey.domain.terms import Terms
from services.journey.domain.touchpoint import CANCELLED, DUE, FORGOTTEN, GONE, PLANNED, Touchpoint
from services.journey.policy import Policy
from services.journey.store import employments, hands, lanes, pauses, rulings, runs
from services.journey.store import touchpoints as store
from services.journey.store.rulings import Ruling
from services.journey.store.saving import save
from shared.contracts.journey import TouchpointCancelled
from shared.db.transaction import Tx
from shared.kernel.settings import settings

# Nights between two times that somebody's horizon moves: a thirtieth of the house a night.
HORIZON_STEP = timedelta(days=30)
# An absence that ended longer ago than this moves nothing any more, and nothing new follows from it: a rule comes a
# year after a return at most (checks.MOST_AFTER_RETURN), and is looked back for two months.
ABSENCES_SINCE = timedelta(days=450)


def reconcile(
    tx: Tx, person_ids: Collection[UUID], *, because: str, gone: str = GONE, ruling: Ruling | None = None
) -> Outcome:
    """Make the touchpoints of these people what the plans and their employments ask for now, and nothing more.

    ``because`` is kept as the reason of what moves, ``gone`` of what loses its employment. Returns what changed.
    """
    if not person_ids:
        return Outcome([], [])
    ruling = ruling or rulings.in_force(tx.conn, tx.now)
    terms = terms_of(tx, ruling, gone=gone)
    until = horizon(tx.now.date(), ruling.policy.horizon_months)
    # The lane is the lock: who waits for a release in progress here then reads employments as they are after it.
    lanes.settle(tx.conn, person_ids, epoch=ruling.epoch, until=until)
    known = store.touchpoints_of(tx.conn, person_ids)
    terms = knowing(tx, terms, known)
    outcome = settle_all(spells_of(tx, person_ids, ruling.policy), known, terms)
    store.add(tx.conn, outcome.added, tx.now)
    save(tx.conn, outcome.changed, tx.now, because)
    record_cancelled(tx, outcome.changed)
    return outcome


def move_to(tx: Tx, from_id: UUID, into_id: UUID, *, because: str) -> None:
    """Two records were one person, or are two again: touchpoints follow their employments."""
    lanes.lock(tx.conn, [from_id, into_id])
    _end_open(tx, from_id, because)
    store.rehome(tx.conn, from_id, into_id)
    pauses.take_along(tx.conn, from_id, into_id)
    reconcile(tx, [from_id, into_id], because=because, gone=because)


def _end_open(tx: Tx, person_id: UUID, because: str) -> None:
    """What waits for an answer ends with the record under which it was asked, as it does with the service that asks.

    It moves along as what it was: sent, so that nothing is asked twice and the budget remembers it.
    """
    here = {one.spell_id for one in spells_of(tx, [person_id], rulings.in_force(tx.conn, tx.now).policy)}
    ended = [
        Change(one, one._replace(state=CANCELLED, reason=because, detail=None, sequence=one.sequence + 1))
        for one in store.touchpoints_of(tx.conn, [person_id])
        if one.state == DUE and one.spell_id not in here
    ]
    save(tx.conn, ended, tx.now, because)
    record_cancelled(tx, ended)


def forget(tx: Tx, person_ids: Collection[UUID]) -> None:
    """Stop everything for these people and erase what we know of them."""
    lanes.lock(tx.conn, person_ids)
    for one in store.touchpoints_of(tx.conn, person_ids):
        if one.state in {PLANNED, DUE}:
            tx.record(TouchpointCancelled(person_id=one.person_id, touchpoint_id=one.id, reason=FORGOTTEN))
    store.erase(tx.conn, person_ids)
    pauses.erase(tx.conn, person_ids)
    hands.erase(tx.conn, person_ids)
    lanes.erase(tx.conn, person_ids)
    runs.erase(tx.conn, person_ids)


def extend_batch(tx: Tx, limit: int) -> int:
    """Plan further ahead for up to ``limit`` people whose horizon has come near; return how many."""
    ruling = rulings.in_force(tx.conn, tx.now)
    day = horizon(tx.now.date(), ruling.policy.horizon_months) - HORIZON_STEP
    people = lanes.claim_short(tx.conn, day, limit)
    reconcile(tx, people, because="extended", ruling=ruling)
    return len(people)


def terms_of(
    tx: Tx,
    ruling: Ruling,
    *,
    gone: str = GONE,
    plans: dict[str, Plan] | None = None,
    policy: Policy | None = None,
) -> Terms:
    """Return under what is decided now; ``plans`` and ``policy`` instead, to look what they would do."""
    numbers = policy or ruling.policy
    return Terms(
        plans=plans if plans is not None else ruling.active,
        window=numbers.window,
        budget=numbers.budget,
        catch_up_days=numbers.catch_up_days,
        horizon_months=numbers.horizon_months,
        touching_days=numbers.touching_days,
        now=tx.now,
        gone=gone,
    )


def knowing(tx: Tx, terms: Terms, known: Iterable[Touchpoint]) -> Terms:
    """Return ``terms`` that also know under which versions left what of ``known`` still waits for an answer."""
    used = {(one.programme, one.plan_version) for one in known if one.state == DUE and one.plan_version}
    older = used - {(code, plan.version) for code, plan in terms.plans.items()}
    return replace(terms, earlier=rulings.versions(tx.conn, older)) if older else terms


def spells_of(tx: Tx, person_ids: Collection[UUID], policy: Policy) -> list[Spell]:
    """Return the employments of these people as plans see them."""
    since: date = tx.now.date() - ABSENCES_SINCE
    return employments.spells_of(
        tx.conn, person_ids, zone=settings().zone, closed=policy.closed_days, absent_since=since
    )


def record_cancelled(tx: Tx, changes: Sequence[Change]) -> None:
    """Let the log know what will not come, of what was to come or had left."""
    for one in changes:
        if one.after.state == CANCELLED and one.before.state in {PLANNED, DUE}:
            tx.record(
                TouchpointCancelled(
                    person_id=one.after.person_id,
                    touchpoint_id=one.after.id,
                    reason=one.after.reason or GONE,
                )
            )
