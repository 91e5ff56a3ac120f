"""The words and parts of each page behind a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from flask import Response, render_template, request

from shared.questionnaire import form
from shared.questionnaire.asking import Asking, Door
from shared.questionnaire.kinds import Raw, kind_of
from shared.questionnaire.kinds.choices import open_option
from shared.questionnaire.model import Question
from shared.questionnaire.problems import Problem
from shared.questionnaire.sheet import Sheet
from shared.questionnaire.turns import CORRECTION, Outcome, Turn
from shared.questionnaire.words import PROMISES
from shared.web.texts import gettext, language
from shared.web.told import told


@dataclass(frozen=True)
class Notes:
    """What a page has to say beside its questions."""

    problems: Mapping[str, Problem] = field(default_factory=dict)
    too_old: bool = False
    lost: tuple[str, ...] = ()
    sheet: Sheet | None = None


def start(turn: Turn, token: str, asking: Asking | None = None) -> Response:
    """The first page: what, why, who reads, how long, until when."""
    conversation = turn.conversation
    begun = any(conversation.raws.values())
    resume = conversation.resume() if begun else None
    return _page(
        "start",
        turn,
        token,
        begin=conversation.pages[0].number,
        begun=begun,
        resume=resume.number if resume else None,
        promise=_promise(asking, turn),
        last_day=last_moment(turn.invitation.expires_at),
        door=door_of(asking, turn),
    )


def questions(turn: Turn, token: str, number: int, notes: Notes) -> Response:
    """The questions of one page, with what was written and what is wrong with it."""
    page = turn.conversation.page(number)
    if page is None:
        return start(turn, token)
    at, of = turn.conversation.progress(page)
    problems = {key: [gettext(each.text, **each.params)] for key, each in notes.problems.items()}
    return _page(
        "page",
        turn,
        token,
        wrong=notes.problems or notes.lost,
        too_old=notes.too_old,
        page=page,
        at=at,
        of=of,
        errors=problems,
        notes=notes,
        sheet=notes.sheet or Sheet.showing([each.key for each in page.questions], turn.conversation.raws),
        recalled={
            key: kind_of(each.question).display(each.question, each.value, language())
            for key, each in turn.recalled.items()
        },
        from_summary="summary" in (request.args.get("back"), request.form.get("_from")),
        labels={each.key: each.text.said(language()) for each in page.questions},
    )


def questions_again(
    turn: Turn,
    token: str,
    number: int,
    *,
    too_old: bool = False,
    fields: Mapping[str, list[str]] | None = None,
) -> Response:
    """The same page with what was just typed, which could not be kept."""
    known = turn.conversation.questionnaire.questions
    typed = {name: values for name, values in request.form.lists() if name.removesuffix(form.OTHER) in known}
    shown = turn.conversation.laid_over(form.raws_of(turn.conversation.questionnaire, typed))
    wrong = {key: Problem(reasons[0]) for key, reasons in (fields or {}).items() if key in known}
    lost = tuple(sorted(set(fields or {}) - set(wrong)))
    # Nothing was kept, so what was typed must still count as touched when it comes back.
    sheet = Sheet.come_back(dict(request.form.lists()))
    notes = Notes(wrong, too_old=too_old, lost=lost, sheet=sheet)
    return questions(replace(turn, conversation=shown), token, number, notes)


def summary(turn: Turn, token: str, *, outcome: Outcome | None = None, too_old: bool = False) -> Response:
    """Everything that would be sent, each with a way to change it."""
    conversation = turn.conversation
    said = language()
    rows = [
        {
            "question": question,
            "page": page.number,
            "shown": _shown(question, turn, said),
            "problem": _said(conversation.whole.problems.get(question.key)),
        }
        for page in conversation.pages
        for question in page.questions
    ]
    return _page(
        "summary",
        turn,
        token,
        wrong=outcome,
        too_old=too_old,
        rows=rows,
        outcome=outcome.name if outcome else "",
        last_day=last_moment(turn.invitation.expires_at),
    )


def decline(turn: Turn, token: str, *, outcome: Outcome | None = None, too_old: bool = False) -> Response:
    """The one step to say no."""
    return _page("decline", turn, token, wrong=outcome, too_old=too_old, unsure=outcome is Outcome.NOT_SURE)


def _promise(asking: Asking | None, turn: Turn) -> str:
    own = asking.promise(turn.invitation) if asking is not None and asking.promise else None
    return own.said(language()) if own else str(gettext(PROMISES[turn.invitation.level]))


def last_moment(expires_at: datetime) -> datetime:
    """Return an instant on the last day on which one can answer: a link that dies at midnight dies the day before."""
    return expires_at - timedelta(seconds=1)


def door_of(asking: Asking | None, turn: Turn) -> Door | None:
    """Return what can be had beside the questions, where there is something."""
    return asking.beside(turn.invitation) if asking and asking.beside else None


def _page(
    name: str, turn: Turn, token: str, *, wrong: object = None, too_old: bool = False, **parts: Any
) -> Response:
    return told(
        render_template(
            f"questionnaire/{name}.html",
            token=token,
            turn=turn,
            too_old=too_old,
            correction=CORRECTION,
            invitation=turn.invitation,
            conversation=turn.conversation,
            questionnaire=turn.conversation.questionnaire,
            kind_of=kind_of,
            nothing=Raw(),
            said=lambda text: text.said(language()) if text else "",
            open_option=open_option,
            rows_of=_rows_of,
            count=_count,
            all_free=not any(each.required for each in turn.conversation.questionnaire.questions.values()),
            **parts,
        ),
        wrong=wrong,
        too_old=too_old,
    )


def _shown(question: Question, turn: Turn, said: str) -> str:
    whole = turn.conversation.whole
    if question.key in whole.answers:
        return kind_of(question).display(question, whole.answers[question.key], said)
    raw = turn.conversation.raws.get(question.key, Raw())
    return (
        ", ".join(part for part in (*raw.values, raw.other) if part) if question.key in whole.problems else ""
    )


def _said(problem: Problem | None) -> str:
    return gettext(problem.text, **problem.params) if problem else ""


def _rows_of(question: Question, raw: Raw) -> list[tuple[str, str]]:
    """The rows to pick from. A radio button cannot be unpicked, so once one is, a free question offers a way back."""
    rows = [(each.key, each.text.said(language())) for each in kind_of(question).options(question)]
    single = kind_of(question).template != "several_of"
    return [*rows, ("", gettext("Toch geen antwoord"))] if single and raw and not question.required else rows


def _count(question: Question) -> str | None:
    """How many one may pick, in words."""
    least, most = question.least, question.most
    if least and most:
        return str(gettext("Kies er %(least)s tot %(most)s.", least=least, most=most))
    if most:
        return str(gettext("Kies er hoogstens %(most)s.", most=most))
    return str(gettext("Kies er minstens %(least)s.", least=least)) if least > 1 else None
