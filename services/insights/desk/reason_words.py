"""Reasons in the words of the desk: ours, HR's own, and those of past surveys as they were called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import g

from services.insights import wiring
from services.insights.actions.reasoning import Panel
from services.insights.desk import words
from services.insights.domain import chance
from services.insights.store import reasons as store
from shared.disclosure.figures import NOBODY, Figure
from shared.questionnaire.model import Text
from shared.web.texts import gettext, language, marked, ngettext

# More is a list that nobody reads.
_LAYER = 8

REASONS: Final[Mapping[str, str]] = {
    "expectations": marked("anders dan verwacht"),
    "growth": marked("te weinig kans om te groeien"),
    "manager": marked("hoe iemand werd aangestuurd"),
    "work": marked("het werk paste niet"),
    "workload": marked("te veel werk of druk"),
    "environment": marked("de omgeving en de collega’s"),
    "balance": marked("werk en de rest van het leven"),
    "conditions": marked("loon en voorwaarden"),
    "life": marked("iets in het eigen leven"),
}
PANELS: Final[Mapping[str, tuple[str, str]]] = {
    chance.MORE: (marked("neemt toe"), "care"),
    chance.LESS: (marked("neemt af"), "good"),
    chance.CHANCE: (marked("kan toeval zijn"), "plain"),
    chance.TOO_FEW: (marked("te weinig om te zeggen"), "plain"),
}


def word(code: str) -> str:
    """Return what a reason is called."""
    if code in REASONS:
        return str(gettext(REASONS[code]))
    own = _own_names().get(code)
    return own.said(language()) if own else code.replace("_", " ")


def _own_names() -> Mapping[str, Text]:
    """What reasons are called beyond the main ones; looked up once for a page, and only where one of them is on it."""
    if "insights_reason_names" not in g:
        with wiring.transaction() as tx:
            g.insights_reason_names = store.names(tx.conn)
    found: Mapping[str, Text] = g.insights_reason_names
    return found


@dataclass(frozen=True)
class Layer:
    """A reason, how often it was named among those who were asked on, and what they said in the layer below."""

    name: str
    part: str
    below: Sequence[Layer] = ()


def peeled(whole: Figure | None, found: Mapping[str, Figure]) -> list[Layer]:
    """Return each main reason that was peeled further, the one named most first, with two layers below it."""
    if whole is None:
        return []
    return [
        Layer(
            word(main),
            str(ngettext("één antwoord", "%(num)s antwoorden", found[main].people)),
            [
                Layer(
                    word(second),
                    words.part(count, found[main].people),
                    [
                        Layer(word(third), words.part(many, found[second].people))
                        for third, many in found.get(second, NOBODY).top(_LAYER)
                    ],
                )
                for second, count in found[main].top(_LAYER)
            ],
        )
        for main, _ in whole.top(len(whole.tally))
        if main in found
    ]


def beside(said: Figure | None, heard: Figure | None) -> list[tuple[str, str, str]]:
    """Lay what people said beside what interviewers heard, reason by reason; nothing where nobody was heard."""
    if said is None or heard is None:
        return []
    codes = sorted({*said.tally, *heard.tally}, key=lambda code: (-heard.tally.get(code, 0), code))
    return [
        (
            word(code),
            words.part(said.tally.get(code, 0), said.people),
            words.part(heard.tally.get(code, 0), heard.people),
        )
        for code in codes
    ]


def agreed(found: Figure) -> str:
    """Say how often both named the same."""
    return str(
        gettext(
            "In %(same)s vertrekken noemden beide dezelfde hoofdreden; in %(among)s hoorde het gesprek die van de"
            " vertrekker als een van meer oorzaken.",
            same=words.part(found.tally.get("same", 0), found.people),
            among=words.part(found.tally.get("among", 0), found.people),
        )
    )


def finding(found: Figure) -> str:
    """Say what was named most."""
    named = found.top(1)
    if not named:
        return str(gettext("Niemand noemde een reden"))
    code, count = named[0]
    return str(
        gettext(
            "Het vaakst genoemd: %(reason)s, door %(part)s",
            reason=word(code),
            part=words.part(count, found.people),
        )
    )


def slides(one: Panel) -> tuple[str, str]:
    """Say how a reason slides, and in which tone."""
    if one.new:
        return str(gettext("nieuw")), "care"
    said, tone = PANELS[one.verdict]
    return str(gettext(said)), tone
