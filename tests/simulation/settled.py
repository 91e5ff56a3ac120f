"""Settling everybody once more changes nothing: what is there follows from how things are."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from services.journey.actions import releasing, settling
from services.journey.domain.settle import settle_all
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
            # Further ahead is planned night by night: no lane is a step behind, and a step is less than two months.
            near = ruling.policy.horizon_months - 2
            terms = replace(
                settling.terms_of(tx, ruling), unseen=releasing._unseen(tx, ruling), horizon_months=near
            )
            known = store.touchpoints_of(tx.conn, mine)
            terms = settling.knowing(tx, terms, known)
            outcome = settle_all(settling.spells_of(tx, mine, ruling.policy), known, terms)
            if outcome.added or outcome.changed:
                message = (
                    f"settling everybody again adds {outcome.added[:2]} or changes {outcome.changed[:2]}"
                )
                raise Violation(message)
