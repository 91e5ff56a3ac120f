"""Who is at the front door: a name and an address that want to stay in touch, and who it may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from services.people.actions import calling
from services.people.errors import CallerUnknown, PersonGone, PersonUnknown
from services.people.store import callers as store
from services.people.store import people
from services.people.store.people import Search
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

_SHOWN = 10
_FOUND = 8
_ADMITTED = marked("Toegelaten. Er gaat een welkomstbrief uit, met een link naar de eigen voorkeuren.")
_CHOOSE = marked("Kies eerst wie het is.")
_REFUSED = marked("Niet toegelaten. Wat is ingevuld, is gewist.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages about callers."""
    _list(desk, transaction)

    @desk.post("/callers/<uuid:caller_id>/admit")
    def admit_caller(caller_id: UUID) -> Response:
        """It is the person who was chosen, or somebody whom no file knows."""
        person = request.form.get("person", "")
        if not person:
            flash(gettext(_CHOOSE), "care")
            return redirect(url_for("desk.callers"), 303)

        def admit(tx: Tx) -> None:
            if person == "new":
                calling.admit_new(tx, caller_id)
            else:
                calling.admit_as(tx, caller_id, _id_of(person))

        return _decided(transaction, admit, _ADMITTED)

    @desk.post("/callers/<uuid:caller_id>/refuse")
    def refuse_caller(caller_id: UUID) -> Response:
        """It is nobody of ours."""
        return _decided(transaction, lambda tx: calling.refuse(tx, caller_id), _REFUSED)


def _list(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/callers")
    def callers() -> str:
        """List who waits, who came first first, with whom they may be; a search widens that for one."""
        window = read_window(limit=_SHOWN)
        after = (window.after[0], window.after[1]) if window.after else None
        words, about = request.args.get("q", "").strip()[:200], request.args.get("about", "")
        with transaction() as tx:
            rows = store.waiting(tx.conn, after=after, limit=window.fetch)
            found = page(rows, window, key=lambda row: (row.confirmed_at, row.id))
            waiting = [
                (row, _may_be(tx.conn, row, words if str(row.id) == about else "")) for row in found["items"]
            ]
            many = store.count_waiting(tx.conn)
        return render_template(
            "people/persons/callers.html",
            waiting=waiting, next=found["next"], many=many, q=words, about=about,
        )  # fmt: skip


def _may_be(conn: Connection, row: Any, words: str) -> list[dict[str, Any]]:
    """Return persons to choose from: those who look like it, then those who were looked for."""
    likely = {one.id: one for one in store.candidates(conn, row, calling.name_key(row.name))}
    looked_for = people.listed(conn, Search(words=words, limit=_FOUND)) if words else []
    chosen = people.these(conn, likely) | {one.id: one for _, one in looked_for}
    return [
        {
            "person": person,
            "same_address": key in likely and likely[key].same_address,
            "same_years": key in likely and likely[key].same_years,
        }
        for key, person in chosen.items()
    ]


def _decided(transaction: Transactions, decide: Callable[[Tx], object], said: str) -> Response:
    """Decide; a second click, or a decision that somebody else took, is told and changes nothing."""
    try:
        with transaction() as tx:
            decide(tx)
        flash(gettext(said), "good")
    except (CallerUnknown, PersonUnknown, PersonGone) as error:
        flash(gettext(error.text), "care")
    return redirect(url_for("desk.callers"), 303)


def _id_of(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise CallerUnknown from None
