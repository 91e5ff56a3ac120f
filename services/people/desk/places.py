"""Places of work: where they lie, and what time it is there."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from services.people.actions import placing
from services.people.desk import words
from services.people.desk.fields import PLACE_FORM, Typed, as_typed, read
from services.people.domain import Place
from services.people.store import overview, places
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.web.texts import gettext, ngettext

Page = str | Response | tuple[str, int]


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the list and the form."""

    @desk.get("/places")
    def all_places() -> Page:
        """List all places, with how many people work there."""
        with transaction() as tx:
            listed = places.listed(tx.conn)
            counts = overview.counts(tx.conn)
        return render_template("people/places/list.html", places=listed, counts=counts, words=words)

    @desk.get("/places/<uuid:place_id>")
    def place(place_id: UUID) -> Page:
        """Show where a place lies, to change it."""
        with transaction() as tx:
            known = placing.find(tx, place_id)
        now = {name: as_typed(name, getattr(known, name)) for name in PLACE_FORM}
        return _page(known, Typed(raw=now, was=now))

    @desk.post("/places/<uuid:place_id>")
    def change_place(place_id: UUID) -> Page:
        """Keep what was changed; everybody who works there goes along."""
        typed = read(PLACE_FORM, all_of_them=False)
        with transaction() as tx:
            known = placing.find(tx, place_id)
        if typed.errors:
            return _page(known, typed)
        with transaction() as tx:
            number = placing.change_place(tx, place_id, typed.given)
        if number:
            said = ngettext(
                "Bewaard. Dit geldt voor één mens.", "Bewaard. Dit geldt voor %(num)s mensen.", number
            )
        else:
            said = gettext("Bewaard.")
        flash(said, "good")
        return redirect(url_for("desk.all_places"), 303)


def _page(known: Place, typed: Typed) -> Page:
    body = render_template("people/places/edit.html", place=known, typed=typed, words=words)
    return (body, Invalid.status) if typed.errors else body
