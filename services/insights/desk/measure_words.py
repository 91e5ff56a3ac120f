"""Measures in the words of the desk: where they stand, what was hoped for, and honestly whether they helped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import ceil, floor
from typing import Any, Final

from services.insights.actions.evaluating import Evaluation
from services.insights.desk import amounts, words
from services.insights.domain import effect
from services.insights.domain.costs import Range
from services.insights.domain.effect import Stretch
from services.insights.domain.measures import Measure
from shared.web import filters
from shared.web.texts import gettext, marked, ngettext

STATES: Final[Mapping[str, tuple[str, str]]] = {
    "planned": (marked("gepland"), "plain"),
    "running": (marked("loopt"), "good"),
    "done": (marked("klaar"), "good"),
    "stopped": (marked("gestopt"), "care"),
}
MOVES: Final[Mapping[str, str]] = {
    "running": marked("Het loopt"),
    "done": marked("Het is klaar"),
    "stopped": marked("We stoppen ermee"),
}


def state(code: str) -> str:
    """Return where a measure stands."""
    return str(gettext(STATES[code][0]))


def verdict_of(found: Evaluation) -> str:
    """Say honestly whether a measure helped."""
    return judged(found.effect.verdict, found.effect.low, found.effect.high)


def judged(verdict: str, low: float | None, high: float | None) -> str:
    """Say honestly whether a measure helped."""
    given: dict[str, Any] = {"low": words.times(low), "high": words.times(high)}
    if verdict == effect.HELPED:
        said = gettext(
            "Het hielp, zo lijkt het: mensen vertrokken %(low)s tot %(high)s keer zo vaak als anders was gebeurd.",
            **given,
        )
    elif verdict == effect.DID_NOT:
        said = gettext(
            "Het hielp niet: mensen vertrokken juist %(low)s tot %(high)s keer zo vaak als anders was gebeurd.",
            **given,
        )
    elif verdict == effect.NO_DIFFERENCE:
        said = gettext("Het maakte weinig of geen verschil: %(low)s tot %(high)s keer zo vaak.", **given)
    elif verdict == effect.TOO_EARLY:
        said = gettext("Het is te vroeg: vanaf drie maanden na de eerste dag valt er iets te zeggen.")
    elif low is None:
        said = gettext("Nog niet te zeggen: er vertrokken te weinig mensen.")
    else:
        said = gettext(
            "Nog niet te zeggen: ergens tussen %(low)s en %(high)s keer zo vaak als anders.", **given
        )
    return str(said)


NOT_YET = marked("nog niet te zeggen")


def expected_beside(one: Measure, found: Evaluation) -> list[tuple[str, str, str]]:
    """Lay what was hoped for beside what came of it: leavings a year, what they would have cost, and its own cost."""
    plan = one.plan
    hoped = "–" if plan.avoided is None else filters.number(plan.avoided)
    money = worth_hoped(plan.avoided, one.figures.get("one_low"), one.figures.get("one_high"))
    came = turned_out(found.effect.verdict, found.fewer) or str(gettext(NOT_YET))
    return [
        (str(gettext("Minder vertrek, per jaar")), hoped, came),
        (str(gettext("Wat dat scheelt, per jaar")), amounts.said(money) if money else "–", _money(found)),
        (
            str(gettext("Kosten van de maatregel")),
            "–" if plan.cost is None else amounts.euros(plan.cost),
            str(gettext("nog niet ingevuld")) if plan.spent is None else amounts.euros(plan.spent),
        ),
    ]


def turned_out(verdict: str, fewer: Sequence[float] | None) -> str:
    """Say how many leavings fewer there were in a year than without it; empty where nothing can be told."""
    if fewer is None:
        return ""
    guess, low, high = fewer
    if verdict == effect.HELPED:
        said = gettext(
            "naar schatting %(guess)s, ergens tussen %(low)s en %(high)s",
            guess=filters.number(round(guess)),
            low=filters.number(floor(low)),
            high=filters.number(ceil(high)),
        )
    elif verdict == effect.DID_NOT:
        said = gettext(
            "juist meer: ergens tussen %(low)s en %(high)s",
            low=filters.number(floor(-high)),
            high=filters.number(ceil(-low)),
        )
    else:
        said = gettext(
            "nog niet te zeggen: ergens tussen %(more)s meer en %(fewer)s minder",
            more=filters.number(ceil(max(-low, 0.0))),
            fewer=filters.number(ceil(max(high, 0.0))),
        )
    return str(said)


def worth_hoped(avoided: int | None, one_low: str | None, one_high: str | None) -> Range | None:
    """Return what the leavings that were hoped to be avoided would have cost in a year."""
    if avoided is None or one_low is None or one_high is None:
        return None
    return Range(Decimal(one_low), Decimal(one_high)).times(avoided)


def _money(found: Evaluation) -> str:
    if found.effect.verdict != effect.HELPED or found.worth is None:
        return str(gettext(NOT_YET)) if found.effect.verdict != effect.DID_NOT else str(gettext("niets"))
    over = Decimal(str(found.after.years))
    return amounts.said(Range(found.worth.low / over, found.worth.high / over))


def per_hundred(one: Stretch) -> str:
    """Return leavers per hundred people a year, with what they rest on."""
    if one.person_years <= 0:
        return "–"
    rate = filters.number(round(100 * one.leavers / one.person_years, 1))
    return str(
        ngettext("%(rate)s (één vertrek)", "%(rate)s (%(num)s keer vertrokken)", one.leavers, rate=rate)
    )


def expected(one: Measure) -> str | None:
    """Say what was hoped for, in people and in money."""
    if one.plan.avoided is None:
        return None
    said = str(
        ngettext("één vertrek per jaar minder", "%(num)s keer per jaar minder vertrek", one.plan.avoided)
    )
    money = worth_hoped(one.plan.avoided, one.figures.get("one_low"), one.figures.get("one_high"))
    return f"{said}: {amounts.said(money)}" if money else said


def figures_since(found: Mapping[str, Any]) -> str:
    """Say what the same months come to by now."""
    return str(
        gettext(
            "Voor dezelfde maanden tellen we nu %(leavers)s van gemiddeld %(mean)s: sindsdien is iets later gemeld of"
            " verbeterd, of werkt iemand in een andere afdeling.",
            leavers=filters.number(found["leavers"]),
            mean=filters.number(float(found["mean"])),
        )
    )


def figures_then(one: Measure) -> str:
    """Say what the figures were on the day on which a measure was thought of."""
    if one.figures.get("rate") is None:
        return str(gettext("Toen dit werd bedacht, was er nog niets te tellen."))
    return str(
        gettext(
            "Toen dit werd bedacht: %(leavers)s van gemiddeld %(mean)s mensen vertrokken in de twaalf maanden "
            "tot en met %(day)s, een verloop van %(rate)s.",
            leavers=filters.number(one.figures["leavers"]),
            mean=filters.number(float(one.figures["mean"])),
            day=filters.shortdate(date.fromisoformat(one.figures["last"]), year=True),
            rate=words.percents(Decimal(one.figures["rate"])),
        )
    )
