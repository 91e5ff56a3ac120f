"""Behind the link of a letter: ask for a talk, see that it was asked, take it back. Opening a page changes nothing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from shared.asking.programme import Programme
from shared.asking.wish import actions, store
from shared.asking.wish.actions import Said
from shared.asking.wish.model import OPEN, Read, Wish, read
from shared.asking.wish.words import WHOM_TO_CHOOSE, whom_words
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.questionnaire import turns
from shared.questionnaire.asking import Asking
from shared.questionnaire.kinds import kind_of
from shared.questionnaire.turns import Turn
from shared.web.csrf import PageTokenWrong, require_page_token
from shared.web.texts import gettext, language, speak, with_lang
from shared.web.told import told

ENDPOINT = "ask_wish"
WAY = (ENDPOINT, marked("Ik wil hier even over praten"))
PURPOSE, TAKE_BACK = "wish", "wish-withdraw"


def add_to(blueprint: Blueprint, asking: Asking, programme: Programme) -> None:
    """Add the pages to those behind the link."""
    _add_asking(blueprint, asking, programme)
    _add_taking_back(blueprint, asking, programme)


def _add_asking(blueprint: Blueprint, asking: Asking, programme: Programme) -> None:
    @blueprint.get("/<token>/wish")
    def ask_wish(token: str) -> Any:
        """Show the form, or that a talk was asked for."""
        with asking.transaction() as tx:
            turn = _behind(tx, asking, token)
            wish = store.of_request(tx.conn, programme.tables, turn.invitation.subject_id)
            if wish is not None and wish.state == OPEN:
                return _asked(turn, token, wish)
            return _form(programme, turn, token, Read(wish=Wish()))

    @blueprint.post("/<token>/wish")
    def send_wish(token: str) -> Any:
        """Ask for the talk, once."""
        with asking.transaction() as tx:
            turn = _behind(tx, asking, token, lock=True)
            said = actions.said_by(turn)
            typed = read(dict(request.form.lists()), {question.key for question, _ in said})
            try:
                require_page_token(PURPOSE, turn.invitation.id)
            except PageTokenWrong:
                return _form(programme, turn, token, typed, too_old=True)
            if typed.problems:
                return _form(programme, turn, token, typed)
            actions.ask(tx, programme, turn, typed.wish, said)
        return _to(token)


def _add_taking_back(blueprint: Blueprint, asking: Asking, programme: Programme) -> None:
    @blueprint.post("/<token>/wish/withdraw")
    def withdraw_wish(token: str) -> Any:
        """Take it back."""
        with asking.transaction() as tx:
            turn = _behind(tx, asking, token, lock=True)
            try:
                require_page_token(TAKE_BACK, turn.invitation.id)
            except PageTokenWrong:
                return _to(token)
            if request.form.get("sure") == "yes":
                actions.withdraw(tx, programme, turn.invitation.subject_id)
                return redirect(with_lang(url_for(".start", token=token)), 303)
            wish = store.of_request(tx.conn, programme.tables, turn.invitation.subject_id)
            if wish is None or wish.state != OPEN:
                return _to(token)
            return _asked(turn, token, wish, unsure=True)


def _behind(tx: Tx, asking: Asking, token: str, *, lock: bool = False) -> Turn:
    turn = turns.find(tx, asking, token, lock=lock)
    speak(turn.invitation.language)
    return turn


def _form(programme: Programme, turn: Turn, token: str, typed: Read, *, too_old: bool = False) -> Response:
    said: Said = actions.said_by(turn)
    tongue = language()
    return told(
        render_template(
            "asking/wish_ask.html",
            token=token,
            invitation=turn.invitation,
            open=turn.open,
            wish=typed.wish,
            errors={
                name: [gettext(text, **places) for text, places in problems]
                for name, problems in typed.problems.items()
            },
            too_old=too_old,
            due_on=actions.due_day(programme, clock.today(settings().zone)),
            choices=[(key, gettext(words)) for key, words in WHOM_TO_CHOOSE.items()],
            answers=[
                (question.key, kind_of(question).display(question, value, tongue), question.text.said(tongue))
                for question, value in said
            ],
        ),
        wrong=typed.problems,
        too_old=too_old,
    )


def _asked(turn: Turn, token: str, wish: Any, *, unsure: bool = False) -> Response:
    return told(
        render_template(
            "asking/wish_asked.html",
            token=token,
            invitation=turn.invitation,
            wish=wish,
            whom=whom_words(wish.whom, wish.named),
            unsure=unsure,
        ),
        wrong=unsure,
    )


def _to(token: str) -> Any:
    return redirect(with_lang(url_for(f".{ENDPOINT}", token=token)), 303)
