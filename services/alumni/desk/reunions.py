"""Reunions at the desk: plan, invite, see who comes and who waits, tick them off at the door."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import proposals, reunions
from services.alumni.errors.reunions import ProposalDecided, ReunionMoved, TooManyGuests
from services.alumni.schemas.forms import Read, said
from services.alumni.schemas.reunion_forms import FIELDS, QUESTIONS, as_typed, read_reunion
from services.alumni.schemas.reunion_words import STATE, TONES
from services.alumni.store import door, invitees, members
from services.alumni.store import proposals as proposal_rows
from services.alumni.store import reunions as store
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.ids import read_id
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked, ngettext

_SAVED = marked("Bewaard.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages of reunions."""
    _list(desk, transaction)
    _write(desk, transaction)
    _change(desk, transaction)
    _deeds(desk, transaction)


def _list(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/reunions")
    def reunion_list() -> str:
        """List reunions, the latest first."""
        window = read_window()
        with transaction() as tx:
            rows = store.listed(tx.conn, after=window.after, limit=window.fetch)
            proposed = proposal_rows.waiting(tx.conn)
        shown = page(rows, window, key=lambda row: (row.starts_at, row.id))
        return render_template(
            "alumni/desk/reunions.html",
            rows=shown["items"],
            next=shown["next"],
            now=clock.now(),
            proposed=proposed,
        )

    @desk.get("/reunions/<uuid:reunion_id>")
    def reunion(reunion_id: UUID) -> str:
        """Show who comes and who waits."""
        window = read_window()
        after = window.after[0] if window.after else None
        with transaction() as tx:
            one = reunions.load(tx, reunion_id)
            rows = store.answers(tx.conn, reunion_id, after=after, limit=window.fetch)
            chairs = door.figures(tx.conn, reunion_id).chairs
            names = members.names(tx.conn, [row.person_id for row in rows if row.person_id])
        shown = page(rows, window, key=lambda row: (row.turn,))
        return render_template(
            "alumni/desk/reunion.html",
            reunion=one, rows=shown["items"], next=shown["next"], names=names, chairs=chairs, states=STATE,
            tones=TONES, now=clock.now(),
            questions=[{"label": question["words"]} for question in one.questions],
        )  # fmt: skip


def _write(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/reunions/new")
    def new_reunion() -> str:
        """Plan a new one, or make one of what a member proposed."""
        typed = {**dict.fromkeys((*FIELDS, *QUESTIONS), ""), "guests_max": "0"}
        proposal_id = read_id(request.args.get("proposal"))
        if proposal_id is not None:
            with transaction() as tx:
                row = proposals.load(tx, proposal_id)
            typed |= {"title": row.title, "body": row.idea, "place": row.place}
        return _form(Read(typed), None, proposal_id)

    @desk.post("/reunions/new")
    def add_reunion() -> Response | tuple[str, int]:
        """Keep it; nobody hears of it yet."""
        found, values = read_reunion(request.form)
        proposal_id, by = read_id(request.form.get("proposal")), account().id
        if found.errors:
            return _form(found, None, proposal_id), 422
        try:
            with transaction() as tx:
                reunion_id = (
                    proposals.approve(tx, proposal_id, values, by=by)
                    if proposal_id
                    else reunions.plan(tx, values, by=by)
                )
        except ProposalDecided as error:
            flash(gettext(error.text), "care")
            return redirect(url_for("desk.proposal", proposal_id=proposal_id), 303)
        return redirect(url_for("desk.reunion", reunion_id=reunion_id), 303)


def _change(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/reunions/<uuid:reunion_id>/edit")
    def edit_reunion(reunion_id: UUID) -> str:
        """Change it."""
        with transaction() as tx:
            one = reunions.load(tx, reunion_id)
        return _form(Read(as_typed(one)), reunion_id)

    @desk.post("/reunions/<uuid:reunion_id>/edit")
    def change_reunion(reunion_id: UUID) -> Response | tuple[str, int]:
        """Keep what changed, and tell whoever it touches."""
        try:
            with transaction() as tx:
                # Under the lock nobody answers a question while it is reworded.
                known = reunions.load(tx, reunion_id, lock=True).questions
                answered = invitees.answered(tx.conn, reunion_id)
                found, values = read_reunion(request.form, known=known, answered=answered)
                if not found.errors:
                    reunions.change(tx, reunion_id, values)
        except TooManyGuests as error:
            found.wrong("capacity", error.text)
        if found.errors:
            return _form(found, reunion_id), 422
        flash(gettext(_SAVED), "good")
        return redirect(url_for("desk.reunion", reunion_id=reunion_id), 303)


def _deeds(desk: Blueprint, transaction: Transactions) -> None:
    def done(deed: Callable[[Tx], object], reunion_id: UUID) -> Response:
        try:
            with transaction() as tx:
                deed(tx)
        except ReunionMoved as error:
            flash(gettext(error.text), "care")
        return redirect(url_for("desk.reunion", reunion_id=reunion_id), 303)

    @desk.post("/reunions/<uuid:reunion_id>/announce")
    def announce(reunion_id: UUID) -> Response:
        """Invite."""

        def deed(tx: Tx) -> None:
            number = reunions.announce(tx, reunion_id)
            flash(
                ngettext(
                    "De uitnodiging gaat naar één lid.", "De uitnodiging gaat naar %(num)s leden.", number
                ),
                "good",
            )

        return done(deed, reunion_id)

    @desk.post("/reunions/<uuid:reunion_id>/cancel")
    def call_off(reunion_id: UUID) -> Response:
        """Call it off."""
        return done(lambda tx: reunions.call_off(tx, reunion_id), reunion_id)


def _form(found: Read, reunion_id: UUID | None, proposal_id: UUID | None = None) -> str:
    return render_template(
        "alumni/desk/reunion_form.html",
        typed=found.typed, errors=said(found), reunion_id=reunion_id, questions=QUESTIONS,
        proposal_id=proposal_id,
    )  # fmt: skip
