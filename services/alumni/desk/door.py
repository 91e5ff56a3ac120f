"""The door of a reunion, on a phone: a list to search, ticked in one press; and the square that somebody shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import door, reunions
from services.alumni.errors.reunions import DoorShut
from services.alumni.schemas.reunion_words import STATE, TONES
from services.alumni.store import door as store
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

_HERE = marked("%(name)s is er.")
_NOT_HERE = marked("%(name)s staat niet meer als aanwezig.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages of the door."""
    _list(desk, transaction)
    _ticket(desk, transaction)
    _tick(desk, transaction)


def _list(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/reunions/<uuid:reunion_id>/door")
    def door_list(reunion_id: UUID) -> str:
        """Show who comes, by name, and who is there."""
        window, q = read_window(), " ".join(request.args.get("q", "").replace("\0", "").split())[:80]
        with transaction() as tx:
            reunion = reunions.load(tx, reunion_id)
            rows = store.listed(tx.conn, reunion_id, q=q, after=window.after, limit=window.fetch)
            figures = store.figures(tx.conn, reunion_id)
        shown = page(rows, window, key=lambda row: (row.name, row.id))
        return render_template(
            "alumni/desk/door.html",
            reunion=reunion, rows=shown["items"], next=shown["next"], q=q, figures=figures, states=STATE,
            tones=TONES, open=door.open_at(reunion, clock.now()),
        )  # fmt: skip


def _ticket(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/reunions/<uuid:reunion_id>/ticket/<token>")
    def door_ticket(reunion_id: UUID, token: str) -> str:
        """Show whose square this is; looking at it ticks nobody."""
        with transaction() as tx:
            reunion, row = reunions.load(tx, reunion_id), door.holder(tx, reunion_id, token)
        return render_template(
            "alumni/desk/door_ticket.html",
            reunion=reunion, row=row, token=token, states=STATE, tones=TONES,
            open=door.open_at(reunion, clock.now()),
        )  # fmt: skip


def _tick(desk: Blueprint, transaction: Transactions) -> None:
    def done(deed: Callable[[Tx], Any], reunion_id: UUID, words: str) -> Response:
        try:
            with transaction() as tx:
                row = deed(tx)
        except DoorShut as error:
            flash(gettext(error.text), "care")
        else:
            flash(gettext(words, name=row.name), "good")
        token = request.form.get("ticket")
        if token:
            return redirect(url_for("desk.door_ticket", reunion_id=reunion_id, token=token), 303)
        return redirect(url_for("desk.door_list", reunion_id=reunion_id), 303)

    @desk.post("/reunions/<uuid:reunion_id>/arrived/<uuid:attendance_id>")
    def arrived(reunion_id: UUID, attendance_id: UUID) -> Response:
        """Tick somebody off."""
        return done(lambda tx: door.arrive(tx, reunion_id, attendance_id), reunion_id, _HERE)

    @desk.post("/reunions/<uuid:reunion_id>/not-arrived/<uuid:attendance_id>")
    def not_arrived(reunion_id: UUID, attendance_id: UUID) -> Response:
        """Take a tick back."""
        return done(lambda tx: door.undo(tx, reunion_id, attendance_id), reunion_id, _NOT_HERE)
