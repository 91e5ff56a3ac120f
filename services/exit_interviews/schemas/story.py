"""A leaving as a story: what happened, and what is still to come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.exit_interviews.policy import AFTERCARE, LATER_FORM
from services.exit_interviews.schemas.words import kind_words, moment_words, reason_words
from shared.web.texts import gettext

Line = dict[str, Any]


def story(case: Any, forms: Sequence[Any], ahead: Sequence[Any], talk: Any | None = None) -> list[Line]:
    """Return the lines of a case, in the order in which they happened; what is planned last."""
    lines = [_line(case.opened_at, gettext("Het vertrek werd bekend: %(kind)s", kind=kind_words(case.kind)))]
    if talk is not None and talk.prepared_at:
        lines.append(_line(talk.prepared_at, gettext("HR bevestigde dat het gesprek is voorbereid")))
    if case.told_at:
        lines.append(
            _line(case.told_at, gettext("HR bevestigde dat het gesprek over het ontslag is geweest"))
        )
    for form in forms:
        lines += _of_form(form)
    if case.closed_at:
        lines.append(_line(case.closed_at, reason_words(case.reason)))
    lines.sort(key=lambda line: line["when"])
    return lines + [_coming(one) for one in ahead]


def _of_form(form: Any) -> list[Line]:
    asked = gettext("Gevraagd met het formulier")
    if form.questionnaire == AFTERCARE:
        asked = gettext("Nazorg: gevraagd hoe het gaat")
    elif form.questionnaire == LATER_FORM:
        asked = gettext("Nog één keer gevraagd, met wat afstand")
    lines = [_line(form.opened_at, asked, text=moment_words(form.moment))]
    if form.reminded_at:
        lines.append(_line(form.reminded_at, gettext("Nog eens gewezen op het formulier")))
    ends = {
        "answered": (gettext("Beantwoord"), "good"),
        "declined": (gettext("Liever niet"), "plain"),
        "closed": (gettext("Gesloten zonder antwoord"), "plain"),
    }
    if form.state in ends:
        words, kind = ends[form.state]
        lines.append(_line(form.ended_at, words, kind=kind))
    return lines


def _coming(one: Any) -> Line:
    title = gettext("Nazorg") if one.programme == AFTERCARE else gettext("Het formulier")
    return _line(one.due_date, title, text=moment_words(one.rule), kind="ahead")


def _line(when: Any, title: str, *, text: str = "", kind: str = "plain") -> Line:
    return {"when": when, "title": title, "text": text, "kind": kind}
