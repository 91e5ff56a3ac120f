"""The pages behind a link: look, write, look back, send, or say no. Opening one changes nothing, ever."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, request, url_for

from shared.invitation.errors import DeadLink
from shared.invitation.model import Invitation
from shared.kernel.errors import Invalid
from shared.questionnaire import closing, kept, pages, turns
from shared.questionnaire.asking import Asking
from shared.questionnaire.conversation import Conversation
from shared.questionnaire.store import NotOpen
from shared.questionnaire.turns import Outcome, Turn
from shared.web.csrf import PageTokenWrong, require_page_token
from shared.web.texts import speak, with_lang

HERE = Path(__file__).parent
ANSWER, SEND, DECLINE, TAKE_BACK, RETURN = "answer", "send", "decline", "take_back", "return"


def make_blueprint(asking: Asking) -> Blueprint:
    """Return the pages at ``/<service>/a/<token>`` for a service that asks as ``asking`` says."""
    blueprint = Blueprint(
        "answering", __name__, url_prefix=f"/{asking.service}/a", template_folder=HERE / "templates"
    )
    blueprint.context_processor(lambda: {"ways": asking.ways, "ways_after": asking.ways_after})
    blueprint.register_error_handler(DeadLink, lambda _error: closing.dead_link())
    _add_beginning(blueprint, asking)
    _add_writing(blueprint, asking)
    _add_sending(blueprint, asking)
    _add_declining(blueprint, asking)
    _add_keeping(blueprint, asking)

    @blueprint.route("/<token>/<path:rest>", methods=["GET", "POST"])
    def lost(token: str, rest: str) -> Any:
        """Answer an address that got something behind it, as any other link that leads nowhere."""
        turns.look(asking, token)
        del rest
        raise DeadLink

    return blueprint


def _add_beginning(blueprint: Blueprint, asking: Asking) -> None:
    @blueprint.get("/<token>")
    def start(token: str) -> Any:
        """Say what this is, who reads it, how long it takes; or, once answered, what happens next."""
        turn = _look(asking, token)
        if not turn.open:
            notes = ("again" in request.args, "corrected" in request.args)
            return closing.closed(turn, asking, token, again=notes[0], corrected=notes[1])
        return pages.start(turn, token, asking)


def _add_writing(blueprint: Blueprint, asking: Asking) -> None:
    @blueprint.get("/<token>/<int:number>")
    def page(token: str, number: int) -> Any:
        """Ask the questions of one page."""
        turn = _look(asking, token)
        if not turn.writable or turn.conversation.page(number) is None:
            return _to("start", token)
        return pages.questions(turn, token, number, pages.Notes())

    @blueprint.post("/<token>/<int:number>")
    def step(token: str, number: int) -> Any:
        """Keep what was written on a page and go where the button says."""
        try:
            before, now = turns.write(asking, token, fields(), check=_about(ANSWER))
        except NotOpen:
            return _to("start", token, again="yes")
        except PageTokenWrong:
            return pages.questions_again(_look(asking, token), token, number, too_old=True)
        except Invalid as error:
            return pages.questions_again(_look(asking, token), token, number, fields=error.fields)
        return onwards(token, number, before=before.conversation, turn=now)

    @blueprint.post("/<token>/draft")
    def draft(token: str) -> Response:
        """Keep what is being written; for the page's script."""
        turns.write(asking, token, fields(), check=_about(ANSWER))
        return jsonify(saved=True)


def _add_sending(blueprint: Blueprint, asking: Asking) -> None:
    @blueprint.get("/<token>/summary")
    def summary(token: str) -> Any:
        """Show everything, to change or to send."""
        turn = _look(asking, token)
        return pages.summary(turn, token) if turn.writable else _to("start", token)

    @blueprint.post("/<token>/summary")
    def send(token: str) -> Any:
        """Send the answers, once."""
        sure, seen = request.form.get("sure") == "yes", request.form.get("_seen", "")
        correction = turns.CORRECTION in request.form
        try:
            outcome, turn = turns.send(
                asking, token, check=_about(SEND), sure=sure, seen=seen, correction=correction
            )
        except PageTokenWrong:
            return pages.summary(_look(asking, token), token, too_old=True)
        if outcome is Outcome.DONE and turn.code:
            return closing.code(turn, asking, token)
        if outcome is Outcome.DONE:
            return _to("start", token, corrected="yes" if correction else None)
        if outcome is Outcome.CLOSED_BEFORE:
            return _to("start", token, again="yes")
        return pages.summary(turn, token, outcome=outcome)


def _add_declining(blueprint: Blueprint, asking: Asking) -> None:
    @blueprint.get("/<token>/decline")
    def ask_decline(token: str) -> Any:
        """Offer to say no, in one step."""
        turn = _look(asking, token)
        return pages.decline(turn, token) if turn.open else _to("start", token)

    @blueprint.post("/<token>/decline")
    def decline(token: str) -> Any:
        """Say no, once."""
        sure = request.form.get("sure") == "yes"
        try:
            outcome, turn = turns.decline(asking, token, check=_about(DECLINE), sure=sure)
        except PageTokenWrong:
            return pages.decline(_look(asking, token), token, too_old=True)
        if outcome is Outcome.NOT_SURE:
            return pages.decline(turn, token, outcome=outcome)
        return _to("start", token)

    @blueprint.post("/<token>/return")
    def come_back(token: str) -> Any:
        """Take a refusal back, in one step too."""
        sure, outcome = request.form.get("sure") == "yes", None
        try:
            outcome = turns.come_back(asking, token, check=_about(RETURN), sure=sure)
        except PageTokenWrong:
            return closing.closed(_look(asking, token), asking, token, too_old=True)
        if outcome is Outcome.NOT_SURE:
            return closing.closed(_look(asking, token), asking, token, unsure=True)
        return _to("start", token)


def _add_keeping(blueprint: Blueprint, asking: Asking) -> None:
    @blueprint.get("/<token>/kept")
    def show_kept(token: str) -> Any:
        """Show what is stored about the person here, and who could read it."""
        return kept.page(asking, *_look_at_all(asking, token), token)

    @blueprint.get("/<token>/kept/<any(json, csv):kind>")
    def export(token: str, kind: str) -> Response:
        """Give the person what is stored about them here, as a file."""
        return kept.export(asking, *_look_at_all(asking, token), kind)

    @blueprint.post("/<token>/kept")
    def take_back(token: str) -> Any:
        """Take back what was sent."""
        sure = request.form.get("sure") == "yes"
        code, about = request.form.get("code", ""), request.form.get("_about", "")
        try:
            outcome, turn, others = turns.take_back(
                asking, token, check=_about(TAKE_BACK), sure=sure, code=code, about=about
            )
        except PageTokenWrong:
            return kept.page(asking, *_look_at_all(asking, token), token, too_old=True)
        if outcome in {Outcome.DONE, Outcome.CLOSED_BEFORE}:
            return _to("show_kept", token, gone="yes")
        return kept.page(asking, turn, others, token, outcome=outcome)


def onwards(token: str, number: int, *, before: Conversation, turn: Turn) -> Any:
    """Go where the button says, unless something on the page stands in the way; for a trial too."""
    conversation = turn.conversation
    if language := request.form.get("_language"):
        back = request.form.get("_from")
        return redirect(url_for(".page", token=token, number=number, lang=language, back=back), code=303)
    if request.form.get("_go") == "back":
        preceding = conversation.preceding(number)
        return _to("page", token, number=preceding.number) if preceding else _to("start", token)
    present = conversation.page(number)
    wrong = {
        each.key: conversation.whole.problems[each.key]
        for each in (present.questions if present else ())
        if each.key in conversation.whole.problems
    }
    if wrong:
        return pages.questions(turn, token, number, pages.Notes(problems=wrong))
    if request.form.get("_from") == "summary":
        fresh = conversation.newly_asked(before)
        return _to("page", token, number=fresh.number, back="summary") if fresh else _to("summary", token)
    following = conversation.following(number)
    return _to("page", token, number=following.number) if following else _to("summary", token)


def _look(asking: Asking, token: str) -> Turn:
    turn = turns.look(asking, token)
    speak(turn.invitation.language)
    return turn


def _look_at_all(asking: Asking, token: str) -> tuple[Turn, list[Turn]]:
    turn, others = turns.look_at_all(asking, token)
    speak(turn.invitation.language)
    return turn, others


def _about(purpose: str) -> turns.Check:
    def check(invitation: Invitation) -> None:
        speak(invitation.language)
        require_page_token(purpose, invitation.id)

    return check


def fields() -> dict[str, list[str]]:
    """Return the fields that the person filled in; the page's own have names that no question has."""
    own = {"page_token", "lang"}
    return {name: values for name, values in request.form.lists() if name not in own}


def _to(place: str, token: str, **params: Any) -> Any:
    return redirect(with_lang(url_for(f".{place}", token=token, **params)), code=303)
