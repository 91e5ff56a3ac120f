"""What is stored about somebody behind their link, who could read it, and the ways to take it along or take it back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from flask import Response, render_template, request

from shared.invitation.model import State
from shared.questionnaire import form
from shared.questionnaire.asking import Asking, MoreKept
from shared.questionnaire.kinds import kind_of
from shared.questionnaire.model import Level
from shared.questionnaire.pages import last_moment
from shared.questionnaire.turns import Outcome, Turn
from shared.questionnaire.words import GROUP, PROMISES, READERS, TENURE
from shared.web.sheets import CSV, as_csv, download
from shared.web.texts import gettext, language
from shared.web.told import told


@dataclass(frozen=True)
class Line:
    """One thing that is stored, in words."""

    about: str
    value: str


def page(
    asking: Asking,
    turn: Turn,
    others: Sequence[Turn],
    token: str,
    *,
    outcome: Outcome | None = None,
    too_old: bool = False,
) -> Response:
    """Show what is stored, and who could read it."""
    invitation = turn.invitation
    return told(
        render_template(
            "questionnaire/kept.html",
            token=token,
            turn=turn,
            invitation=invitation,
            questionnaire=turn.conversation.questionnaire,
            said=lambda text: text.said(language()) if text else "",
            promise=gettext(PROMISES[invitation.level]),
            readers=[gettext(each) for each in READERS[invitation.level]],
            answers=list(_answers(turn)),
            group=list(_group(turn)),
            asked_back=bool(asking.catalogue.asked_back(invitation.questionnaire)),
            anonymous=invitation.level == Level.ANONYMOUS,
            answered=invitation.state is State.ANSWERED,
            declined=invitation.state is State.DECLINED,
            gone="gone" in request.args,
            more=_more(asking, turn),
            outcome=outcome.name if outcome else "",
            too_old=too_old,
            last_day=last_moment(invitation.expires_at),
            others=[
                {
                    "id": one.invitation.id,
                    "title": one.conversation.questionnaire.title.said(language()),
                    "month": _month(one),
                    "answers": list(_answers(one)),
                }
                for one in others
            ],
            page_number=turn.conversation.pages[0].number,
        ),
        wrong=outcome,
        too_old=too_old,
    )


def export(asking: Asking, turn: Turn, others: Sequence[Turn], kind: str) -> Response:
    """Return what is stored as a file: as data, or for a spreadsheet."""
    name, more = f"{turn.invitation.questionnaire}.{kind}", _more(asking, turn)
    title = more.title.said(language()) if more else ""
    lines = list(more.lines) if more else []
    if kind == "json":
        beside = {"more": {"title": title, "words": lines}} if more else {}
        whole = {**_data(turn), "earlier": [_data(one) for one in others], **beside}
        text = json.dumps(whole, ensure_ascii=False, indent=2)
        return download([text.encode()], name, "application/json")
    rows = [
        (line.about, line.value)
        for one in (turn, *others)
        for line in (*_about(one), *_group(one), *_answers(one))
    ]
    rows += [(title, line) for line in lines]
    return download(as_csv(rows), name, CSV)


def _more(asking: Asking, turn: Turn) -> MoreKept | None:
    """Return what is kept beside the answers; of who is anonymous nobody knows."""
    if asking.more_kept is None or turn.invitation.level == Level.ANONYMOUS:
        return None
    return asking.more_kept(turn.invitation)


def _answers(turn: Turn) -> Iterator[Line]:
    questions = turn.conversation.questionnaire.questions
    for key, value in turn.answers.items():
        question = questions[key]
        yield Line(question.text.said(language()), kind_of(question).display(question, value, language()))


def _group(turn: Turn) -> Iterator[Line]:
    if turn.kept is None:
        return
    group = turn.kept.group
    for name, words in GROUP.items():
        value = getattr(group, name)
        if value:
            shown = gettext(TENURE[value]) if value in TENURE else str(value)
            yield Line(gettext(words), shown)
    yield Line(gettext("Maand"), _month(turn))


def _month(turn: Turn) -> str:
    return str(format_date(turn.kept.month, "MMMM y", locale=language())) if turn.kept else ""


def _about(turn: Turn) -> Iterator[Line]:
    questionnaire = turn.conversation.questionnaire
    yield Line(gettext("Vragenlijst"), questionnaire.title.said(language()))
    yield Line(gettext("Belofte"), gettext(PROMISES[turn.invitation.level]))
    yield Line(
        gettext("Wie het kan lezen"), " ".join(gettext(each) for each in READERS[turn.invitation.level])
    )


def _data(turn: Turn) -> dict[str, Any]:
    invitation, questionnaire = turn.invitation, turn.conversation.questionnaire
    group = turn.kept.group if turn.kept else None
    return {
        "questionnaire": {
            "key": invitation.questionnaire,
            "version": invitation.version,
            "title": questionnaire.title.said(language()),
        },
        "level": invitation.level,
        "state": invitation.state.value,
        "promise": gettext(PROMISES[invitation.level]),
        "readers": [gettext(each) for each in READERS[invitation.level]],
        "changeable_until": last_moment(invitation.expires_at).date().isoformat(),
        "month": turn.kept.month.strftime("%Y-%m") if turn.kept else None,
        "group": {name: getattr(group, name) for name in GROUP} if group else None,
        "answers": form.dumped(questionnaire, turn.answers),
    }
