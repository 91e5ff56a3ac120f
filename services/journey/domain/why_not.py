"""Why a rule has no touchpoint for somebody: nothing is kept of that, it follows from how things are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from services.journey.domain.occurrences import anchor_of, horizon, occurrences
from services.journey.domain.rule import RETURN_FROM_LEAVE, Rule
from services.journey.domain.settle import Terms, local_day, why_ended
from services.journey.domain.spell import Spell
from services.journey.domain.touchpoint import NOT_FOR, SWITCHED_OFF
from shared.calendar.months import add_days

NO_ANCHOR, BEFORE_RULE, PASSED, BEYOND, NO_EMPLOYMENT = (
    "no_anchor",
    "before_rule",
    "passed",
    "beyond",
    "no_employment",
)
FAR_PAST = date(1900, 1, 1)


@dataclass(frozen=True)
class Absent:
    """A rule that has no touchpoint in an employment, and why; ``asks`` is what somebody does not meet."""

    rule: Rule
    spell: Spell | None
    reason: str
    due: date | None = None
    asks: str | None = None


def why_not(
    spells: Sequence[Spell],
    rules: Sequence[Rule],
    known: Collection[tuple[object, str, str]],
    terms: Terms,
    *,
    on: Collection[str],
) -> list[Absent]:
    """Return each rule without a touchpoint, in the latest employment, with the reason.

    ``known`` are employment, programme and rule of what there is; ``on`` the programmes that are switched on.
    """
    if not spells:
        return [Absent(rule, None, NO_EMPLOYMENT) for rule in rules]
    spell = spells[-1]
    return [
        _reason(rule, spell, terms, on=rule.programme in on)
        for rule in rules
        if (spell.spell_id, rule.programme, rule.name) not in known
    ]


def _reason(rule: Rule, spell: Spell, terms: Terms, *, on: bool) -> Absent:
    if not on:
        return Absent(rule, spell, SWITCHED_OFF)
    if ended := why_ended(rule, spell):
        return Absent(rule, spell, ended)
    if rule.anchor != RETURN_FROM_LEAVE and anchor_of(rule, spell) is None:
        return Absent(rule, spell, NO_ANCHOR)
    today = local_day(terms.now, spell)
    last = horizon(today, terms.horizon_months)
    # What comes next says more than what was; of what was, the last.
    since = add_days(today, -terms.look_back_days)
    ahead = next(occurrences(rule, spell, since, last), None)
    if ahead is not None:
        asks = rule.audience.unmet(spell, ahead.due, ahead.absence)
        early = rule.since is not None and ahead.due < rule.since
        return Absent(rule, spell, NOT_FOR if asks else BEFORE_RULE if early else PASSED, ahead.due, asks)
    behind = [one.due for one in occurrences(rule, spell, FAR_PAST, since)]
    if behind:
        return Absent(rule, spell, PASSED, behind[-1])
    return Absent(rule, spell, NO_ANCHOR if rule.anchor == RETURN_FROM_LEAVE else BEYOND)
