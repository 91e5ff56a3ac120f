"""Two records that look like one person."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.people.actions import merging
from services.people.desk import words
from services.people.store import merging as store
from services.people.store import people
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext

_SIDES = {"open": ("open",), "merged": ("merged",), "dismissed": ("dismissed",)}


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages about merging."""

    @desk.get("/merges")
    def merges() -> str:
        """List proposals."""
        window = read_window(limit=20)
        side = request.args.get("state", "open")
        with transaction() as tx:
            states = _SIDES.get(side, ("open",))
            rows = store.listed(tx.conn, states=states, after=window.after, limit=window.fetch)
            found = page(rows, window, key=lambda row: (row.created_at, row.id))
            pairs = [
                (row, people.find(tx.conn, row.first_id), people.find(tx.conn, row.second_id))
                for row in found["items"]
            ]
        return render_template("people/merges.html", pairs=pairs, next=found["next"], side=side, words=words)

    @desk.post("/merges/<uuid:proposal_id>/merge")
    def merge(proposal_id: UUID) -> Response:
        """Merge, keeping the one that was chosen."""
        try:
            keep = UUID(request.form.get("keep", ""))
        except ValueError as error:
            raise Invalid({"keep": [gettext("Kies wie er blijft.")]}) from error
        with transaction() as tx:
            staying = merging.merge(tx, proposal_id, keep=keep, account=account().id)
        flash(gettext("Samengevoegd. Je kunt dit ongedaan maken onder “Samengevoegd”."), "good")
        return redirect(url_for("desk.person", person_id=staying), 303)

    @desk.post("/merges/<uuid:proposal_id>/undo")
    def undo(proposal_id: UUID) -> Response:
        """Put both on their own again."""
        with transaction() as tx:
            merging.unmerge(tx, proposal_id)
        flash(gettext("Ongedaan gemaakt: het zijn weer twee personen."), "good")
        return redirect(url_for("desk.merges"), 303)

    @desk.post("/merges/<uuid:proposal_id>/dismiss")
    def dismiss(proposal_id: UUID) -> Response:
        """These are two people."""
        with transaction() as tx:
            merging.dismiss(tx, proposal_id, account=account().id)
        flash(gettext("Goed, dit zijn twee personen. We stellen het niet opnieuw voor."), "good")
        return redirect(url_for("desk.merges"), 303)
