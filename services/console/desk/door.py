"""The door: logging in, the second step, logging out, asking for a new password."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from services.console.actions import links, login
from services.console.actions.login import Entry
from services.console.desk.visitors import remember, visitor
from services.console.errors import LoginLocked, SecondStepTooOld, WrongCode, WrongLogin
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.errors import DomainError
from shared.web.auth import account_or_none, begin_session, end_session, present_sid_hash, public
from shared.web.navigation import HOME_PATH, LOGIN_PATH
from shared.web.texts import gettext, with_lang

Page = Response | tuple[str, int] | str
SECOND_STEP = "second_step"


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The pages at the door."""
    door = Blueprint("door", __name__, url_prefix="/console")
    _add_login(door, transaction)
    _add_second_step(door, transaction)
    _add_way_out(door, transaction)
    _add_forgotten(door, transaction)
    return door


def _add_login(door: Blueprint, transaction: Transactions) -> None:
    @door.get("/login")
    @public
    def show_login() -> Page:
        """Ask for address and password."""
        if account_or_none():
            return redirect(own_path(request.args.get("next")), code=303)
        return _login_page(own_path(request.args.get("next")))

    @door.post("/login")
    @public
    def log_in() -> Page:
        """Look at address and password."""
        email, password = request.form.get("email", "").strip(), request.form.get("password", "")
        wanted = own_path(request.form.get("next"))
        if not email or not password:
            return _login_page(wanted, email=email, missing=True)
        try:
            entry = login.enter(transaction, visitor(email), email=email, password=password)
        except (WrongLogin, LoginLocked) as error:
            return _login_page(wanted, email=email, error=error)
        if entry.sid is None:
            session[SECOND_STEP] = [str(entry.account_id), clock.wall().isoformat(), email]
            return redirect(with_lang(url_for("door.show_code", next=wanted)), code=303)
        return _in(entry, email, wanted)


def _add_second_step(door: Blueprint, transaction: Transactions) -> None:
    @door.get("/login/code")
    @public
    def show_code() -> Page:
        """Ask for the code of the second step."""
        if SECOND_STEP not in session:
            return redirect(LOGIN_PATH, code=303)
        return _code_page(own_path(request.args.get("next")))

    @door.post("/login/code")
    @public
    def enter_code() -> Page:
        """Look at the code of the second step."""
        wanted = own_path(request.form.get("next"))
        step = session.get(SECOND_STEP)
        if not step:
            return redirect(LOGIN_PATH, code=303)
        account_id, since, email = UUID(step[0]), datetime.fromisoformat(step[1]), str(step[2])
        try:
            entry = login.enter_code(
                transaction,
                visitor(email),
                account_id=account_id,
                code=request.form.get("code", ""),
                since=since,
            )
        except (WrongCode, LoginLocked) as error:
            return _code_page(wanted, error=error)
        except (SecondStepTooOld, WrongLogin) as error:
            session.pop(SECOND_STEP, None)
            return _login_page(wanted, error=error)
        return _in(entry, email, wanted)


def _add_way_out(door: Blueprint, transaction: Transactions) -> None:
    @door.post("/logout")
    @public
    def log_out() -> Response:
        """End this login; a second click changes nothing."""
        sid_hash = present_sid_hash()
        if sid_hash:
            with transaction() as tx:
                login.leave(tx, sid_hash)
        end_session()
        flash(gettext("Je bent uitgelogd."), "good")
        return redirect(LOGIN_PATH, code=303)


def _add_forgotten(door: Blueprint, transaction: Transactions) -> None:
    @door.get("/forgot")
    @public
    def show_forgot() -> str:
        """Ask whose password is forgotten."""
        return render_template("console/forgot.html", sent=False)

    @door.post("/forgot")
    @public
    def forgot() -> Page:
        """Promise a letter, the same words and the same time whether or not there is an account."""
        email = request.form.get("email", "").strip()
        if "@" not in email:
            return render_template("console/forgot.html", sent=False, missing=True), 422
        with transaction() as tx:
            links.ask_reset(tx, email, visitor())
        return render_template("console/forgot.html", sent=True)


def own_path(wanted: str | None) -> str:
    """Where to go after the login: a path of this house, never another site, never the door itself."""
    path = wanted or ""
    foreign = not path.startswith("/") or path.startswith(("//", "/\\")) or "\\" in path
    if foreign or not path.isprintable() or path.startswith((LOGIN_PATH, "/console/logout")):
        return HOME_PATH
    return path


def _in(entry: Entry, email: str, wanted: str) -> Response:
    assert entry.sid is not None
    begin_session(entry.sid)
    return remember(redirect(wanted, code=303), email)  # type: ignore[arg-type]  # Flask's redirect makes Flask's Response


def _login_page(
    wanted: str, *, email: str = "", error: DomainError | None = None, missing: bool = False
) -> Page:
    status = error.status if error else 422 if missing else 200
    said = gettext(error.text, **error.params) if error else ""
    page = render_template("console/login.html", wanted=wanted, email=email, said=said, missing=missing)
    return (page, status) if status != 200 else page


def _code_page(wanted: str, *, error: DomainError | None = None) -> Page:
    said = gettext(error.text, **error.params) if error else ""
    page = render_template("console/code.html", wanted=wanted, said=said)
    return (page, error.status) if error else page
