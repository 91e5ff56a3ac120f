"""The yearly evaluation in words: the five steps of the year, from the figures as they were kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from services.insights.actions.rising import Known
from services.insights.actions.yearly import SLID
from services.insights.desk import amounts, reason_words, report_measures, rise_words, words
from services.insights.desk.report_measures import SHORT
from services.insights.domain import chance
from services.insights.domain.costs import Range
from services.insights.rendering import pictures
from services.insights.rendering.pictures import Drawing, Point
from services.insights.store.evaluations import Evaluation
from shared.disclosure.figures import Figure
from shared.kernel.settings import settings
from shared.paper.report import Report, Section, Table
from shared.web import filters
from shared.web.texts import gettext, language

Plain = Mapping[str, Any]


def report(found: Evaluation, *, short: bool, moved: str | None = None) -> Report:
    """Return the report; ``short`` is the edition for the board, ``moved`` how its figures are otherwise by now."""
    content = found.content
    measured = _measured(content, short=short)
    sections = [
        replace(measured, sentences=[*measured.sentences, moved]) if moved else measured,
        _listened(content),
        _understood(content, short=short),
        report_measures.done(content, short=short),
        report_measures.evaluated(content),
    ]
    if found.proposed:
        paragraphs = [part.strip() for part in found.proposed.split("\n\n") if part.strip()]
        sections.append(Section(str(gettext("Wat we voorstellen")), paragraphs))
    return Report(
        title=str(gettext("Komen, blijven en gaan in %(year)s", year=found.year)),
        subtitle=str(
            gettext("Korte uitgave voor het bestuur")
            if short
            else gettext("De jaarlijkse evaluatie in vijf stappen")
        ),
        readers=str(
            gettext(
                "%(organisation)s. Voor HR en het bestuur; niet verder verspreiden.",
                organisation=settings().organisation,
            )
        ),
        dated=str(
            gettext(
                "Gemaakt op %(day)s; geteld tot en met %(until)s.",
                day=filters.dateword(found.made_at, year=True),
                until=filters.dateword(date.fromisoformat(content["until"]), year=True),
            )
        ),
        language=language(),
        sections=sections,
    )


def _measured(content: Plain, *, short: bool) -> Section:
    title = "1. " + str(gettext("Meten"))
    whole = content["whole"]
    if whole is None:
        return Section(title, [str(gettext("Er was dit jaar niemand om te tellen."))])
    rated = [one for one in content["years"] if one["rate"] is not None]
    points = [Point(one["period"], float(one["rate"]), words.percents(Decimal(one["rate"]))) for one in rated]
    drawn = _drawn(points) if len(points) > 1 else None
    return Section(title, _of_the_year(whole, content["costs"]), None if short else _years(content), drawn)


def _of_the_year(whole: Plain, costs: Plain | None) -> list[str]:
    sentences = [_finding(whole), _difference(whole)]
    sentences.append(
        str(
            gettext(
                "Eigen keuze: %(own)s. De organisatie koos: %(involuntary)s. Anders, zoals pensioen: %(other)s. "
                "Binnen een jaar na de eerste dag: %(early)s.",
                own=whole["voluntary"], involuntary=whole["involuntary"], other=whole["other"], early=whole["early"],
            )
        )
    )  # fmt: skip
    if whole["marked"]:
        sentences.append(
            str(
                gettext(
                    "Van %(marked)s vertrekken zei HR of het jammer was; van %(regretted)s was het dat.",
                    **whole,
                )
            )
        )
    if costs:
        cost = Range(Decimal(costs["low"]), Decimal(costs["high"]))
        sentences.append(str(gettext("Dat kostte naar schatting %(cost)s.", cost=amounts.said(cost))))
    return sentences


def _years(content: Plain) -> Table:
    rows = [
        [
            one["period"],
            str(one["start"]),
            str(one["joiners"]),
            str(one["leavers"]),
            str(one["end"]),
            _percents(one["rate"]),
        ]
        for one in reversed(content["years"])
    ]
    head = [
        gettext("Jaar"),
        gettext("Begin"),
        gettext("Kwamen"),
        gettext("Vertrokken"),
        gettext("Eind"),
        gettext("Verloop"),
    ]
    return Table([str(word) for word in head], rows)


def _drawn(points: list[Point]) -> Drawing:
    unit = str(gettext("Verloop in procent"))
    says = str(gettext("Verloop per jaar. Bron: de personeelsadministratie in Weerzien."))
    spoken = "; ".join(f"{one.place}: {one.words}" for one in points)
    on_page = pictures.line(points, unit=unit, title="", description=spoken)
    return Drawing(pictures.on_paper(points, kind="line", unit=unit), says, on_page)


def _listened(content: Plain) -> Section:
    sentences = [
        words.listened(one["programme"], one["asked"], one["answered"]) for one in content["listened"]
    ]
    nothing = str(gettext("Dit jaar vroegen we niemand iets."))
    return Section("2. " + str(gettext("Luisteren")), sentences or [nothing])


def _understood(content: Plain, *, short: bool) -> Section:
    units = content["departments"]
    moved = [one for one in units if one["verdict"] in {chance.MORE, chance.LESS}]
    risen = {one["group"]: Known(**one) for one in content.get("risen", [])}
    sentences = [_of_department(one, risen) for one in (moved[:SHORT] if short else moved)]
    if not moved:
        sentences = [str(gettext("In geen afdeling veranderde het verloop meer dan toeval kan verklaren."))]
    told = content.get("reasons")
    if told:
        sentences.append(f"{reason_words.finding(Figure(people=told['people'], tally=told['tally']))}.")
        sentences += [_new(code) for code in told["new"]]
        sentences += [_slid(verdict, told[verdict]) for verdict in SLID if told.get(verdict)]
    head = [
        gettext("Afdeling"),
        gettext("Gemiddeld"),
        gettext("Vertrokken"),
        gettext("Verloop"),
        gettext("Jaar ervoor"),
    ]
    rows = [
        [
            one["group"],
            filters.number(float(one["mean"])),
            str(one["leavers"]),
            _percents(one["rate"]),
            _percents(one["before"]),
        ]
        for one in units
    ]
    return Section(
        "3. " + str(gettext("Begrijpen")),
        sentences,
        None if short else Table([str(word) for word in head], rows),
    )


def _of_department(one: Plain, risen: Mapping[str, Known]) -> str:
    known = rise_words.known(risen[one["group"]]) if one["group"] in risen else []
    return " ".join([f"{one['group']}: {_finding(one)}", _difference(one), *known])


def _new(code: str) -> str:
    return str(gettext("Nieuw dit jaar: %(reason)s.", reason=reason_words.word(code)))


def _slid(verdict: str, codes: Sequence[str]) -> str:
    more = gettext("Vaker genoemd dan in de jaren ervoor: %(reasons)s.")
    less = gettext("Minder vaak genoemd dan in de jaren ervoor: %(reasons)s.")
    reasons = ", ".join(reason_words.word(code) for code in codes)
    return str(more if verdict == chance.MORE else less) % {"reasons": reasons}


def _finding(one: Plain) -> str:
    rate = None if one["rate"] is None else Decimal(one["rate"])
    return words.found(one["leavers"], Decimal(one["mean"]), rate) + "."


def _difference(one: Plain) -> str:
    return words.differs(one["verdict"], one["before"], one["low"], one["high"])


def _percents(rate: str | None) -> str:
    return words.percents(None if rate is None else Decimal(rate))
