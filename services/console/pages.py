"""Behind the one-time link of a letter: setting a password."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from services.console import policy
from services.console.actions import links
from services.console.errors import LinkDead, PasswordRefused
from shared.eventlog.unit import Transactions
from shared.web.csrf import require_page_token
from shared.web.navigation import LOGIN_PATH
from shared.web.texts import gettext, speak, with_lang

PURPOSE = "console password"


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The page behind the link; opening it changes nothing."""
    pages = Blueprint("pages", __name__, url_prefix="/console/a")

    @pages.get("/<token>")
    def show_password(token: str) -> str | tuple[str, int]:
        """Ask for the new password."""
        try:
            with transaction() as tx:
                account = links.owner_of(tx, token)
        except LinkDead:
            return render_template("console/link_dead.html"), LinkDead.status
        speak(account.language)
        return _page(token, account.email, {})

    @pages.post("/<token>")
    def set_password(token: str) -> Response | str | tuple[str, int]:
        """Set it; the link is worth nothing afterwards."""
        require_page_token(PURPOSE, links.token_hash(token))
        password, again = request.form.get("password", ""), request.form.get("again", "")
        try:
            with transaction() as tx:
                account = links.owner_of(tx, token)
                speak(account.language)
                links.same_twice(password, again)
                links.set_password(tx, token, password)
        except LinkDead:
            return render_template("console/link_dead.html"), LinkDead.status
        except PasswordRefused as error:
            errors = {name: [gettext(one) for one in reasons] for name, reasons in error.fields.items()}
            return _page(token, account.email, errors), error.status
        flash(gettext("Je wachtwoord staat. Log nu in."), "good")
        return redirect(with_lang(LOGIN_PATH), code=303)

    return pages


def _page(token: str, email: str, errors: dict[str, list[str]]) -> str:
    return render_template(
        "console/password.html",
        email=email,
        errors=errors,
        purpose=PURPOSE,
        subject=links.token_hash(token),
        shortest=policy.PASSWORD_SHORTEST,
    )
