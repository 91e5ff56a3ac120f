"""Who left, and whom HR misses: the only page of insight with names, for HR alone."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.insights.actions import marking
from services.insights.desk import asked, words
from services.insights.store import editions, leavers
from shared.eventlog.unit import Transactions
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the list and its buttons."""

    @desk.get("/leavers")
    def all_leavers() -> str:
        """List who left, the last first."""
        window = read_window()
        with transaction() as tx:
            what = asked.read(tx)
            found = leavers.listed(
                tx.conn, editions.live(tx.conn), until=what.until, after=window.after, limit=window.fetch
            )
        listed = page(found, window, key=lambda one: (one.last_day, one.spell_id))
        return render_template(
            "insights/leavers.html", leavers=listed["items"], next=listed["next"], what=what, words=words
        )

    @desk.post("/leavers/<uuid:spell_id>")
    def mark_leaver(spell_id: UUID) -> Response:
        """Keep whether this one is missed."""
        with transaction() as tx:
            marking.mark(
                tx,
                spell_id,
                regretted=request.form.get("regretted") == "yes",
                until=asked.read(tx).until,
                by=account().id,
            )
        flash(gettext("Bewaard."), "good")
        cursor = request.form.get("cursor") or None
        return redirect(url_for("desk.all_leavers", cursor=cursor, _anchor=f"s-{spell_id}"), 303)
