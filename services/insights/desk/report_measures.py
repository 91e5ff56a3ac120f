"""The measures of a year in words: what was done, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from services.insights.desk import amounts, measure_words
from services.insights.domain import effect
from services.insights.domain.costs import Range
from shared.paper.report import Section, Table
from shared.web import filters
from shared.web.texts import gettext, ngettext

Plain = Mapping[str, Any]
# The board reads so many departments and measures.
SHORT = 3


def done(content: Plain, *, short: bool) -> Section:
    """Return what was done: the measures of the year."""
    listed = content["measures"]
    title = "4. " + str(gettext("Doen"))
    if not listed:
        return Section(title, [str(gettext("Dit jaar liep er geen maatregel."))])
    head = [gettext("Maatregel"), gettext("Voor"), gettext("Stand"), gettext("Kosten")]
    rows = [
        [
            one["title"],
            one["department"] or str(gettext("iedereen")),
            measure_words.state(one["state"]),
            amounts.euros(Decimal(one["cost"])) if one["cost"] else "–",
        ]
        for one in listed
    ]
    said = ngettext("Eén maatregel liep of begon.", "%(num)s maatregelen liepen of begonnen.", len(listed))
    return Section(title, [str(said)], Table([str(word) for word in head], rows[:SHORT] if short else rows))


def evaluated(content: Plain) -> Section:
    """Return what came of it, beside what was hoped for."""
    sentences = []
    for one in content["measures"]:
        if one["verdict"] is None:
            continue
        said = measure_words.judged(one["verdict"], one["low"], one["high"])
        sentences.append(" ".join([f"{one['title']}: {said}", *_beside_what_was_hoped(one)]))
    nothing = str(gettext("Er is nog geen maatregel waarvan te zeggen is of hij hielp."))
    return Section("5. " + str(gettext("Terugkijken")), sentences or [nothing])


def _beside_what_was_hoped(one: Plain) -> Iterator[str]:
    """Say what was hoped for, what came of it, what that was worth, and what it cost."""
    came = measure_words.turned_out(one["verdict"], one.get("fewer"))
    if one["avoided"] is not None and came:
        yield str(
            gettext(
                "Minder vertrek per jaar: gehoopt %(hoped)s; %(came)s.",
                hoped=filters.number(one["avoided"]),
                came=came,
            )
        )
    if one["verdict"] == effect.HELPED and one["worth_low"] is not None:
        worth = Range(Decimal(one["worth_low"]), Decimal(one["worth_high"]))
        yield str(
            gettext(
                "Dat scheelde naar schatting %(amount)s aan kosten van vertrek.", amount=amounts.said(worth)
            )
        )
    if one.get("spent") is not None:
        spent = amounts.euros(Decimal(one["spent"]))
        yield str(gettext("De maatregel zelf kostte %(amount)s.", amount=spent))
