"""Leaving beside what else is known of departments: a sentence for each source, and its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, render_template

from services.insights.actions import together
from services.insights.actions.together import (
    ABSENCE,
    EXPECTED,
    PROMISES,
    SATISFACTION,
    THEME,
    Beside,
    Theme,
)
from services.insights.desk import asked as addresses
from services.insights.desk import theme_words, words
from services.insights.domain import chance
from services.insights.domain.chance import Comparison
from services.insights.domain.together import Side
from shared.disclosure.model import PATH_SEPARATOR, rule_in_force
from shared.eventlog.unit import Transactions
from shared.questionnaire.model import Text
from shared.web import filters
from shared.web.texts import gettext, language, marked

TITLES: Final[Mapping[str, str]] = {
    EXPECTED: marked("Verwachtingen die in de derde maand niet uitkwamen"),
    PROMISES: marked("Toezeggingen uit blijfgesprekken die niet doorgingen"),
    THEME: marked("Thema in blijfgesprekken: %(theme)s"),
    ABSENCE: marked("Verzuim"),
    SATISFACTION: marked("Tevredenheid"),
}
# What the value of a source means.
VALUES: Final[Mapping[str, str]] = {
    EXPECTED: marked("van de antwoorden zei dat het anders was dan verwacht"),
    PROMISES: marked("van de toezeggingen ging niet door"),
    THEME: marked("van wat mensen schreven, ging hierover"),
    ABSENCE: marked("verzuim"),
    SATISFACTION: marked("op een schaal tot tien"),
}
ABOVE: Final[Mapping[str, str]] = {
    EXPECTED: marked("Waar vaker iets anders was dan verwacht"),
    PROMISES: marked("Waar vaker iets niet doorging"),
    THEME: marked("Waar mensen dit vaker noemden"),
    ABSENCE: marked("Waar het verzuim hoger was"),
    SATISFACTION: marked("Waar mensen tevredener waren"),
}


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page."""

    @desk.get("/together")
    def all_together() -> str:
        """Lay leaving beside what else is known."""
        with transaction() as tx:
            what = addresses.read(tx)
            found = together.beside(tx, what.until)
        return render_template(
            "insights/together.html",
            what=what,
            parts=[_part(one) for one in found],
            missing=[
                gettext(TITLES[source])
                for source in (ABSENCE, SATISFACTION)
                if source not in {one.source for one in found}
            ],
            least=rule_in_force().group,
        )


def _part(one: Beside) -> dict[str, Any]:
    title = gettext(TITLES[one.source])
    if one.source == THEME:
        nl, en, fr = one.names
        title = title % {"theme": Text(nl=nl, en=en, fr=fr).said(language())}
    part: dict[str, Any] = {"title": str(title), "period": _period(one), "sentence": None, "sides": []}
    if one.found is not None:
        early = one.source == EXPECTED
        part["mean"] = str(
            gettext(
                "Gemiddeld: %(value)s %(means)s.",
                value=_value(one, one.found.mean),
                means=gettext(VALUES[one.source]),
            )
        )
        part["sentence"] = sentence(one.found.above, one.found.below, one.found.seen, early=early)
        part["most"] = _most(one.most) if one.most and one.most.many else ""
        part["sides"] = [
            (str(gettext(ABOVE[one.source])), *_side(one.found.above, early=early)),
            (str(gettext("De andere")), *_side(one.found.below, early=early)),
        ]
    return part


def sentence(above: Side, below: Side, seen: Comparison, *, early: bool) -> str:
    """Say who left here and there, and whether the difference may be chance; never that one comes of the other."""
    given: dict[str, Any] = {"low": words.times(seen.low), "high": words.times(seen.high)}
    for name, side in (("here", above), ("there", below)):
        given[name] = words.part(side.gone.left, round(side.gone.people))
        given[f"{name}_share"] = _share(side, early=early)
    if early:
        said = gettext(
            "Daar vertrokken binnen een jaar %(here)s die begonnen (%(here_share)s), elders %(there)s"
            " (%(there_share)s).",
            **given,
        )
    else:
        said = gettext(
            "Daar vertrokken in een jaar %(here)s (%(here_share)s), elders %(there)s (%(there_share)s).",
            **given,
        )
    return f"{said} {_verdict(seen, given)}"


def _verdict(seen: Comparison, given: Mapping[str, Any]) -> str:
    if seen.verdict == chance.TOO_FEW:
        return str(gettext("Er vertrokken te weinig mensen om te zeggen of dat verschilt."))
    if seen.verdict == chance.MORE:
        said = gettext("Dat is vaker, en waarschijnlijk geen toeval: minstens %(low)s keer zo vaak.", **given)
    elif seen.verdict == chance.LESS:
        said = gettext(
            "Dat is minder vaak, en waarschijnlijk geen toeval: hooguit %(high)s keer zo vaak.", **given
        )
    else:
        said = gettext(
            "Dat verschil kan toeval zijn: ergens tussen %(low)s en %(high)s keer zo vaak.", **given
        )
    return str(said)


def _most(one: Theme) -> str:
    return str(
        gettext(
            "Het vaakst anders was daar %(theme)s: volgens %(part)s.",
            theme=theme_words.of(one.question),
            part=words.part(one.many, one.people),
        )
    )


def _share(side: Side, *, early: bool) -> str:
    """Of who began, which part left; otherwise how many per person and year."""
    whole = side.gone.people if early else side.gone.exposure
    return filters.percent(side.gone.left / whole, 1) if whole else "–"


def _side(side: Side, *, early: bool) -> tuple[str, str, str, str]:
    """The units of a side, on how many the source rests, who left, and how often that is."""
    names = ", ".join(unit.rpartition(PATH_SEPARATOR)[2] for unit in side.units)
    gone = side.gone
    return (
        names,
        filters.number(side.told),
        words.part(gone.left, round(gone.people)),
        _share(side, early=early),
    )


def _value(one: Beside, value: float) -> str:
    return filters.number(value, 1) if one.source == SATISFACTION else filters.percent(value / 100, 1)


def _period(one: Beside) -> str:
    if one.source == EXPECTED:
        return str(
            gettext(
                "Wie begon van %(period)s, en wie daarvan tot dan binnen een jaar vertrok",
                period=words.span(one.period),
            )
        )
    return str(gettext("Vertrokken van %(period)s", period=words.span(one.period)))
