"""Proposals out of conversations with who leaves: a measure comes of one, or not now."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from services.insights.store import proposals as store
from shared.eventlog.unit import Transactions
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page and its button."""

    @desk.get("/proposals")
    def all_proposals() -> str:
        """List lessons about which nothing was decided."""
        window = read_window()
        with transaction() as tx:
            rows = store.waiting(tx.conn, after=window.after[0] if window.after else None, limit=window.fetch)
        found = page(rows, window, key=lambda row: (row.id,))
        return render_template("insights/proposals.html", proposals=found["items"], next=found["next"])

    @desk.post("/proposals/<uuid:lesson_id>/aside")
    def put_aside(lesson_id: UUID) -> Response:
        """Not now."""
        with transaction() as tx:
            if store.one(tx.conn, lesson_id) is not None:
                store.decide(tx.conn, lesson_id, measure_id=None, now=tx.now, by=account().id)
        flash(gettext("Weggelegd. Het voorstel komt niet terug."), "good")
        return redirect(url_for("desk.all_proposals"), 303)
