"""Why somebody hears from us, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.journey.actions.settling import spells_of, terms_of
from services.journey.domain.spell import Spell, employments
from services.journey.domain.touchpoint import Touchpoint
from services.journey.domain.why_not import Absent, why_not
from services.journey.store import rulings
from services.journey.store.rulings import Ruling
from shared.db.transaction import Tx


@dataclass(frozen=True)
class Standing:
    """The employments of somebody, and what does not come, under what is in force."""

    ruling: Ruling
    spells: Sequence[Spell]
    absent: Sequence[Absent]


def standing_of(tx: Tx, person_id: UUID, known: Iterable[Touchpoint]) -> Standing:
    """Return the employments of somebody with the rules that give nothing; ``known`` is what there is."""
    ruling = rulings.in_force(tx.conn, tx.now)
    terms = terms_of(tx, ruling)
    spells = employments(spells_of(tx, [person_id], ruling.policy), terms.touching_days)
    rules = [rule for plan in ruling.plans.values() for rule in plan.rules]
    there = {(one.spell_id, one.programme, one.rule) for one in known}
    return Standing(ruling, spells, why_not(spells, rules, there, terms, on=ruling.on))
