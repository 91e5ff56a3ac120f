"""Two records that look like one person: side by side, merged with one button, and apart again with another."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.people.actions import merging
from services.people.desk import words
from services.people.errors import MergeDone, MergeUnknown
from services.people.store import merging as store
from services.people.store import overview, people
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

SIDES = {
    "open": marked("Te beslissen"),
    "merged": marked("Samengevoegd"),
    "dismissed": marked("Twee personen"),
}
_SHOWN = 10


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages about merging."""

    @desk.get("/merges")
    def merges() -> str:
        """List proposals of one kind, newest first."""
        window = read_window(limit=_SHOWN)
        side = request.args.get("state", "")
        side = side if side in SIDES else "open"
        after = (window.after[0], window.after[1]) if window.after else None
        with transaction() as tx:
            rows = store.listed(tx.conn, states=(side,), after=after, limit=window.fetch)
            found = page(rows, window, key=lambda row: (row.created_at, row.id))
            pairs = [
                (row, [people.find(tx.conn, one) for one in (row.first_id, row.second_id)])
                for row in found["items"]
            ]
            counts = overview.counts(tx.conn)
        return render_template(
            "people/persons/merges.html",
            pairs=pairs, next=found["next"], side=side, sides=SIDES, counts=counts, words=words,
        )  # fmt: skip

    @desk.post("/merges/<uuid:proposal_id>/merge")
    def merge(proposal_id: UUID) -> Response:
        """Merge, keeping the one that was chosen."""
        done = gettext("Samengevoegd. Onder “Samengevoegd” kun je dit ongedaan maken.")
        return _decided(
            transaction,
            lambda tx: merging.merge(tx, proposal_id, keep=_kept(), account=account().id),
            str(done),
        )

    @desk.post("/merges/<uuid:proposal_id>/undo")
    def undo(proposal_id: UUID) -> Response:
        """Put both on their own again."""
        done = gettext("Ongedaan gemaakt: het zijn weer twee personen.")
        return _decided(transaction, lambda tx: merging.unmerge(tx, proposal_id), str(done))

    @desk.post("/merges/<uuid:proposal_id>/dismiss")
    def dismiss(proposal_id: UUID) -> Response:
        """These are two people."""
        done = gettext("Genoteerd: dit zijn twee personen. We stellen het niet opnieuw voor.")
        return _decided(
            transaction, lambda tx: merging.dismiss(tx, proposal_id, account=account().id), str(done)
        )


def _decided(transaction: Transactions, decide: Callable[[Tx], object], said: str) -> Response:
    """Decide; a second click, or a decision that somebody else took, is told and changes nothing."""
    try:
        with transaction() as tx:
            decide(tx)
        flash(said, "good")
    except (MergeDone, MergeUnknown) as error:
        flash(gettext(error.text), "care")
    side = request.form.get("side", "")
    return redirect(url_for("desk.merges", state=side if side in SIDES else None), 303)


def _kept() -> UUID:
    try:
        return UUID(request.form.get("keep", ""))
    except ValueError:
        raise MergeUnknown from None
