"""My account: language, password, the second step, and the browsers that are logged in."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.console import policy
from services.console.actions import accounts, links, login, second_factor
from services.console.errors import PasswordRefused, WrongCode, WrongLogin
from services.console.store import accounts as account_rows
from services.console.store import sessions
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.web.auth import ROLES, account, allow, end_session, present_sid_hash
from shared.web.limits import strict
from shared.web.navigation import LOGIN_PATH
from shared.web.qr import square
from shared.web.texts import gettext, marked

Page = Response | tuple[str, int] | str


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The pages about oneself, for every role."""
    own = Blueprint("own", __name__, url_prefix="/console/desk/account")
    _add_account(own, transaction)
    _add_second_step(own, transaction)
    _add_ways_back(own, transaction)
    return own


def _add_account(own: Blueprint, transaction: Transactions) -> None:
    @own.get("")
    @own.get("/")
    @allow(*ROLES)
    def show() -> Page:
        """Show my account."""
        return _page(transaction)

    @own.post("/language")
    @allow(*ROLES)
    def language() -> Response:
        """Choose the language of my desk."""
        with transaction() as tx:
            accounts.speak(tx, account().id, request.form.get("language", ""))
        return redirect(url_for("own.show"), code=303)

    @own.post("/password")
    @allow(*ROLES)
    @strict
    def password() -> Page:
        """Change my password."""
        form = request.form
        try:
            links.same_twice(form.get("password", ""), form.get("again", ""))
            with transaction() as tx:
                links.change_password(
                    tx,
                    account().id,
                    present=form.get("present", ""),
                    password=form.get("password", ""),
                    sid_hash=present_sid_hash(),
                )
        except PasswordRefused as error:
            return _page(transaction, errors=error.fields, status=error.status)
        except WrongLogin:
            return _page(
                transaction, errors={"present": [marked("Dit is niet je wachtwoord van nu.")]}, status=422
            )
        flash(gettext("Je wachtwoord is gewijzigd. Andere browsers zijn uitgelogd."), "good")
        return redirect(url_for("own.show"), code=303)


def _add_second_step(own: Blueprint, transaction: Transactions) -> None:
    @own.post("/second-step/begin")
    @allow(*ROLES)
    def begin() -> Response:
        """Make a secret for the authenticator app."""
        with transaction() as tx:
            second_factor.begin(tx, account().id)
        return redirect(url_for("own.show") + "#second-step", code=303)

    @own.post("/second-step/confirm")
    @allow(*ROLES)
    @strict
    def confirm() -> Page:
        """Put the second step into force; show the recovery codes, this once."""
        try:
            with transaction() as tx:
                codes = second_factor.confirm(tx, account().id, request.form.get("code", ""))
        except WrongCode as error:
            return _page(transaction, errors={"code": [error.text]}, status=422)
        return render_template("console/recovery_codes.html", codes=codes)


def _add_ways_back(own: Blueprint, transaction: Transactions) -> None:
    @own.post("/second-step/codes")
    @allow(*ROLES)
    def new_codes() -> Page:
        """Make new recovery codes."""
        with transaction() as tx:
            codes = second_factor.renew_codes(tx, account().id)
        return render_template("console/recovery_codes.html", codes=codes)

    @own.post("/second-step/off")
    @allow(*ROLES)
    @strict
    def off() -> Page:
        """Take the second step away, with the password of now."""
        try:
            with transaction() as tx:
                links.confirm_password(tx, account().id, request.form.get("off", ""))
                second_factor.switch_off(tx, account().id, by=account().id)
        except WrongLogin:
            return _page(
                transaction, errors={"off": [marked("Dit is niet je wachtwoord van nu.")]}, status=422
            )
        flash(gettext("De tweede stap staat uit."), "good")
        return redirect(url_for("own.show"), code=303)

    @own.post("/logout-everywhere")
    @allow(*ROLES)
    def leave_everywhere() -> Response:
        """Log out of every browser, this one too."""
        with transaction() as tx:
            login.leave_everywhere(tx, account().id, by=account().id)
        end_session()
        flash(gettext("Je bent overal uitgelogd."), "good")
        return redirect(LOGIN_PATH, code=303)


def _page(transaction: Transactions, *, errors: Any = None, status: int = 200) -> Page:
    me = account()
    with transaction() as tx:
        mine = accounts.of(tx, me.id)
        address = second_factor.pending(tx, me.id)
        logins = sessions.of_account(tx.conn, me.id, now=clock.wall(), idle=policy.SESSION_IDLE)
        codes = account_rows.codes_left(tx.conn, me.id)
    said = {name: [gettext(one) for one in reasons] for name, reasons in (errors or {}).items()}
    page = render_template(
        "console/own.html",
        mine=mine,
        logins=logins,
        here=present_sid_hash(),
        errors=said,
        qr=square(address, gettext("QR-code voor je authenticator-app")) if address else None,
        secret=address.partition("secret=")[2].partition("&")[0] if address else None,
        codes_left=codes,
        shortest=policy.PASSWORD_SHORTEST,
    )
    return (page, status) if status != 200 else page
