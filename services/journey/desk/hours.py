"""The interviewer's own page: in which hours they can, on which days otherwise, and where they can be met."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.journey.actions import keeping_hours
from services.journey.actions.keeping_hours import PLACES, Written
from services.journey.desk.by_hand import read_day
from services.journey.domain.hours import written
from services.journey.store import hours as store
from services.journey.store import interviewers, people
from shared.calendar.working import WEEKDAY_CODES
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.errors import Forbidden, Invalid
from shared.kernel.settings import settings
from shared.web.auth import account, allow
from shared.web.texts import gettext, marked

WEEKDAYS = {
    "mon": marked("maandag"),
    "tue": marked("dinsdag"),
    "wed": marked("woensdag"),
    "thu": marked("donderdag"),
    "fri": marked("vrijdag"),
    "sat": marked("zaterdag"),
    "sun": marked("zondag"),
}
USUAL = "09:00-17:00"


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page, and its buttons."""

    @desk.get("/hours")
    @desk.get("/hours/<uuid:account_id>")
    @allow("hr", "interviewer")
    def hours(account_id: UUID | None = None) -> str:
        """Show when somebody can, and when they are taken."""
        return _page(transaction, _whose(account_id))

    @desk.post("/hours")
    @desk.post("/hours/<uuid:account_id>")
    @allow("hr", "interviewer")
    def keep_hours(account_id: UUID | None = None) -> Any:
        """Keep when somebody can, and where."""
        whose, given = _whose(account_id), request.form
        what = Written(
            hours={code: given.get(code, "") for code in WEEKDAY_CODES},
            zone=given.get("zone", "").strip(),
            **{name: given.get(name, "").strip() for name in PLACES},
        )
        try:
            with transaction() as tx:
                keeping_hours.keep(tx, whose, what)
        except Invalid as error:
            return _page(transaction, whose, errors=error.fields, typed=given), error.status
        flash(
            gettext("Bewaard. Nieuwe momenten worden hiernaar aangeboden; wat al is afgesproken, blijft."),
            "good",
        )
        return _back(account_id)

    @desk.post("/hours/day")
    @desk.post("/hours/<uuid:account_id>/day")
    @allow("hr", "interviewer")
    def keep_day(account_id: UUID | None = None) -> Any:
        """Keep other hours on one day."""
        whose, given = _whose(account_id), request.form
        try:
            with transaction() as tx:
                day = read_day(given.get("day", ""))
                keeping_hours.keep_day(tx, whose, day, given.get("hours", ""), clock.today(settings().zone))
        except Invalid as error:
            return _page(transaction, whose, errors=error.fields, typed=given), error.status
        flash(gettext("Bewaard."), "good")
        return _back(account_id)


def _whose(account_id: UUID | None) -> UUID:
    """Return whose hours: one's own; another's are HR's business alone."""
    if account_id is not None and account_id != account().id and not account().may("hr"):
        raise Forbidden
    return account_id or account().id


def _page(
    transaction: Transactions, whose: UUID, *, errors: dict[str, list[str]] | None = None, typed: Any = None
) -> str:
    today = clock.today(settings().zone)
    with transaction() as tx:
        row = store.of(tx.conn, whose)
        name = next((one.name for one in people.candidates(tx.conn) if one.account_id == whose), "")
        days = store.days_of(tx.conn, whose, today)
        away = [one for one in interviewers.away(tx.conn, today) if one.account_id == whose]
        busy = store.busy(tx.conn, whose, tx.now)
    week = {code: _of_day(row, code) for code in WEEKDAYS}
    shown = {name: getattr(row, name, None) or "" for name in PLACES} | {
        "zone": (row.time_zone if row else None) or settings().zone
    }
    if typed is not None:
        week = {code: typed.get(code, week[code]) for code in WEEKDAYS}
        shown = {name: typed.get(name, value) for name, value in shown.items()}
    return render_template(
        "journey/hours.html",
        row=row,
        name=name,
        own=whose == account().id,
        root="/journey/desk/hours" + ("" if whose == account().id else f"/{whose}"),
        week=week,
        weekdays=WEEKDAYS,
        shown=shown,
        days=[(day, written(blocks)) for day, blocks in days.items()],
        away=away,
        busy=busy,
        errors={field: [str(gettext(one)) for one in reasons] for field, reasons in (errors or {}).items()},
        typed=typed or {},
        hr=account().may("hr"),
    )


def _of_day(row: Any, code: str) -> str:
    if row is None or row.hours is None:
        return USUAL if code in WEEKDAY_CODES[:5] else ""
    return ", ".join("-".join(block) for block in row.hours.get(code, []))


def _back(account_id: UUID | None) -> Response:
    place = url_for(".hours", account_id=account_id) if account_id else url_for(".hours")
    return redirect(place, code=303)
