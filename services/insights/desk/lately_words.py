"""What changed lately, in sentences, each with where to look further."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from flask import url_for

from services.insights import policy
from services.insights.actions.lately import Lately, Month
from services.insights.desk import reason_words, words
from services.insights.domain import chance
from services.insights.domain.chance import Comparison
from services.insights.store.noted import Change
from shared.web import filters
from shared.web.texts import gettext, locale, ngettext

# More is a list that nobody reads.
MOST = 5


@dataclass(frozen=True)
class Worth:
    """Something worth looking at: a sentence, and where."""

    sentence: str
    href: str


def month_word(day: date) -> str:
    """Return ``oktober 2026``."""
    return format_date(day, "LLLL y", locale=locale())


def whole(found: Lately) -> list[str]:
    """Say who came and went last month, and whether that is more or less than before."""
    one = found.whole
    if one is None:
        return []
    given = {
        "month": month_word(found.period.end),
        "came": filters.number(one.now.joiners),
        "left": filters.number(one.now.leavers),
        "there": filters.number(one.now.end),
    }
    said = gettext(
        "In %(month)s kwamen er %(came)s mensen bij en vertrokken er %(left)s; aan het eind waren het er %(there)s.",
        **given,
    )
    moved = [
        sentence
        for sentence in (
            _moved(one.left, _leaving(one.left.verdict), one.before.leavers),
            _moved(one.came, _coming(one.came.verdict), one.before.joiners),
        )
        if sentence
    ]
    return [str(said), *(moved or [_nothing(one)])]


def worth(found: Lately) -> list[Worth]:
    """Say what is worth looking at."""
    return list(_worth(found))[:MOST]


def _worth(found: Lately) -> Iterator[Worth]:
    for one in found.departments:
        name = words.group(policy.DEPARTMENT, one.now.group, {})
        for compared, said, now, before in (
            (one.left, _leaving(one.left.verdict), one.now.leavers, one.before.leavers),
            (one.came, _coming(one.came.verdict), one.now.joiners, one.before.joiners),
        ):
            if sentence := _moved(compared, said, before):
                yield Worth(
                    f"{name}: {filters.number(now)}. {sentence}",
                    url_for("desk.explorer", measure="leavers", rows="department", columns="year"),
                )
    for reason in found.reasons:
        yield Worth(
            str(
                gettext(
                    "‘%(reason)s’ wordt als reden om te gaan vaker genoemd dan in de jaren ervoor.",
                    reason=reason_words.word(reason),
                )
            ),
            url_for("desk.reasons"),
        )
    for measure in found.begun:
        yield Worth(
            str(gettext("De maatregel ‘%(title)s’ is begonnen.", title=measure.plan.title)),
            url_for("desk.measure", measure_id=measure.id),
        )
    for measure in found.ended:
        yield Worth(
            str(gettext("De maatregel ‘%(title)s’ is klaar.", title=measure.plan.title)),
            url_for("desk.measure", measure_id=measure.id),
        )
    for change in found.moved:
        yield Worth(moved(change), url_for("desk.turnover", _anchor="moved"))


def moved(change: Change) -> str:
    """Say how a year that is over is counted otherwise than before."""
    once = gettext(
        "De cijfers van %(year)s zijn op %(day)s veranderd, doordat iets later gemeld of verbeterd is (%(what)s)."
    )
    often = gettext(
        "De cijfers van %(year)s zijn een paar keer veranderd, het laatst op %(day)s, doordat iets later gemeld of"
        " verbeterd is (%(what)s)."
    )
    return str(once if change.times == 1 else often) % {
        "year": change.year,
        "day": filters.shortdate(change.noted_at, year=True),
        "what": _differences(change),
    }


def moved_since(change: Change, made_at: datetime) -> str:
    """Say how the figures of a year differ from those with which it was evaluated."""
    return str(
        gettext(
            "Sinds deze evaluatie op %(day)s gemaakt is, zijn de cijfers van %(year)s veranderd (%(what)s).",
            year=change.year,
            day=filters.shortdate(made_at, year=True),
            what=_differences(change),
        )
    )


def _differences(change: Change) -> str:
    parts = [
        str(text) % {"before": filters.number(before), "now": filters.number(now)}
        for text, before, now in (
            (gettext("vertrokken: eerst %(before)s, nu %(now)s"), change.before.gone, change.now.gone),
            (gettext("begonnen: eerst %(before)s, nu %(now)s"), change.before.joined, change.now.joined),
            (
                gettext("er bij het begin: eerst %(before)s, nu %(now)s"),
                change.before.started,
                change.now.started,
            ),
            (gettext("er aan het eind: eerst %(before)s, nu %(now)s"), change.before.ended, change.now.ended),
        )
        if before != now
    ]
    return "; ".join(parts)


def _leaving(verdict: str) -> str:
    more = gettext(
        "Er vertrokken meer mensen dan in de twaalf maanden ervoor (toen samen %(before)s), en waarschijnlijk is dat"
        " geen toeval: minstens %(low)s keer zo vaak."
    )
    less = gettext(
        "Er vertrokken minder mensen dan in de twaalf maanden ervoor (toen samen %(before)s), en waarschijnlijk is dat"
        " geen toeval: hooguit %(high)s keer zo vaak."
    )
    return str(more if verdict == chance.MORE else less)


def _coming(verdict: str) -> str:
    more = gettext(
        "Er kwamen meer mensen dan in de twaalf maanden ervoor (toen samen %(before)s), en waarschijnlijk is dat geen"
        " toeval: minstens %(low)s keer zo vaak."
    )
    less = gettext(
        "Er kwamen minder mensen dan in de twaalf maanden ervoor (toen samen %(before)s), en waarschijnlijk is dat geen"
        " toeval: hooguit %(high)s keer zo vaak."
    )
    return str(more if verdict == chance.MORE else less)


def _moved(seen: Comparison, said: str, before: int) -> str:
    if seen.verdict not in {chance.MORE, chance.LESS}:
        return ""
    return said % {
        "before": filters.number(before),
        "low": words.times(seen.low),
        "high": words.times(seen.high),
    }


def _nothing(one: Month) -> str:
    if {one.left.verdict, one.came.verdict} == {chance.TOO_FEW}:
        return str(gettext("Dat zijn te weinig mensen om te zeggen of er iets veranderde."))
    return str(
        ngettext(
            "Dat past bij de twaalf maanden ervoor, waarin één mens vertrok: het verschil kan toeval zijn.",
            "Dat past bij de twaalf maanden ervoor, waarin er samen %(num)s vertrokken: het verschil kan toeval zijn.",
            one.before.leavers,
        )
    )
