"""For whom a reunion is: the same groups as of a newsletter, with how many that are and some of their names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from services.alumni.actions import invitees, reunions
from services.alumni.domain.members import REUNIONS
from services.alumni.domain.news import Segment
from services.alumni.domain.reunions import Reunion
from services.alumni.errors.reunions import ReunionMoved
from services.alumni.schemas.forms import Read, said
from services.alumni.schemas.news_forms import read_settings
from services.alumni.store import segments
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.texts import SOURCE, gettext, marked

_SAVED = marked("Bewaard.")
_LISTS, _YEARS = ("places", "departments", "functions"), ("from_year", "until_year")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page of who is invited."""

    @desk.get("/reunions/<uuid:reunion_id>/invitees")
    def reunion_invitees(reunion_id: UUID) -> str:
        """Show for whom it is."""
        with transaction() as tx:
            one = reunions.load(tx, reunion_id)
            typed: dict[str, Any] = {name: one.segment.get(name, []) for name in _LISTS}
            return _page(tx, one, Read(typed | {name: one.segment.get(name) or "" for name in _YEARS}))

    @desk.post("/reunions/<uuid:reunion_id>/invitees")
    def settle_invitees(reunion_id: UUID) -> Response | tuple[str, int]:
        """Change for whom it is."""
        # The same form as of a newsletter, but for what only a newsletter has.
        found, values = read_settings(MultiDict([*request.form.items(multi=True), ("language", SOURCE)]))
        try:
            with transaction() as tx:
                if found.errors:
                    return _page(tx, reunions.load(tx, reunion_id), found), 422
                invitees.settle(tx, reunion_id, values["segment"])
        except ReunionMoved as error:
            flash(gettext(error.text), "care")
        else:
            flash(gettext(_SAVED), "good")
        return redirect(url_for("desk.reunion_invitees", reunion_id=reunion_id), 303)


def _page(tx: Tx, one: Reunion, found: Read) -> str:
    choices = {
        f"{name}s": [(value, value) for value in segments.choices(tx.conn, name, REUNIONS)]
        for name in ("place", "department", "function")
    }
    return render_template(
        "alumni/desk/reunion_invitees.html",
        reunion=one, typed=found.typed, errors=said(found), choices=choices,
        reach=invitees.reach(tx, Segment.read(one.segment)),
    )  # fmt: skip
