"""The moments of one person, fitted into what a person may be asked (see ``budget``)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from services.journey.domain.budget import Wish, fits_all, place
from services.journey.domain.deciding import Ought, as_is
from services.journey.domain.occurrences import Occurrence
from services.journey.domain.rule import Rule
from services.journey.domain.slot import Slot, closing_day, spread_key
from services.journey.domain.spell import Spell
from services.journey.domain.terms import Terms, local_day
from services.journey.domain.touchpoint import (
    AD_HOC,
    BUDGET,
    LATE,
    MOVED_FOR_INTERVIEWER,
    PLANNED,
    ROOM,
    SKIPPED,
    TOGETHER,
    UNSEEN,
    Touchpoint,
)
from shared.contracts.programmes import PROGRAMMES

RANKS = {one.code: rank for rank, one in enumerate(PROGRAMMES)}


@dataclass(slots=True)
class Case:
    """One moment while it is being decided."""

    rule: Rule | None
    spell: Spell
    found: Occurrence
    before: Touchpoint | None
    ought: Ought


def fit(cases: Sequence[Case], known: Sequence[Touchpoint], terms: Terms) -> None:
    """Give each planned moment a day within the person's budget, or the reason why there is none."""
    planned = [case for case in cases if case.ought.state == PLANNED and not _beside(case.rule)]
    if not planned:
        return
    spell = planned[0].spell
    sent = [
        (local_day(one.released_at, spell), f"{one.programme}.{one.rule}")
        for one in known
        if one.released_at and not _beside(terms.rules.get(one.rule_key))
    ]
    oughts, alone = [case.ought for case in planned], frozenset[int]()
    while lost := _placed(planned, sent, terms, alone):
        alone |= lost
        for case, ought in zip(planned, oughts, strict=True):
            case.ought = ought


def _placed(
    planned: Sequence[Case], sent: Sequence[tuple[date, str]], terms: Terms, alone: Collection[int]
) -> frozenset[int]:
    """Give each a day; return the ids of cases that were to go along with something that turns out not to come.

    ``alone`` are those that are known to go along with nothing any more.
    """
    wishing, along = _without_held(planned, {name for _, name in sent}, alone)
    if not along and fits_all(
        sorted([case.ought.leaves_on for case in wishing] + [day for day, _ in sent]), terms.budget
    ):
        return frozenset()
    wishes = [_wish(case) for case in wishing]

    def next_day(number: int, day: date) -> date:
        return _slot(wishing[number], terms).opening(day).day

    places = place(wishes, sent, terms.budget, next_day)
    days: dict[str, date] = {name: day for day, name in sent}
    there = {f"{wish.name} {found.day}" for wish, found in zip(wishes, places, strict=True) if found.day}
    there |= {f"{name} {day}" for day, name in sent}
    for case, wish, found in zip(wishing, wishes, places, strict=True):
        if found.day is None:
            reason = TOGETHER if found.together else BUDGET
            detail = _in_the_way(case, reason, there) or f"{found.blocker} {found.blocked_on}"
            case.ought = case.ought._replace(state=SKIPPED, reason=reason, detail=detail)
        else:
            days[wish.name] = found.day
            if found.day != case.ought.leaves_on:
                case.ought = _on_another_day(case, found.day, terms)
    for case, name in along:
        if name in days:
            case.ought = case.ought._replace(detail=f"{name} {days[name]}")
    return frozenset(id(case) for case, name in along if name not in days)


def _beside(rule: Rule | None) -> bool:
    return rule is not None and rule.beside_budget


def _without_held(
    planned: Sequence[Case], sent: Collection[str], alone: Collection[int]
) -> tuple[list[Case], list[tuple[Case, str]]]:
    """Return what looks for a day, and what goes along with another; what had no room on its day stays out.

    Else it would come back as late as soon as its day was over. What goes along does so wherever the other moves to,
    and is on its own again where the other does not come.
    """
    held = {id(case) for case in planned if _was_left_out(case)}
    coming = {_name(case) for case in planned if id(case) not in held} | set(sent)
    wishing, along = [], []
    for case in planned:
        before = case.before
        if before is None or id(case) not in held:
            wishing.append(case)
            continue
        name = (before.detail or "").partition(" ")[0]
        if before.reason == TOGETHER and (name not in coming or id(case) in alone):
            wishing.append(case)
            continue
        case.ought = as_is(before, case.found)
        if before.reason == TOGETHER:
            along.append((case, name))
    return wishing, along


def _in_the_way(case: Case, reason: str, there: Collection[str]) -> str | None:
    """Return what was said to be in the way, where it still is: that another has left meanwhile changes nothing."""
    before = case.before
    if before is None or not before.was_skipped_for(case.found.due):
        return None
    return before.detail if before.reason == reason and before.detail in there else None


def _was_left_out(case: Case) -> bool:
    """Return whether there was no room for it on its day, and that day is over."""
    before = case.before
    if before is None or not before.was_skipped_for(case.found.due):
        return False
    return before.reason in {BUDGET, TOGETHER} and case.ought.reason in {LATE, UNSEEN}


def _name(case: Case) -> str:
    if case.rule:
        return f"{case.rule.programme}.{case.rule.name}"
    return f"{case.before.programme if case.before else ''}.{AD_HOC}"


def _slot(case: Case, terms: Terms) -> Slot:
    key = spread_key(case.found, case.rule, case.before, case.spell)
    return Slot(case.rule, case.spell, key, terms.window_of(case.rule))


def _wish(case: Case) -> Wish:
    rule, programme = case.rule, case.rule.programme if case.rule else case.before and case.before.programme
    chosen = case.before and case.before.chosen_for(case.found.due)
    by_agenda = bool(case.before and case.before.moved_because == MOVED_FOR_INTERVIEWER and chosen)
    # Of what an agenda has moved already, only what is left of the tolerance.
    used = max((case.ought.first_on - case.found.due).days, 0) if by_agenda else 0
    fixed = rule is None or (chosen is not None and not by_agenda)
    return Wish(
        RANKS[programme or ""],
        case.ought.leaves_on,
        case.ought.first_on,
        max(rule.tolerance - used, 0) if rule else 0,
        _name(case),
        frozenset(f"{programme}.{other}" for other in rule.merges_with) if rule else frozenset(),
        fixed,
    )


def _on_another_day(case: Case, day: date, terms: Terms) -> Ought:
    slot = _slot(case, terms)
    leaves = slot.opening(day)
    return case.ought._replace(
        send_at=leaves.moment(slot.key),
        closes_on=closing_day(slot, leaves.day),
        reason=ROOM,
        detail=None,
        leaves_on=leaves.day,
    )
