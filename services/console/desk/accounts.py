"""Accounts, for HR: invite, change, close."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.console import policy
from services.console.actions import accounts, login, second_factor
from services.console.actions.login import subject_of
from services.console.desk import words
from services.console.domain.accounts import ROLES
from services.console.errors import EmailTaken
from services.console.store import accounts as account_rows
from services.console.store import guards, sessions
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.errors import Invalid
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import LANGUAGES, gettext, marked

Page = Response | tuple[str, int] | str


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The pages about everybody's accounts."""
    desk = Blueprint("accounts", __name__, url_prefix="/console/desk/accounts")
    _add_list(desk, transaction)
    _add_account(desk, transaction)
    return desk


def _add_list(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("")
    @desk.get("/")
    def show_all() -> str:
        """Show who has a login."""
        window = read_window()
        with transaction() as tx:
            found = account_rows.page(tx.conn, after=window.after, limit=window.fetch)
        shown = page(found, window, key=lambda one: (one.name.lower(), one.id))
        return render_template(
            "console/accounts.html", accounts=shown["items"], next=shown["next"], words=words
        )

    @desk.get("/new")
    def show_new() -> Page:
        """Ask whom to invite."""
        return _form(
            "console/account_new.html", {"language": account().language or "nl", "roles": ["hr"]}, {}
        )

    @desk.post("/new")
    def invite() -> Page:
        """Invite somebody by letter."""
        values = _values()
        try:
            with transaction() as tx:
                made = accounts.invite(
                    tx, email=values["email"], name=values["name"], roles=values["roles"],
                    language=values["language"], by=account().id,
                )  # fmt: skip
        except Invalid as error:
            return _form("console/account_new.html", values, error.fields)
        except EmailTaken as error:
            return _form("console/account_new.html", values, {"email": [error.text]}, error.status)
        flash(gettext("De welkomstbrief is onderweg. De link erin werkt 48 uur."), "good")
        return redirect(url_for("accounts.show_one", account_id=made), code=303)


def _add_account(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/<uuid:account_id>")
    def show_one(account_id: UUID) -> Page:
        """Show one account and what can be done with it."""
        return _one(transaction, account_id, None, {})

    @desk.post("/<uuid:account_id>")
    def change(account_id: UUID) -> Page:
        """Change name, roles, language or person."""
        values = _values()
        try:
            with transaction() as tx:
                accounts.change(
                    tx, account_id, name=values["name"], roles=values["roles"], language=values["language"],
                    person_id=_person(values["person_id"]), by=account().id,
                )  # fmt: skip
        except Invalid as error:
            return _one(transaction, account_id, values, error.fields)
        flash(gettext("Bewaard. Het geldt vanaf de volgende klik."), "good")
        return redirect(url_for("accounts.show_one", account_id=account_id), code=303)

    @desk.post("/<uuid:account_id>/<any(close, reopen, unlock, welcome, logout, second_step_off):deed>")
    def act(account_id: UUID, deed: str) -> Response:
        """Close, reopen, unlock, welcome again, log out everywhere, or take the second step away."""
        with transaction() as tx:
            flash(gettext(_DEEDS[deed](tx, account_id, account().id)), "good")
        return redirect(url_for("accounts.show_one", account_id=account_id), code=303)


def _close(tx: Any, account_id: UUID, by: UUID) -> str:
    accounts.close(tx, account_id, by=by)
    return marked("Het account is gesloten en overal uitgelogd.")


def _reopen(tx: Any, account_id: UUID, by: UUID) -> str:
    accounts.reopen(tx, account_id, by=by)
    return marked("Het account is weer open.")


def _unlock(tx: Any, account_id: UUID, by: UUID) -> str:
    accounts.unlock(tx, account_id, by=by)
    return marked("Het account is van het slot.")


def _welcome(tx: Any, account_id: UUID, by: UUID) -> str:
    accounts.welcome_again(tx, account_id, by=by)
    return marked("Er gaat een nieuwe welkomstbrief weg; de oude link werkt niet meer.")


def _logout(tx: Any, account_id: UUID, by: UUID) -> str:
    accounts.of(tx, account_id)
    login.leave_everywhere(tx, account_id, by=by)
    return marked("Het account is overal uitgelogd.")


def _second_step_off(tx: Any, account_id: UUID, by: UUID) -> str:
    second_factor.switch_off(tx, account_id, by=by)
    return marked("De tweede stap staat uit.")


_DEEDS = {
    "close": _close,
    "reopen": _reopen,
    "unlock": _unlock,
    "welcome": _welcome,
    "logout": _logout,
    "second_step_off": _second_step_off,
}


def _values() -> dict[str, Any]:
    form = request.form
    return {
        "email": form.get("email", ""),
        "name": form.get("name", ""),
        "roles": form.getlist("roles"),
        "language": form.get("language", ""),
        "person_id": form.get("person_id", "").strip(),
    }


def _person(raw: str) -> UUID | None:
    """A person's id, or the address of their page, pasted."""
    last = raw.rstrip("/").rpartition("/")[2]
    try:
        return UUID(last) if last else None
    except ValueError:
        raise Invalid(
            {
                "person_id": [
                    marked("Dit nummer kennen we niet. Plak het adres van de pagina van deze persoon.")
                ]
            }
        ) from None


def _one(transaction: Transactions, account_id: UUID, values: dict[str, Any] | None, errors: Any) -> Page:
    with transaction() as tx:
        found = accounts.of(tx, account_id)
        logins = sessions.of_account(tx.conn, account_id, now=clock.wall(), idle=policy.SESSION_IDLE)
        locked = guards.locked_until(tx.conn, subject_of(found.email), tx.now)
    present = {
        "name": found.name,
        "roles": found.roles,
        "language": found.language,
        "person_id": found.person_id,
    }
    return _form(
        "console/account.html", values or present, errors, one=found, logins=logins, locked=locked, words=words,
        myself=account().id == account_id,
    )  # fmt: skip


def _form(template: str, values: dict[str, Any], errors: Any, status: int = 422, **more: Any) -> Page:
    said = {name: [gettext(one) for one in reasons] for name, reasons in errors.items()}
    page_ = render_template(
        template,
        values=values,
        errors=said,
        roles=[(role, words.of(words.ROLE_WORDS, role)) for role in ROLES],
        languages=list(LANGUAGES.items()),
        **more,
    )
    return (page_, status) if errors else page_
