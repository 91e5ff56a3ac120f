"""What members propose, at the desk: make a reunion of it, or say no with a word."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import proposals
from services.alumni.errors.reunions import ProposalDecided
from services.alumni.schemas.forms import Read, said
from services.alumni.schemas.proposal_forms import read_word
from services.alumni.store import members
from services.alumni.store import proposals as store
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

_DECLINED = marked("Er gaat een brief met je woorden naar wie het voorstelde.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages of proposals."""

    @desk.get("/reunions/proposals")
    def proposal_list() -> str:
        """List what members propose, the newest first."""
        window = read_window()
        with transaction() as tx:
            rows = store.listed(tx.conn, after=window.after, limit=window.fetch)
            names = members.names(tx.conn, [row.person_id for row in rows if row.person_id])
            waiting = store.waiting(tx.conn)
        shown = page(rows, window, key=lambda row: (row.at, row.id))
        return render_template(
            "alumni/desk/proposals.html",
            rows=shown["items"],
            next=shown["next"],
            names=names,
            waiting=waiting,
        )

    @desk.get("/reunions/proposals/<uuid:proposal_id>")
    def proposal(proposal_id: UUID) -> str:
        """Show one, with the two answers to it."""
        with transaction() as tx:
            return _page(tx, proposal_id, Read({"word": ""}))

    @desk.post("/reunions/proposals/<uuid:proposal_id>/decline")
    def decline_proposal(proposal_id: UUID) -> Response | tuple[str, int]:
        """Say no."""
        found = read_word(request.form)
        if found.errors:
            with transaction() as tx:
                return _page(tx, proposal_id, found), 422
        try:
            with transaction() as tx:
                proposals.decline(tx, proposal_id, found.typed["word"], by=account().id)
        except ProposalDecided as error:
            flash(gettext(error.text), "care")
        else:
            flash(gettext(_DECLINED), "good")
        return redirect(url_for("desk.proposal", proposal_id=proposal_id), 303)


def _page(tx: Tx, proposal_id: UUID, found: Read) -> str:
    row = proposals.load(tx, proposal_id)
    name = members.names(tx.conn, [row.person_id]).get(row.person_id) if row.person_id else None
    return render_template(
        "alumni/desk/proposal.html", row=row, name=name, typed=found.typed, errors=said(found)
    )
