"""The clock of the house, where time travel is on: for trials, never in production."""

from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.console.actions import desk
from services.console.domain.moments import read_moment
from services.console.errors import NothingDue
from services.console.store import neighbours
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.errors import DomainError, Invalid, NotFound
from shared.kernel.settings import settings
from shared.web.auth import account
from shared.web.filters import daytime
from shared.web.texts import gettext

STEPS = {"day": 1, "week": 7, "month": 30}


def make_blueprint(transaction: Transactions) -> Blueprint:
    """The page of the clock."""
    page = Blueprint("time", __name__, url_prefix="/console/desk/clock")

    @page.get("")
    @page.get("/")
    def show() -> str:
        """Show the time of the house and where one can go."""
        _only_with_time_travel()
        return _page(transaction, {})

    @page.post("")
    @page.post("/")
    def move() -> Response | tuple[str, int]:
        """Go forward: by a step, to a moment, or to what is due next."""
        _only_with_time_travel()
        try:
            ran = desk.move_time(transaction, _target(transaction), by=account().id)
        except DomainError as error:
            reasons = error.fields.get("now") if isinstance(error, Invalid) else None
            said = reasons or [str(gettext(error.text, **error.params))]
            return _page(transaction, {"until": said}), error.status
        flash(
            gettext(
                "Het is nu %(when)s. Er gebeurden %(many)s dingen onderweg.",
                when=daytime(clock.now()),
                many=ran,
            ),
            "good",
        )
        return redirect(url_for("time.show"), code=303)

    return page


def _only_with_time_travel() -> None:
    if not settings().time_travel:
        raise NotFound


def _target(transaction: Transactions) -> datetime:
    step, until = request.form.get("step", ""), request.form.get("until", "").strip()
    if step in STEPS:
        return clock.now() + timedelta(days=STEPS[step])
    if step == "next":
        return _next_due(transaction)
    return read_moment(until, settings().zone)


def _next_due(transaction: Transactions) -> datetime:
    with transaction() as tx:
        soonest = neighbours.next_send_at(tx.conn, tx.now)
    if soonest is None:
        raise NothingDue
    # A minute on, so that the sweep of that minute is behind us.
    return soonest + timedelta(minutes=1)


def _page(transaction: Transactions, errors: dict[str, list[str]]) -> str:
    with transaction() as tx:
        soonest = neighbours.next_send_at(tx.conn, tx.now)
    said = {name: [gettext(one) for one in reasons] for name, reasons in errors.items()}
    return render_template("console/clock.html", now=clock.now(), soonest=soonest, errors=said)
