"""A report as the board reads it, on the page and on paper: what was promised when it was written, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.exit_interviews.domain.reports import shown_to_board
from services.exit_interviews.policy import PROMISES, parts_of
from services.exit_interviews.schemas import report_words
from services.exit_interviews.schemas.words import kind_words
from shared.kernel.settings import settings
from shared.paper.report import Report, Section
from shared.web import filters
from shared.web.texts import gettext, language


def as_paper(row: Any, lessons: Sequence[Any]) -> Report:
    """Return the report of a leaving without a name."""
    promise = PROMISES[row.promise]
    sections = [
        Section(report_words.title(part), report_words.lines(words))
        for part, words in shown_to_board(row, promise, parts_of(row.kind))
        if words
    ]
    learned = [_lesson(one) for one in lessons if not one.withheld] if promise.lessons else []
    if learned:
        sections.append(Section(str(gettext("Wat we ervan leren")), learned))
    if row.added:
        sections.append(
            Section(str(gettext("Wie vertrok, zette er zelf bij")), report_words.lines(row.added))
        )
    return Report(
        title=str(gettext("Verslag van een exitgesprek")),
        subtitle=_subtitle(row),
        readers=str(
            gettext(
                "%(organisation)s. Voor het bestuur; niet verder verspreiden.",
                organisation=settings().organisation,
            )
        ),
        dated=str(gettext("Vrijgegeven op %(day)s.", day=filters.dateword(row.released_at, year=True))),
        language=language(),
        sections=sections,
    )


def quarter(row: Any) -> str:
    """Return the quarter of the last day, which is all that the board reads of it."""
    began = row.quarter
    return str(gettext("kwartaal %(quarter)s van %(year)s", quarter=(began.month + 2) // 3, year=began.year))


def _subtitle(row: Any) -> str:
    """Of which leaving it is: its kind, the department and the quarter."""
    where = row.department or str(gettext("afdeling niet bekend"))
    return f"{kind_words(row.kind)}, {where}, {quarter(row)}"


def _lesson(one: Any) -> str:
    return f"{one.lesson} → {one.action}" if one.action else str(one.lesson)
