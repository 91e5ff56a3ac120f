"""The pages of onboarding behind the login: who takes part, and one check-in. No answers: results come in groups."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request

from services.onboarding.domain import STATES
from services.onboarding.errors import CheckinUnknown
from services.onboarding.policy import MOMENTS
from services.onboarding.schemas import words
from services.onboarding.store import lists
from services.onboarding.store.lists import Filters
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

A_YEAR = timedelta(days=365)
_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages of onboarding."""
    desk = Blueprint("desk", __name__, url_prefix="/onboarding/desk")

    @desk.get("")
    @desk.get("/")
    def checkins() -> str:
        """Show how many take part at each moment, and the check-ins themselves."""
        window = read_window()
        errors: dict[str, list[str]] = {}
        asked = Filters(state=_choice("state", STATES, errors), moment=_choice("moment", MOMENTS, errors))
        today = clock.today(settings().zone)
        with transaction() as tx:
            counts = lists.counts(tx.conn, MOMENTS, today - A_YEAR)
            rows = lists.listed(tx.conn, asked, after=window.after, limit=window.fetch)
            names = lists.names(tx.conn, {row.person_id for row in rows if row.person_id})
        found = page(rows, window, key=lambda row: (row.opened_at, row.id))
        return render_template(
            "onboarding/checkins.html",
            rows=found["items"],
            next=found["next"],
            counts=counts,
            names=names,
            asked=asked,
            errors=errors,
            today=today,
            moments=[(moment, words.moment_words(moment)) for moment in MOMENTS],
            states=[(state, words.state_words(state)) for state in STATES],
            words=words,
        )

    @desk.get("/checkins/<uuid:checkin_id>")
    def checkin(checkin_id: UUID) -> str:
        """Show how one check-in stands."""
        with transaction() as tx:
            row: Any = lists.one(tx.conn, checkin_id)
            if row is None:
                raise CheckinUnknown
            names = lists.names(tx.conn, {row.person_id} if row.person_id else set())
        return render_template("onboarding/checkin.html", row=row, name=names.get(row.person_id), words=words)

    return desk


def _choice(name: str, known: tuple[str, ...], errors: dict[str, list[str]]) -> str | None:
    raw = request.args.get(name, "")
    if raw and raw not in known:
        errors[name] = [str(gettext(_NOT_A_CHOICE))]
        return None
    return raw or None
