"""What HR does by hand about one person: the buttons in the lane, and the button that undoes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from services.journey.actions import by_hand, handling
from services.journey.domain.intent import SEND, Intent, Selection
from services.journey.domain.touchpoint import BY_HAND
from services.journey.errors import LeftOut, NotWaiting, TouchpointUnknown
from services.journey.schemas import words
from services.journey.schemas.hand_words import OwnAsks, asks, done_words, kept_words
from services.journey.store import choices, hands
from services.journey.store.hands import Hand
from services.journey.store.touchpoints import one as touchpoint
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.web.auth import account
from shared.web.filters import dateword
from shared.web.texts import gettext, marked

_NOT_A_CHOICE = marked("Deze keuze kennen we niet.")
_NOT_THAT_DAY = marked("Op die dag vertrekt er niets waar deze collega werkt: het wordt %(day)s.")
_NOT_A_DATE = marked("Deze datum kennen we niet. Schrijf hem zo: 2027-02-03.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the buttons, and what the pages need to show them."""
    desk.context_processor(lambda: _shown(transaction))
    _moments(desk, transaction)
    _person(desk, transaction)

    @desk.post("/hand/<uuid:hand_id>/undo")
    def undo(hand_id: UUID) -> Response:
        """Undo an action, as long as its minute lasts."""
        with transaction() as tx:
            done = handling.undo(tx, hand_id)
        flash(kept_words(done), "care" if done.kept else "good")
        return redirect(_back(request.form.get("back", "")), code=303)


def read_day(raw: str, name: str = "day") -> date | None:
    """Return a day as a browser writes it; None where it was left empty."""
    if not raw.strip():
        return None
    try:
        return date.fromisoformat(raw.strip())
    except ValueError:
        raise Invalid({name: [_NOT_A_DATE]}) from None


def _shown(transaction: Transactions) -> dict[str, Callable[[], Any]]:
    """Return what every page of this room may ask for: the action to undo, and what can be sent or said."""

    def own_asks() -> OwnAsks:
        with transaction() as tx:
            return choices.own_asks(tx.conn)

    def undoable() -> Hand | None:
        with transaction() as tx:
            return hands.latest_of(tx.conn, account().id, tx.now)

    return {
        "undoable": undoable,
        "hand_asks": lambda: asks(own_asks()),
        "hand_reasons": lambda: [(code, words.because_words(code)) for code in BY_HAND],
        "hand_done": lambda: done_words,
        "hand_key": lambda: str(new_id()),
    }


def _moments(desk: Blueprint, transaction: Transactions) -> None:
    """Skip a moment, move it, take either back."""

    @desk.post("/touchpoints/<uuid:touchpoint_id>/skip")
    def skip(touchpoint_id: UUID) -> Response:
        """Skip a moment that waits, for one of a few reasons."""
        reason = request.form.get("reason", "")
        if reason not in BY_HAND:
            raise Invalid({"reason": [_NOT_A_CHOICE]})
        with transaction() as tx:
            person_id = by_hand.skip(tx, touchpoint_id, reason, account().id)
        return _to_lane(person_id, touchpoint_id)

    @desk.post("/touchpoints/<uuid:touchpoint_id>/take-back")
    def take_back(touchpoint_id: UUID) -> Response:
        """Let a moment that was skipped by hand come after all."""
        with transaction() as tx:
            person_id = by_hand.take_back(tx, touchpoint_id, account().id)
        return _to_lane(person_id, touchpoint_id)

    @desk.post("/touchpoints/<uuid:touchpoint_id>/move")
    def move(touchpoint_id: UUID) -> Response:
        """Let a moment that waits come on another day; without a day on that of its plan."""
        with transaction() as tx:
            before = touchpoint(tx.conn, touchpoint_id)
        if before is None:
            raise TouchpointUnknown
        with saying_why(), transaction() as tx:
            day = None if "back" in request.form else read_day(request.form.get("day", ""))
            if day is None and "back" not in request.form:
                raise Invalid({"day": [by_hand.NO_DAY]})
            by_hand.move(tx, touchpoint_id, day, account().id)
            one = touchpoint(tx.conn, touchpoint_id)
            if one is not None and day is not None and one.send_at.date() > day:
                flash(gettext(_NOT_THAT_DAY, day=dateword(one.send_at.date())))
        return _to_lane(before.person_id, touchpoint_id)


def _person(desk: Blueprint, transaction: Transactions) -> None:
    """Ask somebody something, pause them, go on."""

    @desk.post("/people/<uuid:person_id>/send")
    def send(person_id: UUID) -> Response:
        """Ask somebody something outside the plan."""
        programme, _, ask = request.form.get("ask", "").partition("/")
        with saying_why(), transaction() as tx:
            day = read_day(request.form.get("day", ""))
            asked = Intent(kind=SEND, who=Selection(), programme=programme, ask=ask, day=day)
            by_hand.send(tx, person_id, asked, read_key(), account().id)
        return redirect(url_for(".lane", person_id=person_id), code=303)

    @desk.post("/people/<uuid:person_id>/pause")
    def pause(person_id: UUID) -> Response:
        """Send somebody nothing until it is lifted."""
        with transaction() as tx:
            by_hand.pause(tx, person_id, account().id)
        return redirect(url_for(".lane", person_id=person_id), code=303)

    @desk.post("/people/<uuid:person_id>/resume")
    def resume(person_id: UUID) -> Response:
        """Lift the pause of somebody."""
        with transaction() as tx:
            by_hand.resume(tx, person_id, account().id)
        flash(gettext("Deze collega hoort weer van ons."), "good")
        return redirect(url_for(".lane", person_id=person_id), code=303)


@contextmanager
def saying_why() -> Iterator[None]:
    """Say on the page that it came from why something cannot be done."""
    try:
        yield
    except Invalid as wrong:
        for reasons in wrong.fields.values():
            flash(" ".join(str(gettext(reason)) for reason in reasons), "alarm")
    except (LeftOut, NotWaiting) as wrong:
        flash(str(gettext(wrong.text)), "alarm")


def read_key() -> UUID:
    """Return the key that the form came with: the same form twice is one action."""
    try:
        return UUID(request.form.get("key", ""))
    except ValueError:
        return new_id()


def _to_lane(person_id: UUID, touchpoint_id: UUID) -> Response:
    return redirect(url_for(".lane", person_id=person_id, _anchor=f"t-{touchpoint_id}"), code=303)


def _back(asked: str) -> str:
    """Return where the button was pressed: a page of this room, and no other place."""
    return asked if asked.startswith("/journey/desk/") else url_for(".hand")
