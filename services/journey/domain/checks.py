"""Whether a plan can be kept at all: each rule by itself, and the rules together.

``reading`` says whether what is written can be read; this says whether what is read can come true. What depends on the
day is tried on every day of a leap year and the year after it, with weekends and without holidays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from services.journey.domain import collide
from services.journey.domain.collide import DAYS, counted, working
from services.journey.domain.problems import Problems
from services.journey.domain.rule import (
    ANNIVERSARY,
    ANY,
    HIRE_DATE,
    LAST_DAY,
    NOTICE_DATE,
    RETURN_FROM_LEAVE,
    YEARLY,
    Offset,
    Plan,
    Rule,
    months_between,
)
from shared.contracts.programmes import BY_CODE
from shared.kernel.texts import marked

LATE_REMINDER = marked("De laatste herinnering zou pas komen als antwoorden niet meer kan.")
OVERLAPS = marked("Dit moment zou nog openstaan als het volgende al begint: kies een kortere tijd.")
NO_SUCH_RULE = marked("Dit plan kent geen moment met deze naam.")
ITSELF = marked("Een moment kan niet met zichzelf samengaan.")
CIRCLE = marked("Deze momenten verwijzen naar elkaar: kies welk van de twee met het andere meegaat.")
COLLIDES = marked(
    "Dit moment valt altijd te dicht op een ander moment van dit plan: kies een andere dag, meer speling,"
    " of laat ze samengaan."
)
NOT_YET_EMPLOYED = marked("Vóór de eerste werkdag is iemand nog niet begonnen: kies ook wie nog begint.")
NOT_KNOWN_YET = marked("Vóór de opzegging weten we nog van niets: tel van die dag af vooruit.")
STILL_HERE = marked("Tot en met de laatste werkdag vertrekt iemand nog: kies ook wie vertrekt.")
GONE_BY_THEN = marked("Na de laatste werkdag is iemand weg: kies ook wie vertrokken is.")
NOBODY_SO_LONG = marked("Op die dag is niemand zo lang, of zo kort, in dienst.")
NO_ABSENCE = marked("De duur van een afwezigheid telt alleen bij een moment na een terugkeer.")
NOBODY_LEAVES = marked(
    "Alleen wie vertrekt, heeft een soort vertrek: kies ook wie vertrekt of vertrokken is."
)
TOO_LONG_BACK = marked("Wie terug is, is na een jaar niet meer net terug: kies hooguit een jaar erna.")
WHAT_TO_ASK = marked("Kies wat er op dit moment gevraagd wordt.")
UNKNOWN_DEPARTMENT = marked("Deze afdeling is er niet (meer).")

# As far back absences are read, and a little less (see settling.ABSENCES_SINCE): a moment needs the one it follows.
MOST_AFTER_RETURN = timedelta(days=366)


def check(
    plan: Plan,
    *,
    spacing_days: int,
    departments: Mapping[UUID, Sequence[UUID]],
    own: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Raise PlanInvalid with all that cannot come true in ``plan``.

    ``departments`` are those that there are, each with all above it and itself; ``spacing_days`` is the least time
    between two requests to one person; ``own`` are the questionnaires that HR made, by programme.
    """
    problems = Problems()
    for number, rule in enumerate(plan.rules):
        for key, reason in _alone(rule, (own or {}).get(rule.programme, ())):
            problems.add(f"rules.{number}.{key}", reason)
        if not rule.audience.departments <= departments.keys():
            problems.add(f"rules.{number}.for.departments", UNKNOWN_DEPARTMENT)
    _merging(plan, problems)
    # Who goes along with what has to be clear before it can be said what is in the way of what.
    problems.raise_any()
    for second, rule in enumerate(plan.rules):
        if any(collide.always(one, rule, spacing_days, departments) for one in plan.rules[:second]):
            problems.add(f"rules.{second}.after", COLLIDES)
    problems.raise_any()


def _alone(rule: Rule, own: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield field and reason of what cannot come true in a rule by itself."""
    if rule.remind_after and any(
        counted(Offset("working_days", rule.remind_after[-1]), day) > counted(rule.closes_after, day)
        for day in DAYS
        if working(day) == day
    ):
        yield "remind_after", LATE_REMINDER
    again = _next_time(rule)
    if again and any(counted(rule.closes_after, day) > counted(again, day) for day in DAYS):
        yield "closes_after", OVERLAPS
    if rule.anchor == RETURN_FROM_LEAVE and any(
        counted(rule.after, day) > day + MOST_AFTER_RETURN for day in DAYS
    ):
        yield "after", TOO_LONG_BACK
    programme = BY_CODE[rule.programme]
    if (rule.ask or rule.name) not in {*programme.asks, *own}:
        yield "ask", WHAT_TO_ASK
    yield from _states(rule)
    yield from _audience(rule)


def _next_time(rule: Rule) -> Offset | None:
    """Return after how long a rule comes again, for who stays."""
    if rule.anchor in {ANNIVERSARY, YEARLY}:
        return Offset("months", 12) if rule.times != 1 else None
    return rule.every if rule.times != 1 else None


def _states(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield whom a rule is for, where they are not there at that time; what is repeated comes later too."""
    before, live = rule.after.number < 0, rule.live_while
    if rule.anchor == HIRE_DATE and before and rule.every is None and "expected" not in live:
        yield "while", NOT_YET_EMPLOYED
    if rule.anchor == NOTICE_DATE and before:
        yield "after", NOT_KNOWN_YET
    if rule.anchor == LAST_DAY and rule.after.number <= 0 and rule.every is None and "leaving" not in live:
        yield "while", STILL_HERE
    if rule.anchor == LAST_DAY and rule.after.number > 0 and "left" not in live:
        yield "while", GONE_BY_THEN


def _audience(rule: Rule) -> Iterator[tuple[str, str]]:
    chosen = rule.audience
    if chosen.absence_days != ANY and rule.anchor != RETURN_FROM_LEAVE:
        yield "for.absence_days", NO_ABSENCE
    if chosen.leave_kinds and not rule.live_while & {"leaving", "left"}:
        yield "for.leave_kinds", NOBODY_LEAVES
    once = rule.anchor == HIRE_DATE and rule.every is None
    if (
        once
        and chosen.tenure_months != ANY
        and not any(chosen.tenure_months.holds(months_between(day, counted(rule.after, day))) for day in DAYS)
    ):
        yield "for.tenure_months", NOBODY_SO_LONG


def _merging(plan: Plan, problems: Problems) -> None:
    goes_with = {rule.name: rule.merges_with for rule in plan.rules}
    for number, rule in enumerate(plan.rules):
        where = f"rules.{number}.merges_with"
        if rule.name in rule.merges_with:
            problems.add(where, ITSELF)
        elif not rule.merges_with <= goes_with.keys():
            problems.add(where, NO_SUCH_RULE)
        elif _leads_back(rule.name, goes_with):
            problems.add(where, CIRCLE)


def _leads_back(name: str, goes_with: Mapping[str, frozenset[str]]) -> bool:
    seen: set[str] = set()
    ahead = set(goes_with[name])
    while ahead:
        one = ahead.pop()
        if one == name:
            return True
        seen.add(one)
        ahead |= goes_with.get(one, frozenset()) - seen
    return False
