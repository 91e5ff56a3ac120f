"""A department that more people left, told to somebody who does not know: what happened, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from services.insights import policy
from services.insights.actions.rising import Known, Rise
from services.insights.desk import reason_words, theme_words, words
from shared.web import filters
from shared.web.texts import gettext, ngettext


@dataclass(frozen=True)
class Story:
    """A name, sentences, and where to go on."""

    name: str
    sentences: Sequence[str]
    links: Sequence[tuple[str, str]]


def story(one: Rise) -> Story:
    """Tell what is known of a department, and lead to where more is, and to what can be done."""
    said = [f"{words.finding(one.row)}.", words.difference(one.row), *known(one.known)]
    said += [
        str(gettext("Hier is al een maatregel voor: %(title)s.", title=each.plan.title))
        for each in one.measures
    ]
    return Story(words.group(policy.DEPARTMENT, one.known.group, {}), said, list(_links(one)))


def _links(one: Rise) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    years: dict[str, Any] = {"from": one.known.years[0], "to": one.known.years[-1]}
    if one.known.reason:
        address = url_for("desk.reasons", by=policy.DEPARTMENT, **years)
        found.append((str(gettext("Waarom mensen gaan")), address))
    if one.known.otherwise:
        found.append((str(gettext("Wat er verder speelt")), url_for("desk.all_together")))
    found += [(each.plan.title, url_for("desk.measure", measure_id=each.id)) for each in one.measures]
    if not one.measures:
        address = url_for("desk.new_measure", department=one.department.id)
        found.append((str(gettext("Bedenk er een maatregel voor")), address))
    return found


def why(one: Rise) -> str:
    """Say all of it in a few lines, as the reason for a measure."""
    return " ".join([f"{words.finding(one.row)}.", words.difference(one.row), *known(one.known)])


def aimed_at(one: Known) -> str:
    """Say which reason a measure would be about: the deepest layer that is known."""
    codes = [one.reason, *(code for code, _, _ in one.behind)]
    return ": ".join(reason_words.word(code) for code in codes if code)


def known(one: Known) -> list[str]:
    """Say what is known of who left and of who began, and where too few told why."""
    return [sentence for sentence in (_early(one), _told(one), _otherwise(one)) if sentence]


def _early(one: Known) -> str:
    # Of fewer than half it is not what stands out.
    if one.early * 2 < one.left:
        return ""
    return str(
        ngettext(
            "Van wie vertrok, was er %(num)s nog geen jaar in dienst.",
            "Van wie vertrok, waren er %(num)s nog geen jaar in dienst.",
            one.early,
        )
    )


def _told(one: Known) -> str:
    if not one.reason:
        return str(gettext("Van wie daar wegging, vertelden er te weinig waarom om het apart te laten zien."))
    said = str(
        gettext(
            "Wie daar in %(years)s wegging en vertelde waarom, noemde het vaakst: %(reason)s (%(part)s).",
            years=_years(one),
            reason=reason_words.word(one.reason),
            part=words.part(one.count, one.told),
        )
    )
    layers = "; ".join(
        f"{filters.opening(reason_words.word(code))} ({words.part(many, people)})"
        for code, many, people in one.behind
    )
    below = str(gettext("Daarachter zit: %(layers)s.", layers=layers))
    return f"{said} {below}" if layers else said


def _years(one: Known) -> str:
    first, last = str(one.years[0]), str(one.years[-1])
    return first if first == last else str(gettext("%(first)s en %(last)s", first=first, last=last))


def _otherwise(one: Known) -> str:
    if not one.otherwise:
        return ""
    question, many, people, elsewhere, others = one.otherwise
    return str(
        gettext(
            "Nieuwe collega’s daar vonden na drie maanden vaker dan elders iets anders dan verwacht, vooral %(theme)s:"
            " %(here)s, elders %(there)s. Dat zegt niet dat het een door het ander komt.",
            theme=theme_words.of(question),
            here=words.part(many, people),
            there=words.part(elsewhere, others),
        )
    )
