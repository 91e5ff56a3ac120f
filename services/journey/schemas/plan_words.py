"""A plan in sentences: when a moment comes, for whom, how it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from babel.dates import format_date

from services.journey.domain.rule import (
    ANNIVERSARY,
    ANY,
    CONTRACT_END,
    HIRE_DATE,
    LAST_DAY,
    NOTICE_DATE,
    PROBATION_END,
    RETURN_FROM_LEAVE,
    YEARLY,
    Audience,
    Offset,
    Plan,
    Range,
    Rule,
)
from services.journey.schemas.words import offset_words, title_words
from shared.calendar.window import Window
from shared.web.filters import dateword
from shared.web.texts import gettext, locale, marked, ngettext

ANCHORS = {
    HIRE_DATE: marked("de eerste werkdag"),
    PROBATION_END: marked("het einde van de proeftijd"),
    ANNIVERSARY: marked("elk jubileum van de eerste werkdag"),
    RETURN_FROM_LEAVE: marked("de terugkeer na een afwezigheid"),
    CONTRACT_END: marked("het einde van het contract"),
    NOTICE_DATE: marked("de dag van de opzegging"),
    LAST_DAY: marked("de laatste werkdag"),
    YEARLY: marked("een vaste dag, elk jaar"),
}
STATES = {
    "expected": marked("wie nog begint"),
    "active": marked("wie er werkt"),
    "leaving": marked("wie vertrekt"),
    "left": marked("wie vertrokken is"),
}
CONTRACTS = {
    "permanent": marked("vast contract"),
    "fixed_term": marked("tijdelijk contract"),
    "temporary_agency": marked("uitzendcontract"),
    "internship": marked("stage"),
    "on_call": marked("oproepcontract"),
    "other": marked("ander contract"),
}
LEAVE_KINDS = {
    "resignation": marked("zelf opgezegd"),
    "dismissal": marked("ontslag"),
    "end_of_contract": marked("einde van het contract"),
    "retirement": marked("pensioen"),
    "mutual_agreement": marked("in overleg"),
}
UNITS = {
    "days": marked("dagen"),
    "weeks": marked("weken"),
    "months": marked("maanden"),
    "working_days": marked("werkdagen"),
}
_EVERY = {
    "days": lambda n: ngettext("elke dag", "elke %(num)s dagen", n),
    "weeks": lambda n: ngettext("elke week", "elke %(num)s weken", n),
    "months": lambda n: ngettext("elke maand", "elke %(num)s maanden", n),
    "working_days": lambda n: ngettext("elke werkdag", "elke %(num)s werkdagen", n),
}


def when_words(rule: Rule) -> str:
    """Return when a moment comes: ``1 week na de eerste werkdag``."""
    anchor = _anchor(rule)
    span = offset_words(Offset(rule.after.unit, abs(rule.after.number)))
    if rule.after.number == 0:
        said = gettext("Op %(anchor)s", anchor=anchor)
    elif rule.after.number > 0:
        said = gettext("%(span)s na %(anchor)s", span=span, anchor=anchor)
    else:
        said = gettext("%(span)s voor %(anchor)s", span=span, anchor=anchor)
    if rule.every is not None:
        again = _EVERY[rule.every.unit](rule.every.number)
        said = gettext("%(when)s, en daarna %(again)s", when=said, again=again)
    if rule.times is not None:
        times = ngettext("hooguit één keer", "hooguit %(num)s keer", rule.times)
        said = gettext("%(when)s, %(times)s", when=said, times=times)
    return str(said)


def sentences(rule: Rule, plan: Plan, departments: Mapping[UUID, str]) -> list[str]:
    """Return all about a rule but when it comes and what it is called."""
    return [str(one) for one in (*_whom(rule, departments), *_how(rule, plan))]


def _anchor(rule: Rule) -> str:
    if rule.anchor != YEARLY or rule.on is None:
        return str(gettext(ANCHORS[rule.anchor]))
    return str(gettext("%(day)s, elk jaar", day=day_of_year(*rule.on)))


def day_of_year(month: int, day: int) -> str:
    """Return ``1 maart``."""
    return format_date(date(2000, month, day), "d MMMM", locale=locale())


def _whom(rule: Rule, departments: Mapping[UUID, str]) -> Iterator[str]:
    states = [gettext(words) for state, words in STATES.items() if state in rule.live_while]
    yield gettext("Voor %(who)s.", who=_listed(states, gettext("of")))
    chosen = rule.audience
    for text, found in (
        (
            marked("Alleen in %(what)s, met alles wat eronder valt."),
            sorted(
                departments.get(one) or gettext("een afdeling die er niet meer is")
                for one in chosen.departments
            ),
        ),
        (marked("Alleen als functie %(what)s."), sorted(chosen.functions)),
        (marked("Alleen in %(what)s."), sorted(one.upper() for one in chosen.countries)),
        (marked("Alleen met %(what)s."), _coded(chosen.contracts, CONTRACTS)),
        (marked("Alleen bij %(what)s."), _coded(chosen.leave_kinds, LEAVE_KINDS)),
    ):
        if found:
            yield gettext(text, what=_listed(found, gettext("of")))
    yield from _ranges(chosen)


def _ranges(chosen: Audience) -> Iterator[str]:
    for text, found in (
        (marked("Alleen met zoveel maanden in dienst: %(what)s."), chosen.tenure_months),
        (marked("Alleen met zoveel uren per week: %(what)s."), chosen.hours),
        (marked("Alleen na zoveel dagen afwezigheid: %(what)s."), chosen.absence_days),
    ):
        if found != ANY:
            yield gettext(text, what=_range(found))
    if chosen.returned is not None:
        yield (
            gettext("Alleen wie eerder al bij ons werkte.")
            if chosen.returned
            else gettext("Alleen wie hier voor het eerst werkt.")
        )


def _how(rule: Rule, plan: Plan) -> Iterator[str]:
    yield gettext("Antwoorden kan %(span)s lang.", span=offset_words(rule.closes_after))
    if rule.remind_after is None:
        yield gettext("Wie niet antwoordt, krijgt de gewone herinneringen.")
    elif rule.remind_after:
        days = _listed([str(one) for one in rule.remind_after], gettext("en"))
        yield gettext("Wie niet antwoordt, krijgt een herinnering na %(days)s werkdagen.", days=days)
    else:
        yield gettext("Er komt geen herinnering.")
    if rule.tolerance:
        yield ngettext(
            "Is het druk, dan mag de brief één dag opschuiven.",
            "Is het druk, dan mag de brief hooguit %(num)s dagen opschuiven.",
            rule.tolerance,
        )
    else:
        yield gettext("De brief schuift niet op: past hij niet, dan gaat hij niet.")
    if rule.merges_with:
        others = [_title(name, plan) for name in sorted(rule.merges_with)]
        yield gettext(
            "Valt het dicht op %(others)s, dan gaat het samen.", others=_listed(others, gettext("of"))
        )
    yield from _exceptions(rule)


def _exceptions(rule: Rule) -> Iterator[str]:
    if rule.window is not None:
        yield _window(rule.window)
    if rule.despite_absence:
        yield gettext("Ook aan wie op die dag afwezig is.")
    if rule.beside_budget:
        yield gettext("Telt niet mee bij hoeveel we iemand vragen.")
    if rule.since is not None:
        yield gettext("Telt voor dagen vanaf %(day)s.", day=dateword(rule.since, year=True))


def _window(window: Window) -> str:
    hours = gettext(
        "De brief vertrekt tussen %(opens)s en %(closes)s uur.",
        opens=f"{window.opens:%H.%M}",
        closes=f"{window.closes:%H.%M}",
    )
    if window.weekdays is None:
        return str(hours)
    days = _listed([weekday(number) for number in sorted(window.weekdays)], gettext("of"))
    only = gettext("Alleen op %(days)s.", days=days)
    return f"{hours} {only}"


def weekday(number: int) -> str:
    """Return the name of an ISO weekday."""
    return format_date(date(2024, 1, number), "EEEE", locale=locale())


def weekdays() -> list[tuple[str, str]]:
    """Return the weekdays by their ISO number."""
    return [(str(number), weekday(number)) for number in range(1, 8)]


def month(number: int) -> str:
    """Return the name of a month."""
    return format_date(date(2024, number, 1), "MMMM", locale=locale())


def _title(name: str, plan: Plan) -> str:
    found = plan.rule(name)
    return title_words(found).lower() if found else name


def _coded(chosen: Iterable[str], words: Mapping[str, str]) -> list[str]:
    return [str(gettext(words[code])) for code in words if code in set(chosen)]


def _range(found: Range) -> str:
    if found.least is None:
        return str(gettext("hooguit %(most)s", most=found.most))
    if found.most is None:
        return str(gettext("minstens %(least)s", least=found.least))
    return str(gettext("%(least)s tot en met %(most)s", least=found.least, most=found.most))


def _listed(words: list[str], last: str) -> str:
    if len(words) < 2:
        return "".join(str(one) for one in words)
    return f"{', '.join(str(one) for one in words[:-1])} {last} {words[-1]}"
