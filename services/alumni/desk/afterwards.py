"""After a reunion, at the desk: how it went in figures, a letter to who came, and what it cost for each of them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from babel.numbers import format_currency
from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import afterwards, reunions
from services.alumni.domain.afterwards import costs
from services.alumni.errors.reunions import NobodyCame, ReunionMoved, ThanksGone
from services.alumni.schemas.afterwards_forms import COSTS_MANY, read_cost, read_thanks
from services.alumni.schemas.forms import Read, said
from services.alumni.schemas.reunion_forms import local
from services.alumni.store import afterwards as store
from services.alumni.store import door
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.web.auth import account
from shared.web.texts import gettext, locale, marked

_SAVED = marked("Bewaard.")
_EMPTY = {"words": "", "photos": "", "at": "", "cost_words": "", "amount": ""}
_REFUSED = (NobodyCame, ReunionMoved, ThanksGone)


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page of what comes after."""
    _page(desk, transaction)
    _thank(desk, transaction)
    _pay(desk, transaction)


def _page(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/reunions/<uuid:reunion_id>/after")
    def reunion_after(reunion_id: UUID) -> str:
        """Show how it went."""
        return _shown(transaction, reunion_id, None)


def _thank(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/reunions/<uuid:reunion_id>/thanks")
    def thank(reunion_id: UUID) -> Response | tuple[str, int]:
        """Write to whoever came."""
        found, at = read_thanks(request.form, clock.now())
        if found.errors:
            return _shown(transaction, reunion_id, found), 422
        typed, by = found.typed, account().id

        def deed(tx: Tx) -> None:
            afterwards.write(
                tx, reunion_id, words=typed["words"], photos=typed["photos"], leaves_at=at, by=by
            )
            flash(gettext(_SAVED), "good")

        return _done(transaction, deed, reunion_id)

    @desk.post("/reunions/<uuid:reunion_id>/thanks/hold")
    def hold_thanks(reunion_id: UUID) -> Response:
        """Hold the letter back."""
        return _done(transaction, lambda tx: afterwards.hold(tx, reunion_id), reunion_id)

    @desk.post("/reunions/<uuid:reunion_id>/thanks/go")
    def let_thanks_go(reunion_id: UUID) -> Response:
        """Let it go after all."""
        return _done(transaction, lambda tx: afterwards.let_go(tx, reunion_id), reunion_id)


def _pay(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/reunions/<uuid:reunion_id>/costs")
    def add_reunion_cost(reunion_id: UUID) -> Response | tuple[str, int]:
        """Note what something cost."""
        found, amount = read_cost(request.form)
        if not found.errors:
            with transaction() as tx:
                if not afterwards.add_cost(tx, reunion_id, found.typed["cost_words"], amount):
                    found.wrong("cost_words", COSTS_MANY)
        if found.errors:
            return _shown(transaction, reunion_id, found), 422
        return redirect(url_for("desk.reunion_after", reunion_id=reunion_id), 303)

    @desk.post("/reunions/<uuid:reunion_id>/costs/<uuid:cost_id>/remove")
    def remove_reunion_cost(reunion_id: UUID, cost_id: UUID) -> Response:
        """Take a line away. Again changes nothing."""
        return _done(transaction, lambda tx: store.remove_cost(tx.conn, reunion_id, cost_id), reunion_id)


def _done(transaction: Transactions, deed: Callable[[Tx], object], reunion_id: UUID) -> Response:
    try:
        with transaction() as tx:
            reunions.load(tx, reunion_id)
            deed(tx)
    except _REFUSED as error:
        flash(gettext(error.text), "care")
    return redirect(url_for("desk.reunion_after", reunion_id=reunion_id), 303)


def _shown(transaction: Transactions, reunion_id: UUID, found: Read | None) -> str:
    with transaction() as tx:
        reunion, thanks = reunions.load(tx, reunion_id), store.thanks(tx.conn, reunion_id)
        figures, lines = door.figures(tx.conn, reunion_id), store.costs(tx.conn, reunion_id)
    typed = dict(_EMPTY)
    if thanks is not None:
        later = thanks.leaves_at > clock.now()
        typed |= {
            "words": thanks.words,
            "photos": thanks.photos,
            "at": local(thanks.leaves_at) if later else "",
        }
    return render_template(
        "alumni/desk/reunion_after.html",
        reunion=reunion, thanks=thanks, figures=figures, lines=lines, now=clock.now(),
        costs=costs((line.amount for line in lines), figures.persons),
        typed=typed | (dict(found.typed) if found else {}), errors=said(found) if found else {},
        euros=lambda value: format_currency(value, "EUR", locale=locale()),
    )  # fmt: skip
