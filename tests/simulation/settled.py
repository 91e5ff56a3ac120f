"""Settling everybody once more changes nothing: what is there follows from how things are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.journey.actions import releasing, settling
from services.journey.domain.occurrences import horizon
from services.journey.domain.settle import Change, settle_all
from services.journey.domain.touchpoint import PLANNED
from services.journey.store import lanes, rulings
from services.journey.store import touchpoints as store
from services.journey.wiring import transaction as journey
from tests.simulation.promises import Violation

BATCH = 2_000


def check(*, share: int, turn: int) -> int:
    """Look at one in ``share`` of everybody, another part each ``turn``; return of how many, or raise Violation."""
    reached: UUID | None = None
    looked_at = 0
    while True:
        with journey() as tx:
            people = lanes.after(tx.conn, reached, BATCH)
            if not people:
                return looked_at
            reached = people[-1]
            mine = [one for one in people if one.int % share == turn % share]
            looked_at += len(mine)
            ruling = rulings.in_force(tx.conn, tx.now)
            terms = replace(settling.terms_of(tx, ruling), unseen=releasing._unseen(tx, ruling))
            known = store.touchpoints_of(tx.conn, mine)
            terms = settling.knowing(tx, terms, known)
            outcome = settle_all(settling.spells_of(tx, mine, ruling.policy), known, terms)
            # Further ahead is planned night by night.
            near = horizon(tx.now.date(), ruling.policy.horizon_months) - 2 * settling.HORIZON_STEP
            added = [one for one in outcome.added if one.due_date < near]
            if added:
                message = f"settling everybody again adds {added[:2]}"
                raise Violation(message)
            # So is what did not come there, before HR wanted to look less far or a date was corrected; and what is
            # planned there may be in the way of something before it.
            ahead = {one.person_id for one in outcome.added}
            changed = [one for one in outcome.changed if not _with_horizon(one, near, ahead)]
            if changed:
                message = f"settling everybody again changes {changed[:2]}"
                raise Violation(message)


def _with_horizon(one: Change, near: date, ahead: Collection[UUID]) -> bool:
    return one.before.person_id in ahead or (one.before.state != PLANNED and one.after.due_date >= near)
