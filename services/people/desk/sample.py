"""The way out of the sample organisation."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.people.actions import forgetting
from services.people.store import erasing
from shared.eventlog.unit import Transactions
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page about the sample."""

    @desk.get("/sample")
    def sample() -> str:
        """Say what removing the sample does."""
        return _page(transaction, wrong=False)

    @desk.post("/sample")
    def remove_sample() -> str | Response:
        """Take the invented people away, all of them; real people stay."""
        if request.form.get("sure") != "yes":
            return _page(transaction, wrong=True)
        total = 0
        while True:
            with transaction() as tx:
                gone = forgetting.remove_sample(tx)
            total += gone
            if not gone:
                break
        flash(gettext("De voorbeeldorganisatie is weg: %(total)s mensen.", total=total), "good")
        return redirect(url_for("desk.people"), 303)


def _page(transaction: Transactions, *, wrong: bool) -> str:
    with transaction() as tx:
        there = erasing.has_sample(tx.conn)
    return render_template("people/sample.html", there=there, wrong=wrong)
