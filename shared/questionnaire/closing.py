"""The last page behind a link: once it is sent or declined; and where a link leads nowhere."""

from __future__ import annotations

from flask import Response, jsonify, make_response, render_template, request

from shared.invitation.errors import DeadLink
from shared.invitation.model import State
from shared.questionnaire.asking import Asking
from shared.questionnaire.pages import door_of, last_moment
from shared.questionnaire.turns import Turn
from shared.web.texts import gettext, language
from shared.web.told import told


def closed(
    turn: Turn,
    asking: Asking,
    token: str,
    *,
    again: bool = False,
    corrected: bool = False,
    unsure: bool = False,
    too_old: bool = False,
) -> Response:
    """Thanks, or understanding, what happens next, the way to what is kept, and back where it can be taken back."""
    answered = turn.invitation.state is State.ANSWERED
    words = (asking.thanks if answered else asking.declined)(turn.invitation)
    return told(
        render_template(
            "questionnaire/closed.html",
            token=token,
            invitation=turn.invitation,
            unsure=unsure,
            too_old=too_old,
            way_back=turn.invitation.state is State.DECLINED and asking.on_return is not None,
            answered=answered,
            again=again,
            corrected=corrected,
            can_correct=turn.correcting,
            unsent=turn.correcting and bool(turn.draft),
            first=turn.conversation.pages[0].number,
            last_day=last_moment(turn.invitation.expires_at),
            paragraphs=[each.said(language()) for each in words],
            door=door_of(asking, turn),
            said=lambda text: text.said(language()),
            root=f"/{asking.service}/a/{token}",
        ),
        wrong=unsure,
        too_old=too_old,
    )


def code(turn: Turn, asking: Asking, token: str) -> Response:
    """Thanks to who is anonymous, with the code that only they have; it is shown this once."""
    return make_response(
        render_template(
            "questionnaire/code.html",
            token=token,
            code=turn.code,
            last_day=last_moment(turn.invitation.expires_at),
            paragraphs=[each.said(language()) for each in asking.thanks(turn.invitation)],
        )
    )


def dead_link() -> Response:
    """One friendly page for every link that leads nowhere, whatever the reason."""
    if request.headers.get("X-Requested-With") == "weerzien":
        return make_response(jsonify(code=DeadLink.code, detail=gettext(DeadLink.text)), DeadLink.status)
    return make_response(render_template("questionnaire/dead_link.html"), DeadLink.status)
