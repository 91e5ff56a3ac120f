"""The page with the switch that stops all letters."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from services.journey.actions import by_hand
from services.journey.store import rulings
from services.journey.store.stop import standing
from shared.eventlog.unit import Transactions
from shared.web.auth import account
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the switch."""

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
            by_hand.stop_all(tx, account().id)
        return redirect(url_for(".stop"), code=303)

    @desk.post("/stop/lift")
    def go_on() -> Response:
        """Let the letters go again."""
        with transaction() as tx:
            by_hand.go_on(tx, account().id)
        flash(gettext("De brieven gaan weer."), "good")
        return redirect(url_for(".stop"), code=303)
