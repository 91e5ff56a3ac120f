"""Why a rule has no touchpoint for somebody: nothing is kept of that, it follows from how things are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from services.journey.domain.occurrences import anchor_of, horizon, occurrences
from services.journey.domain.rule import (
    CONTRACT_END,
    LAST_DAY,
    NOTICE_DATE,
    PROBATION_END,
    RETURN_FROM_LEAVE,
    Rule,
)
from services.journey.domain.spell import ACTIVE, EXPECTED, GOING, LEFT, NEVER_STARTED, Spell
from services.journey.domain.terms import Terms, local_day
from services.journey.domain.touchpoint import DIED, NOT_FOR, STARTED_NOT, SWITCHED_OFF
from services.journey.domain.why import Sentence, Value
from shared.calendar.months import add_days
from shared.kernel.texts import marked

NO_ANCHOR, BEFORE_RULE, PASSED, BEYOND, PENDING, NO_EMPLOYMENT = (
    "no_anchor",
    "before_rule",
    "passed",
    "beyond",
    "pending",
    "no_employment",
)
# It is for another part of an employment than the one somebody is in.
NOT_STARTED, STARTED, STAYS, STILL_HERE, LEAVES, LEFT_ALREADY = (
    "not_started",
    "started",
    "stays",
    "still_here",
    "leaves",
    "left_already",
)
REASONS = (
    NO_EMPLOYMENT,
    SWITCHED_OFF,
    DIED,
    STARTED_NOT,
    NOT_STARTED,
    STARTED,
    STAYS,
    STILL_HERE,
    LEAVES,
    LEFT_ALREADY,
    NO_ANCHOR,
    NOT_FOR,
    BEFORE_RULE,
    PASSED,
    BEYOND,
    PENDING,
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


_BECAUSE = {
    NO_EMPLOYMENT: marked("We kennen van deze persoon geen dienstverband."),
    SWITCHED_OFF: marked("Dit plan staat uit."),
    DIED: marked("Deze persoon is overleden: er gaat geen brief meer uit."),
    STARTED_NOT: marked("Deze persoon is nooit begonnen."),
    NOT_STARTED: marked("Dit komt pas aan de beurt vanaf de eerste werkdag (%(hired)s)."),
    STARTED: marked("Dit was alleen voor de tijd voor de eerste werkdag (%(hired)s)."),
    STAYS: marked("Dit is voor wie vertrekt, en van een vertrek weten we niets."),
    STILL_HERE: marked("Dit is voor na het vertrek, en de laatste werkdag is nog niet voorbij."),
    LEAVES: marked("Dit is niet voor wie vertrekt of vertrokken is."),
    LEFT_ALREADY: marked("Dit was voor de tijd voor het vertrek, en de laatste werkdag is voorbij."),
    BEFORE_RULE: marked("Op %(due)s zou het zover zijn geweest, maar toen stond dit nog niet in het plan."),
    PASSED: marked(
        "Op %(due)s zou het zover zijn geweest, maar toen kenden we deze persoon of dit plan nog niet."
    ),
    BEYOND: marked("Dit valt verder weg dan we vooruit plannen, of het komt niet meer."),
    PENDING: marked("Op %(due)s is het zover; dit wordt nog ingepland."),
}
_NO_DATE = {
    PROBATION_END: marked("We kennen geen einde van een proeftijd."),
    CONTRACT_END: marked("We kennen geen einde van een contract."),
    NOTICE_DATE: marked("We kennen geen dag van opzegging."),
    LAST_DAY: marked("We kennen geen laatste werkdag."),
    RETURN_FROM_LEAVE: marked("We kennen geen afwezigheid waarvan het einde bekend is."),
}
_NO_DATE_AT_ALL = marked("De dag waarvan dit telt, kennen we niet.")
_ASKS = {
    "departments": marked("Dit is voor andere afdelingen."),
    "functions": marked("Dit is voor andere functies."),
    "countries": marked("Dit is voor wie in een ander land werkt."),
    "contracts": marked("Dit is voor een ander soort contract."),
    "leave_kinds": marked("Dit is voor een andere soort vertrek."),
    "tenure_months": marked("Dit is voor wie op %(due)s korter of langer in dienst is."),
    "hours": marked("Dit is voor wie meer of minder uren werkt, of we kennen de uren niet."),
    "absence_days": marked("Dit is voor wie langer of korter afwezig was."),
    "returned": marked("Dit is alleen voor wie terugkwam, of juist voor wie hier voor het eerst werkt."),
}
_NOT_FOR_THEM = marked("Dit is voor anderen bedoeld.")


def sentence(absent: Absent) -> Sentence:
    """Return the reason in a plain sentence."""
    if absent.reason == NO_ANCHOR:
        text = _NO_DATE.get(absent.rule.anchor, _NO_DATE_AT_ALL)
    elif absent.reason == NOT_FOR:
        text = _ASKS.get(absent.asks or "", _NOT_FOR_THEM)
    else:
        text = _BECAUSE[absent.reason]
    values: dict[str, Value | None] = {
        "due": absent.due,
        "hired": absent.spell.hire_date if absent.spell else None,
    }
    return Sentence(text, {name: value for name, value in values.items() if value and f"%({name})s" in text})


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
    spell = latest(spells)
    return [
        _reason(rule, spell, terms, on=rule.programme in on)
        for rule in rules
        if (spell.spell_id, rule.programme, rule.name) not in known
    ]


def latest(spells: Sequence[Spell]) -> Spell:
    """Return the employment that counts now: one that never began counts only where there is no other."""
    return max(spells, key=lambda one: (one.state != NEVER_STARTED, one.hire_date))


def _reason(rule: Rule, spell: Spell, terms: Terms, *, on: bool) -> Absent:
    off = None if on else SWITCHED_OFF
    if never := DIED if spell.deceased else off or _elsewhere(rule, spell):
        return Absent(rule, spell, never)
    if rule.anchor != RETURN_FROM_LEAVE and anchor_of(rule, spell) is None:
        return Absent(rule, spell, NO_ANCHOR)
    today = local_day(terms.now, spell)
    last = horizon(today, terms.horizon_months)
    # What comes next says more than what was; of what was, the last.
    since = add_days(today, -terms.look_back_days)
    ahead = next(occurrences(rule, spell, since, last), None)
    if ahead is not None:
        asks = rule.audience.unmet(spell, ahead.due, ahead.absence)
        return Absent(rule, spell, _not_there(rule, ahead.due, asks, today), ahead.due, asks)
    behind = [one.due for one in occurrences(rule, spell, FAR_PAST, since)]
    if behind:
        return Absent(rule, spell, PASSED, behind[-1])
    return Absent(rule, spell, NO_ANCHOR if rule.anchor == RETURN_FROM_LEAVE else BEYOND)


def _not_there(rule: Rule, due: date, asks: str | None, today: date) -> str:
    if asks:
        return NOT_FOR
    if rule.since is not None and due < rule.since:
        return BEFORE_RULE
    # A plan that was changed just now reaches everybody, but not everybody at once.
    return PENDING if due >= today else PASSED


def _elsewhere(rule: Rule, spell: Spell) -> str | None:
    """Return in which other part of an employment somebody is than the one the rule is for."""
    if spell.state in rule.live_while:
        return None
    if spell.state == NEVER_STARTED:
        return STARTED_NOT
    only_after = rule.live_while <= {GOING, LEFT}
    if spell.state == EXPECTED:
        return STAYS if only_after else NOT_STARTED
    if spell.state == ACTIVE:
        return STAYS if only_after else STARTED
    if spell.state == GOING:
        return STILL_HERE if rule.live_while == {LEFT} else LEAVES
    return LEFT_ALREADY if rule.live_while & {GOING} else LEAVES
