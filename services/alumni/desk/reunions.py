"""Reunions at the desk: plan, invite, see who comes and who waits, tick them off at the door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import reunions
from services.alumni.domain.reunions import IN, OFFERED
from services.alumni.errors import ReunionMoved, TooManyGuests
from services.alumni.schemas.forms import Read, said
from services.alumni.schemas.reunion_forms import local, read_reunion
from services.alumni.schemas.reunion_words import STATE, TONES
from services.alumni.store import members
from services.alumni.store import reunions as store
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked, ngettext

_SAVED = marked("Bewaard.")
_FIELDS = ("title", "body", "place", "access", "starts_at", "ends_at", "capacity", "guests_max", "answer_by")


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
        shown = page(rows, window, key=lambda row: (row.starts_at, row.id))
        return render_template(
            "alumni/desk/reunions.html", rows=shown["items"], next=shown["next"], now=clock.now()
        )

    @desk.get("/reunions/<uuid:reunion_id>")
    def reunion(reunion_id: UUID) -> str:
        """Show who comes and who waits."""
        with transaction() as tx:
            one, rows = reunions.load(tx, reunion_id), store.door_list(tx.conn, reunion_id)
            names = members.names(tx.conn, [row.person_id for row in rows if row.person_id])
        chairs = sum(1 + row.guests for row in rows if row.state in {IN, OFFERED})
        return render_template(
            "alumni/desk/reunion.html",
            reunion=one, rows=rows, names=names, chairs=chairs, states=STATE, tones=TONES, now=clock.now(),
        )  # fmt: skip


def _write(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/reunions/new")
    def new_reunion() -> str:
        """Plan a new one."""
        return _form(Read({**dict.fromkeys(_FIELDS, ""), "guests_max": "0"}), None)

    @desk.post("/reunions/new")
    def add_reunion() -> Response | tuple[str, int]:
        """Keep it; nobody hears of it yet."""
        found, values = read_reunion(request.form)
        if found.errors:
            return _form(found, None), 422
        with transaction() as tx:
            reunion_id = reunions.plan(tx, values, by=account().id)
        return redirect(url_for("desk.reunion", reunion_id=reunion_id), 303)


def _change(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/reunions/<uuid:reunion_id>/edit")
    def edit_reunion(reunion_id: UUID) -> str:
        """Change it."""
        with transaction() as tx:
            one = reunions.load(tx, reunion_id)
        typed: dict[str, Any] = {name: getattr(one, name) for name in _FIELDS}
        typed |= {
            "starts_at": local(one.starts_at),
            "ends_at": local(one.ends_at),
            "capacity": one.capacity or "",
        }
        return _form(Read(typed), reunion_id)

    @desk.post("/reunions/<uuid:reunion_id>/edit")
    def change_reunion(reunion_id: UUID) -> Response | tuple[str, int]:
        """Keep what changed, and tell whoever it touches."""
        found, values = read_reunion(request.form)
        if not found.errors:
            try:
                with transaction() as tx:
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

    @desk.post("/reunions/<uuid:reunion_id>/arrived/<uuid:attendance_id>")
    def arrived(reunion_id: UUID, attendance_id: UUID) -> Response:
        """Tick somebody off at the door."""
        return done(lambda tx: reunions.arrived(tx, reunion_id, attendance_id), reunion_id)


def _form(found: Read, reunion_id: UUID | None) -> str:
    return render_template(
        "alumni/desk/reunion_form.html", typed=found.typed, errors=said(found), reunion_id=reunion_id
    )
