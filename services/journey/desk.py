"""The pages of journey behind the login: the moments of everybody, and of one person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.journey.actions import by_hand as actions
from services.journey.domain.touchpoint import BY_HAND, STATES
from services.journey.errors import PersonUnknown
from services.journey.schemas import words
from services.journey.store import lists, rulings
from services.journey.store.lists import Filters
from services.journey.store.pauses import pause_of
from services.journey.store.stop import standing
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

RECENT = timedelta(days=7)
LANE = 200
_NOT_A_DATE = marked("Deze datum kennen we niet. Schrijf hem zo: 2027-02-03.")
_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages of journey."""
    desk = Blueprint("desk", __name__, url_prefix="/journey/desk")

    @desk.get("")
    @desk.get("/")
    def moments() -> str:
        """List the moments that are coming and that have been, by date."""
        window = read_window()
        with transaction() as tx:
            kinds = _kinds(lists.kinds(tx.conn))
            asked, errors = _asked({key for key, _ in kinds})
            lines = lists.listed(tx.conn, asked, after=window.after, limit=window.fetch)
        found = page(lines, window, key=lambda line: (line.touchpoint.due_date, line.touchpoint.id))
        return render_template(
            "journey/moments.html",
            lines=found["items"],
            next=found["next"],
            asked=asked,
            errors=errors,
            kinds=kinds,
            states=[(state, words.state_words(state)) for state in STATES],
            words=words,
        )

    @desk.get("/people/<uuid:person_id>")
    def lane(person_id: UUID) -> str:
        """Show all moments of one person, and why each is as it is."""
        with transaction() as tx:
            name = lists.name_of(tx.conn, person_id)
            if name is None:
                raise PersonUnknown
            lines = lists.listed(tx.conn, Filters(person=person_id), after=None, limit=LANE)
            changes = lists.changes_of(tx.conn, [line.touchpoint.id for line in lines])
            paused = pause_of(tx.conn, person_id)
            days_late = rulings.in_force(tx.conn, tx.now).policy.catch_up_days
        return render_template(
            "journey/lane.html",
            person_id=person_id,
            name=name,
            lines=lines,
            changes=changes,
            paused=paused,
            days_late=days_late,
            skip_reasons=[(code, words.because_words(code)) for code in BY_HAND],
            words=words,
        )

    _switch(desk, transaction)
    _by_hand(desk, transaction)
    return desk


def _by_hand(desk: Blueprint, transaction: Transactions) -> None:
    """Add what HR does by hand about one person: skip a moment, take that back, pause, go on."""

    @desk.post("/touchpoints/<uuid:touchpoint_id>/skip")
    def skip(touchpoint_id: UUID) -> Response:
        """Skip a moment that waits, for one of a few reasons."""
        reason = request.form.get("reason", "")
        if reason not in BY_HAND:
            raise Invalid({"reason": [_NOT_A_CHOICE]})
        with transaction() as tx:
            person_id = actions.skip(tx, touchpoint_id, reason, account().id)
        flash(gettext("Dit moment slaan we over."), "good")
        return redirect(url_for(".lane", person_id=person_id, _anchor=f"t-{touchpoint_id}"), code=303)

    @desk.post("/touchpoints/<uuid:touchpoint_id>/take-back")
    def take_back(touchpoint_id: UUID) -> Response:
        """Let a moment that was skipped by hand come after all."""
        with transaction() as tx:
            person_id = actions.take_back(tx, touchpoint_id, account().id)
        return redirect(url_for(".lane", person_id=person_id, _anchor=f"t-{touchpoint_id}"), code=303)

    @desk.post("/people/<uuid:person_id>/pause")
    def pause(person_id: UUID) -> Response:
        """Send somebody nothing until it is lifted."""
        with transaction() as tx:
            actions.pause(tx, person_id, account().id)
        return redirect(url_for(".lane", person_id=person_id), code=303)

    @desk.post("/people/<uuid:person_id>/resume")
    def resume(person_id: UUID) -> Response:
        """Lift the pause of somebody."""
        with transaction() as tx:
            actions.resume(tx, person_id, account().id)
        flash(gettext("Deze collega hoort weer van ons."), "good")
        return redirect(url_for(".lane", person_id=person_id), code=303)


def _switch(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page with the switch that stops all letters."""

    @desk.get("/stop")
    def stop() -> str:
        """Show whether the letters go, and the button that changes it."""
        with transaction() as tx:
            found = standing(tx.conn)
            days_late = rulings.in_force(tx.conn, tx.now).policy.catch_up_days
        return render_template("journey/stop.html", stop=found, days=days_late)

    @desk.post("/stop")
    def stop_all() -> Response:
        """Stop all letters; a second click changes nothing."""
        with transaction() as tx:
            actions.stop_all(tx, account().id)
        return redirect(url_for(".stop"), code=303)

    @desk.post("/stop/lift")
    def go_on() -> Response:
        """Let the letters go again."""
        with transaction() as tx:
            actions.go_on(tx, account().id)
        flash(gettext("De brieven gaan weer."), "good")
        return redirect(url_for(".stop"), code=303)


def _asked(known_kinds: set[str]) -> tuple[Filters, dict[str, list[str]]]:
    """Return the filters in the address; what cannot be read is said and left out."""
    errors: dict[str, list[str]] = {}
    today = clock.today(settings().zone)
    given: dict[str, Any] = {
        "first": _day("from", errors) if "from" in request.args else today - RECENT,
        "last": _day("to", errors),
        "state": _choice("state", set(STATES), errors),
        "kind": _choice("kind", known_kinds, errors),
    }
    return Filters(**given), errors


def _day(name: str, errors: dict[str, list[str]]) -> date | None:
    raw = request.args.get(name, "").strip()
    if not raw:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        errors[name] = [str(gettext(_NOT_A_DATE))]
        return None


def _choice(name: str, known: set[str], errors: dict[str, list[str]]) -> str | None:
    raw = request.args.get(name, "")
    if raw and raw not in known:
        errors[name] = [str(gettext(_NOT_A_CHOICE))]
        return None
    return raw or None


def _kinds(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    programmes = dict.fromkeys(programme for programme, _ in found)
    return [(key, words.kind_words(key)) for key in [*programmes, *(rule for _, rule in found)]]
