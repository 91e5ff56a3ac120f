"""Measures in the words of the desk: where they stand, what was hoped for, and honestly whether they helped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
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
    low, high = one.figures.get("one_low"), one.figures.get("one_high")
    if low is None or high is None:
        return said
    return f"{said}: {amounts.said(Range(Decimal(low), Decimal(high)).times(one.plan.avoided))}"


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
