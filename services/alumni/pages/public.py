"""The public page: ask to stay in touch. Everybody gets the same answer."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import joining
from services.alumni.policy import SIGN_UPS
from services.alumni.schemas import words
from services.alumni.schemas.forms import Read, read_sign_up, said
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.auth import public
from shared.web.csrf import own_token, require_page_token
from shared.web.headers import found_by_all
from shared.web.limits import ration
from shared.web.texts import language, with_lang

_PURPOSE = "alumni sign up"
_ABOUT = "the public page"


def register(front: Blueprint, transaction: Transactions) -> None:
    """Add the public page."""

    @front.get("/")
    @public
    @found_by_all
    def welcome() -> str:
        """Show who is welcome, and the form."""
        return _form(Read({"subjects": ()}))

    @front.post("/")
    @public
    @own_token
    def sign_up() -> Response | tuple[str, int]:
        """Take in what somebody filled in; a letter goes to the address, whoever it is."""
        require_page_token(_PURPOSE, _ABOUT)
        ration("alumni sign up", SIGN_UPS)
        found, asked = read_sign_up(request.form, language(), clock.today(settings().zone))
        if asked is None:
            return _form(found), 422
        with transaction() as tx:
            joining.ask(tx, asked)
        return redirect(with_lang(url_for("front.sent")), 303)

    @front.get("/sent")
    @public
    def sent() -> str:
        """Say what happens next, the same to everybody."""
        return render_template("alumni/sent.html")


def _form(found: Read) -> str:
    return render_template(
        "alumni/public.html",
        typed=found.typed,
        errors=said(found),
        subjects=words.options(words.SUBJECT),
        purpose=_PURPOSE,
        about=_ABOUT,
    )
