"""A leaving as a story: what happened, and what is still to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from services.exit_interviews.policy import AFTERCARE, LATER_FORM
from services.exit_interviews.schemas.words import kind_words, moment_words, reason_words
from shared.appointment.model import BOOKED, CLOSED, DECLINED, HELD
from shared.web.texts import gettext

Line = dict[str, Any]


def story(
    case: Any,
    forms: Sequence[Any],
    talk: Any,
    ahead: Sequence[Any],
    *,
    dismissal: Any | None = None,
    name: str = "",
    after: Sequence[Line] = (),
) -> list[Line]:
    """Return the lines of a case, in the order in which they happened; what is planned last.

    ``name`` is who holds the conversation, ``dismissal`` how the talk that brings a dismissal was prepared; ``after``
    are the lines of what came after the conversation.
    """
    lines = [_line(case.opened_at, gettext("Het vertrek werd bekend: %(kind)s", kind=kind_words(case.kind)))]
    if dismissal is not None and dismissal.prepared_at:
        lines.append(_line(dismissal.prepared_at, gettext("HR bevestigde dat het gesprek is voorbereid")))
    if case.told_at:
        lines.append(
            _line(case.told_at, gettext("HR bevestigde dat het gesprek over het ontslag is geweest"))
        )
    for form in forms:
        lines += _of_form(form)
    been, coming = _of_talk(talk, name) if talk is not None else ([], [])
    lines += [*been, *after]
    if case.closed_at:
        lines.append(_line(case.closed_at, reason_words(case.reason)))
    lines.sort(key=lambda line: line["when"])
    return lines + sorted(coming + [_coming(one) for one in ahead], key=lambda line: _day(line["when"]))


def _of_talk(talk: Any, name: str) -> tuple[list[Line], list[Line]]:
    """Return what was and what is to come of a conversation; never what it was about."""
    whom = gettext("met %(name)s", name=name) if name else ""
    been = [_line(talk.offered_at, gettext("Een gesprek aangeboden"), text=whom)]
    if talk.state == HELD:
        been.append(_line(talk.starts_at, gettext("Het gesprek is geweest"), text=whom, kind="good"))
    elif talk.state == DECLINED:
        been.append(_line(talk.ended_at, gettext("Liever geen gesprek")))
    elif talk.state == CLOSED:
        been.append(_line(talk.ended_at, gettext("Er komt geen gesprek")))
    booked = [_line(talk.starts_at, gettext("Het gesprek"), text=whom, kind="ahead")]
    return been, booked if talk.state == BOOKED else []


def _day(when: Any) -> date:
    return when.date() if isinstance(when, datetime) else when


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
