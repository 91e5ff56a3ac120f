"""Who asked for a talk, at the desk: for HR alone, and only what the person let be seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from shared.asking import lists
from shared.asking.programme import Programme
from shared.asking.wish import actions, store, words
from shared.asking.words import Face
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.errors import Conflict
from shared.kernel.settings import settings
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.texts import gettext


def add_to(desk: Blueprint, programme: Programme, transaction: Transactions, face: Face) -> None:
    """Add the pages to the desk of a service."""
    root = f"/{programme.service}/desk"
    _add_looking(desk, programme, transaction, face, root)
    _add_doing(desk, programme, transaction, root)


def _add_looking(
    desk: Blueprint, programme: Programme, transaction: Transactions, face: Face, root: str
) -> None:
    @desk.get("/wishes")
    def wishes() -> str:
        """List who waits for a talk, or what is over."""
        window, over = read_window(), request.args.get("over") == "yes"
        with transaction() as tx:
            rows = store.listed(tx.conn, programme.tables, over=over, after=window.after, limit=window.fetch)
            names = lists.names(tx.conn, {row.person_id for row in rows if row.person_id})
            waiting = store.waiting(tx.conn, programme.tables)
        found = page(rows, window, key=lambda row: (row.ended_at if over else row.due_on, row.id))
        return render_template(
            "asking/wishes.html",
            rows=found["items"],
            next=found["next"],
            names=names,
            over=over,
            waiting=waiting,
            today=clock.today(settings().zone),
            root=root,
            words=words,
        )

    @desk.get("/wishes/<uuid:wish_id>")
    def wish(wish_id: UUID) -> str:
        """Show one wish to talk."""
        with transaction() as tx:
            row: Any = store.one(tx.conn, programme.tables, wish_id)
            if row is None:
                raise actions.WishUnknown
            names = lists.names(tx.conn, {row.person_id} if row.person_id else set())
        return render_template(
            "asking/wish.html", row=row, name=names.get(row.person_id), face=face, root=root, words=words
        )


def _add_doing(desk: Blueprint, programme: Programme, transaction: Transactions, root: str) -> None:
    @desk.post("/wishes/<uuid:wish_id>/done")
    def wish_done(wish_id: UUID) -> Response:
        """Note that it was taken care of."""
        with transaction() as tx:
            actions.done(tx, programme, wish_id, by=account().id)
        flash(gettext("Genoteerd: dit gesprek is geregeld."), "good")
        return redirect(f"{root}/wishes", 303)

    @desk.post("/wishes/<uuid:wish_id>/reopen")
    def wish_reopen(wish_id: UUID) -> Response:
        """Note that it was not, after all."""
        try:
            with transaction() as tx:
                actions.reopen(tx, programme, wish_id)
            flash(gettext("Teruggezet: dit gesprek wacht weer op HR."), "good")
        except Conflict as error:
            flash(gettext(error.text, **error.params), "care")
        return redirect(f"{root}/wishes/{wish_id}", 303)
