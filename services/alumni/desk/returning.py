"""Notes about coming back at the desk: HR's own, and those of the manager whom HR asked to look along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.alumni.actions import returning
from services.alumni.actions.returning import By
from services.alumni.errors.work import AlreadyDecided, AnswerUnknown
from services.alumni.policy import LONGEST_WORDS
from services.alumni.schemas.forms import Read, plainly, said
from services.alumni.schemas.news_forms import TOO_LONG
from services.alumni.store import members
from services.alumni.store import returning as store
from shared.eventlog.unit import Transactions
from shared.web.auth import account, allow
from shared.web.paging import page, read_window
from shared.web.texts import gettext, marked

_NOTED = marked("Genoteerd.")
_ASKED = marked("Bewaard. Wie meekijkt, vindt deze reactie onder “Wie terug wil komen”.")
_NO_WORDS = marked("Schrijf eerst wat je wilt onthouden.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages."""
    _asked(desk, transaction)
    _own(desk, transaction)


def _asked(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/returning")
    @allow("hr", "manager")
    def returning_list() -> str:
        """List the answers at which one was asked to look."""
        window = read_window()
        with transaction() as tx:
            rows = store.looked_at(tx.conn, account().id, after=window.after, limit=window.fetch)
            found = page(rows, window, key=lambda row: (row.promised_on, row.id))
            names = members.names(tx.conn, [row.person_id for row in found["items"] if row.person_id])
        return render_template(
            "alumni/desk/returning.html", rows=found["items"], next=found["next"], names=names
        )

    @desk.get("/returning/<uuid:interest_id>")
    @allow("hr", "manager")
    def answer(interest_id: UUID) -> str:
        """Show one answer, with what was noted about it."""
        return _answer_page(transaction, interest_id, Read({"words": ""}))

    @desk.post("/returning/<uuid:interest_id>")
    @allow("hr", "manager")
    def note_answer(interest_id: UUID) -> Response | tuple[str, int]:
        """Write a note."""
        found = Read(plainly(request.form, "words"))
        found.need("words", LONGEST_WORDS, _NO_WORDS, TOO_LONG)
        if found.errors:
            return _answer_page(transaction, interest_id, found), 422
        return _done(
            transaction,
            interest_id,
            lambda tx: returning.note(tx, interest_id, _by(), found.typed["words"]),
            _NOTED,
        )


def _own(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/returning/<uuid:interest_id>/along")
    def let_look_along(interest_id: UUID) -> Response:
        """HR asks somebody to look along."""
        chosen = _id_of(request.form.get("account", ""))
        return _done(
            transaction, interest_id, lambda tx: returning.let_look(tx, interest_id, _by(), chosen), _ASKED
        )


def _done(transaction: Transactions, interest_id: UUID, act: Any, words: str) -> Response:
    try:
        with transaction() as tx:
            act(tx)
        flash(gettext(words), "good")
    except AlreadyDecided as error:
        flash(gettext(error.text), "care")
    return redirect(url_for("desk.answer", interest_id=interest_id), 303)


def _answer_page(transaction: Transactions, interest_id: UUID, found: Read) -> str:
    by = _by()
    with transaction() as tx:
        row = returning.look(tx, interest_id, by)
        notes, accounts = store.notes(tx.conn, interest_id), store.accounts(tx.conn)
        name = members.names(tx.conn, [row.person_id]).get(row.person_id) if row.person_id else None
    return render_template(
        "alumni/desk/answer.html",
        row=row, name=name, notes=notes, accounts=accounts, typed=found.typed, errors=said(found), hr=by.hr,
        others=[(str(one), called) for one, called in accounts.items() if one != by.account_id],
    )  # fmt: skip


def _by() -> By:
    me = account()
    return By(account_id=me.id, hr=me.may("hr"))


def _id_of(given: str) -> UUID | None:
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError:
        raise AnswerUnknown from None
