"""What the touchpoints of somebody ought to be, given plans, employments as they are now, and the time.

One function decides for everything: a hiring, a correction, a leaving, a new plan, the release. It looks at how things
*are*, not at what happened, so facts may come in any order and any number of times. Each rule says what it would like;
the budget of the person says what of it fits (see ``budget``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from services.journey.domain.cases import by_hand, cases_of
from services.journey.domain.ending import why_ended, why_hand_ended
from services.journey.domain.fitting import Case, fit
from services.journey.domain.rule import Rule
from services.journey.domain.spell import ACTIVE, EXPECTED, GOING, LEFT, Spell, by_any_id, employments
from services.journey.domain.terms import Terms, local_day
from services.journey.domain.touchpoint import (
    CANCELLED,
    DIED,
    DUE,
    NO_DATE,
    NOT_IN_PLAN,
    PLANNED,
    SKIPPED,
    SWITCHED_OFF,
    Touchpoint,
)
from shared.kernel.ids import new_id


class Change(NamedTuple):
    """A touchpoint before and after."""

    before: Touchpoint
    after: Touchpoint


@dataclass(frozen=True)
class Outcome:
    """What has to be written."""

    added: list[Touchpoint]
    changed: list[Change]

    def note(self, before: Touchpoint, after: Touchpoint) -> None:
        """Add a change, where it is one."""
        if after != before:
            self.changed.append(Change(before, after))


def settle_all(spells: Iterable[Spell], known: Iterable[Touchpoint], terms: Terms) -> Outcome:
    """Return the least that has to change for ``known`` to become what plans and employments ask for."""
    outcome = Outcome([], [])
    by_person: dict[object, tuple[list[Spell], list[Touchpoint]]] = {}
    for spell in spells:
        by_person.setdefault(spell.person_id, ([], []))[0].append(spell)
    for one in known:
        by_person.setdefault(one.person_id, ([], []))[1].append(one)
    for mine, touchpoints in by_person.values():
        settle_person(employments(mine, terms.touching_days), touchpoints, terms, outcome)
    return outcome


def settle_person(
    spells: Sequence[Spell], known: Sequence[Touchpoint], terms: Terms, outcome: Outcome
) -> None:
    """Add to ``outcome`` what has to change for one person, whose employments are joined already."""
    before = {one.key: one for one in known}
    cases: list[Case] = []
    for spell in spells:
        cases += cases_of(spell, before, terms)
    cases += by_hand(spells, before, terms)
    if not any(spell.deceased for spell in spells):
        fit(cases, known, terms)
    for case in cases:
        if case.before is not None:
            outcome.note(case.before, _written(case.before, case, terms))
        elif case.ought.state in {PLANNED, SKIPPED}:
            outcome.added.append(_new(case, terms))
    employed = by_any_id(spells)
    for one in before.values():
        outcome.note(one, _orphaned(one, employed.get(one.spell_id), terms))


def _new(case: Case, terms: Terms) -> Touchpoint:
    rule, spell, ought = case.rule, case.spell, case.ought
    assert rule is not None
    return Touchpoint(
        id=new_id(),
        person_id=spell.person_id,
        spell_id=spell.spell_id,
        programme=rule.programme,
        rule=rule.name,
        occurrence=case.found.number,
        plan_version=terms.version(rule.programme),
        anchor_date=ought.anchor_date,
        due_date=ought.due_date,
        send_at=ought.send_at,
        closes_on=ought.closes_on,
        state=ought.state,
        reason=ought.reason,
        detail=ought.detail,
        about=case.found.about,
        department_id=spell.department_id,
    )


def _written(before: Touchpoint, case: Case, terms: Terms) -> Touchpoint:
    """Return ``before`` as it ought to be; the same object where nothing is different."""
    ought, department = case.ought, case.spell.department_id
    moved = before.ought != ought[:7]
    if not moved:
        return before if before.department_id == department else before._replace(department_id=department)
    after = before._replace(
        anchor_date=ought.anchor_date,
        due_date=ought.due_date,
        send_at=ought.send_at,
        closes_on=ought.closes_on,
        state=ought.state,
        reason=ought.reason,
        detail=ought.detail,
        department_id=department,
        plan_version=terms.version(case.rule.programme) if case.rule else None,
        sequence=before.sequence + 1,
    )
    if before.moved_to is not None and before.chosen_for(case.found.due) is None:
        after = after._replace(moved_to=None, moved_because=None)
    if before.interviewer is not None and not _keeps_interviewer(before, after, case.spell):
        after = after._replace(interviewer=None)
    return after


def _keeps_interviewer(before: Touchpoint, after: Touchpoint, spell: Spell) -> bool:
    """Whoever was to hold it on one day may not be there on another, or have a full week: it is looked for anew."""
    if after.state != PLANNED:
        return True
    return before.state == PLANNED and local_day(before.send_at, spell) == local_day(after.send_at, spell)


def _orphaned(one: Touchpoint, spell: Spell | None, terms: Terms) -> Touchpoint:
    """Nothing asks for it (any more): employment or rule is gone. What has left goes on while the first does."""
    if one.state not in {PLANNED, DUE}:
        return one
    if spell is None:
        why: str | None = terms.gone
    elif one.state == PLANNED:
        why = _why_not_asked(one, spell, terms)
    else:
        # A change of plan does not take back what was sent; what happens to somebody does.
        ended = [_why_over(rule, spell) for rule in terms.sent_under(one)] or [why_hand_ended(spell)]
        why = ended[0] if all(ended) else None
    if why is None:
        return one
    return one._replace(state=CANCELLED, reason=why, detail=None, sequence=one.sequence + 1)


def _why_over(rule: Rule, spell: Spell) -> str | None:
    """Return why what has left cannot be answered any more.

    Who was asked before the first day may answer after it, and who was asked when leaving, after that.
    """
    asked_as = {ACTIVE: EXPECTED, LEFT: GOING}.get(spell.state)
    if asked_as in rule.live_while and not (spell.deceased or spell.followed):
        return None
    return why_ended(rule, spell)


def _why_not_asked(one: Touchpoint, spell: Spell, terms: Terms) -> str:
    rule = terms.rules.get(one.rule_key)
    if spell.deceased:
        return DIED
    if one.spell_id != spell.spell_id:
        return terms.gone
    if rule is None:
        return NOT_IN_PLAN if one.programme in terms.plans else SWITCHED_OFF
    return why_ended(rule, spell) or NO_DATE
