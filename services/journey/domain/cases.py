"""Which moments there are to decide about: what each rule would like of an employment, and what HR sends by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from services.journey.domain.deciding import decide
from services.journey.domain.ending import is_over, why_ended
from services.journey.domain.fitting import Case
from services.journey.domain.occurrences import Occurrence, horizon, occurrences, surely_over
from services.journey.domain.rule import Rule
from services.journey.domain.spell import Spell, by_any_id
from services.journey.domain.terms import Terms, local_day
from services.journey.domain.touchpoint import AD_HOC, DUE, PLANNED, Key, Touchpoint
from shared.calendar.months import add_days

# What was planned and is carried past the horizon stays, up to so many days beyond: it would come back by itself as the
# horizon moves. What goes farther is no longer to be counted on.
BEYOND_DAYS = 366


def cases_of(spell: Spell, before: dict[Key, Touchpoint], terms: Terms) -> list[Case]:
    """Return what each rule would like of an employment; those that are known already leave ``before``.

    What has left and still waits for an answer stays in it: it is not decided anew.
    """
    today = local_day(terms.now, spell)
    recent, last = add_days(today, -terms.look_back_days), horizon(today, terms.horizon_months)
    waiting, known_rules = _waiting(spell, before), {one.rule_key for one in before.values()}
    found: list[Case] = []
    for rule in terms.rules.values():
        # Most rules say nothing about most people: who works here is not asked what one asks of who left.
        if rule.key in known_rules or not is_over(rule, spell):
            since = max(recent, rule.since) if rule.since else recent
            if rule.key not in waiting and surely_over(rule, spell, since):
                continue
            first, until, number = waiting.get(rule.key, (since, last, 0))
            stretch = _Stretch(min(first, since), max(until, last), number)
            found += _of_rule(rule, spell, stretch, before, terms)
    return found


class _Stretch(NamedTuple):
    """From when till when a rule is looked at, and which time of it, at most, is looked for beyond that."""

    first: date
    last: date
    number: int


def _of_rule(
    rule: Rule, spell: Spell, stretch: _Stretch, before: dict[Key, Touchpoint], terms: Terms
) -> Iterator[Case]:
    today = local_day(terms.now, spell)
    for one in _looked_at(rule, spell, stretch):
        key = (spell.person_id, spell.spell_id, rule.programme, rule.name, one.number, one.about)
        known = before.get(key)
        if known is None:
            # What comes back anyway is not caught up: whoever came in with a file waits for the next time.
            missed = rule.repeats and one.due < today
            if one.due <= stretch.last and not missed and why_ended(rule, spell, one) is None:
                yield Case(rule, spell, one, None, decide(None, rule, spell, one, terms))
        elif known.state != DUE:
            del before[key]
            if known.is_open:
                yield Case(rule, spell, one, known, decide(known, rule, spell, one, terms))


def _looked_at(rule: Rule, spell: Spell, stretch: _Stretch) -> Iterator[Occurrence]:
    beyond = add_days(stretch.last, BEYOND_DAYS) if stretch.number else stretch.last
    for one in occurrences(rule, spell, stretch.first, beyond):
        if one.due > stretch.last and one.number > stretch.number:
            return
        yield one


def _waiting(spell: Spell, known: Mapping[Key, Touchpoint]) -> dict[tuple[str, str], tuple[date, date, int]]:
    """Return between which due dates each rule has to be looked at in any case: what waits there is kept.

    Something of long ago may wait still; and a horizon that comes nearer takes nothing back. Nor does a rule that
    carries the last of what waits a little past the horizon: hence up to which time of it.
    """
    found: dict[tuple[str, str], tuple[date, date, int]] = {}
    for one in known.values():
        if one.state == PLANNED and one.spell_id == spell.spell_id:
            first, last, number = found.get(one.rule_key, (one.due_date, one.due_date, 0))
            found[one.rule_key] = (
                min(first, one.due_date), max(last, one.due_date), max(number, one.occurrence)
            )  # fmt: skip
    return found


def by_hand(spells: Sequence[Spell], before: dict[Key, Touchpoint], terms: Terms) -> list[Case]:
    """Return what HR sends by hand and has not left: it follows no rule, and goes to whoever is alive."""
    found = []
    employed = by_any_id(spells)
    for key, one in list(before.items()):
        spell = employed.get(one.spell_id)
        if one.rule == AD_HOC and one.is_open and spell is not None:
            del before[key]
            occurrence = Occurrence(one.occurrence, one.anchor_date, one.due_date)
            found.append(Case(None, spell, occurrence, one, decide(one, None, spell, occurrence, terms)))
    return found
