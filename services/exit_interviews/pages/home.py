"""Give an address to be reached at after the last day, and say there that it is yours. Opening changes nothing.

Some mail programs press buttons: what counts is chosen on the page, and nothing on it is chosen beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for

from services.exit_interviews.actions import home
from services.exit_interviews.domain.home import Home
from services.exit_interviews.errors import LettersEnough
from services.exit_interviews.store import cases as case_store
from services.exit_interviews.store import forms as form_store
from shared.asking.colleagues import colleagues
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.frontdoor.addresses import read_address
from shared.invitation.errors import DeadLink
from shared.kernel.texts import marked
from shared.questionnaire import closing, turns
from shared.questionnaire.asking import Asking
from shared.web.csrf import PageTokenWrong, require_page_token
from shared.web.texts import gettext, language, speak, with_lang
from shared.web.told import told

ENDPOINT = "give_home"
WAY = (ENDPOINT, marked("Waar we je na je laatste werkdag bereiken"))
GIVE, DECIDE = "exit-home", "exit-home-confirm"
NO_ADDRESS = marked("Vul het mailadres in waarop je na je laatste werkdag te bereiken bent.")
WRONG = marked("Dit mailadres herkennen we niet. Kijk of alles erin staat, zoals in jo@voorbeeld.nl.")
NOT_CHOSEN = marked("Kies een van de twee, dan weten we dat jij het bent.")


def add_to(blueprint: Blueprint, asking: Asking) -> None:
    """Add the page to those behind the link of a form."""

    @blueprint.get("/<token>/home")
    def give_home(token: str) -> Any:
        """Show how it stands, and ask for an address."""
        with asking.transaction() as tx:
            case, about = _of_form(tx, asking, token)
            return _form(about, home.standing(tx, case), sent="sent" in request.args)

    @blueprint.post("/<token>/home")
    def send_home(token: str) -> Any:
        """Write to the address."""
        with asking.transaction() as tx:
            case, about = _of_form(tx, asking, token)
            wrong = _take(tx, case, about)
        return wrong or redirect(with_lang(url_for(f".{ENDPOINT}", token=token, sent="yes")), 303)


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages behind the letters that are about an address alone."""
    pages = Blueprint("home", __name__, url_prefix="/exit/a/home")
    pages.register_error_handler(DeadLink, lambda _error: closing.dead_link())

    @pages.get("/<token>")
    def give(token: str) -> Any:
        """Show how it stands, and ask for an address."""
        with transaction() as tx:
            case = _asked(tx, token)
            return _form(case.id, home.standing(tx, case), sent="sent" in request.args)

    @pages.post("/<token>")
    def send(token: str) -> Any:
        """Write to the address."""
        with transaction() as tx:
            case = _asked(tx, token)
            wrong = _take(tx, case, case.id)
        return wrong or redirect(with_lang(url_for(".give", token=token, sent="yes")), 303)

    _confirming(pages, transaction)
    return pages


def _confirming(pages: Blueprint, transaction: Transactions) -> None:
    @pages.get("/<token>/confirm")
    def confirm(token: str) -> Any:
        """Ask whether this address is theirs."""
        with transaction() as tx:
            row = home.to_confirm(tx, token)
        speak(row.language)
        return _question(row)

    @pages.post("/<token>/confirm")
    def decide(token: str) -> Any:
        """Take the answer, once."""
        said = {"yes": True, "no": False}.get(request.form.get("answer", ""))
        with transaction() as tx:
            row = home.to_confirm(tx, token)
            speak(row.language)
            try:
                require_page_token(DECIDE, row.leaving_id)
            except PageTokenWrong:
                return _question(row, too_old=True)
            if said is None:
                return _question(row, errors={"answer": [gettext(NOT_CHOSEN)]})
            home.decide(tx, token, theirs=said)
        return render_template("exit/home_decided.html", theirs=said)


def _of_form(tx: Tx, asking: Asking, token: str) -> tuple[Any, UUID]:
    """Return the case behind the link of a form, and what its page token is about."""
    turn = turns.find(tx, asking, token)
    speak(turn.invitation.language)
    case = form_store.case_of(tx.conn, turn.invitation.subject_id)
    if case is None or case.state != "open" or case.person_id is None:
        raise DeadLink
    return case, turn.invitation.id


def _asked(tx: Tx, token: str) -> Any:
    case = case_store.locked(tx.conn, home.asked_behind(tx, token).leaving_id)
    found = colleagues(tx, [case.person_id]) if case is not None else {}
    speak(next((who.language for who in found.values()), None))
    return case


def _take(tx: Tx, case: Any, about: UUID) -> Response | None:
    """Take the address in; return the page again where something is wrong with it."""
    typed = request.form.get("email", "").strip()

    def again(**why: Any) -> Response:
        return _form(about, home.standing(tx, case), typed=typed, **why)

    try:
        require_page_token(GIVE, about)
    except PageTokenWrong:
        return again(too_old=True)
    email = read_address(typed) if typed else None
    if email is None:
        return again(errors={"email": [gettext(WRONG if typed else NO_ADDRESS)]})
    try:
        home.give(tx, case.id, email, language())
    except LettersEnough as error:
        return again(errors={"email": [gettext(error.text)]})
    return None


def _form(
    about: UUID,
    stands: Home,
    *,
    typed: str = "",
    sent: bool = False,
    too_old: bool = False,
    errors: Mapping[str, list[str]] | None = None,
) -> Response:
    return told(
        render_template(
            "exit/home.html",
            stands=stands,
            typed=typed,
            sent=sent,
            too_old=too_old,
            errors=errors or {},
            purpose=GIVE,
            about=about,
        ),
        wrong=errors,
        too_old=too_old,
    )


def _question(row: Any, *, errors: Mapping[str, list[str]] | None = None, too_old: bool = False) -> Response:
    return told(
        render_template(
            "exit/home_confirm.html",
            errors=errors or {},
            too_old=too_old,
            expires_at=row.expires_at,
            purpose=DECIDE,
            about=row.leaving_id,
        ),
        wrong=errors,
        too_old=too_old,
    )
