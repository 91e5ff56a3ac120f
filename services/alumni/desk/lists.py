"""Former colleagues out of a file: hand it in, look at what each row would bring, do it, read what became of it."""

from __future__ import annotations

from contextlib import closing
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from services.alumni.actions import former, handing_in
from services.alumni.errors.coming_in import ListMoved, ListUnknown
from services.alumni.policy import LIST_MEBIBYTES
from services.alumni.schemas import list_words
from services.alumni.store import former as store
from services.alumni.store import members
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.tabular.errors import FileMissing
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.sheets import CSV, as_csv, download
from shared.web.sizes import accepts_upload
from shared.web.texts import gettext, marked

_DONE = marked("Gedaan. Wie lid werd of een vraag krijgt, krijgt nu een brief.")
_DROPPED = marked("De lijst is weggelegd en gewist. Niemand kreeg een brief.")
_REFRESH_SECONDS = "2"
# Shown of what is wrong; the file has the rest.
_WRONG_SHOWN = 200
_EXAMPLE = (
    ("naam", "e-mail", "van", "tot", "plaats", "afdeling", "functie", "taal", "toestemming op", "toestemming hoe",
     "toestemming voor"),
    ("Noor van der Meer", "noor@voorbeeld.nl", "2009", "2016", "Utrecht", "Zorg", "Planner", "nl", "2019-05-12",
     "formulier op de reünie van 2019", "nieuws, reünies"),
    ("Jean Dubois", "jean@voorbeeld.be", "2001", "2012", "Namur", "", "", "fr", "", "", ""),
)  # fmt: skip


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages of lists."""
    _lists(desk, transaction)
    _one(desk, transaction)
    _buttons(desk, transaction)


def _lists(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/lists")
    def lists() -> str:
        """Show which lists were handed in, with the form for one more."""
        return _lists_page(transaction)

    @desk.post("/lists")
    @accepts_upload(mebibytes=LIST_MEBIBYTES)
    def hand_in() -> BaseResponse | tuple[str, int]:
        """Take a list; nobody is let in or written yet."""
        given = request.files.get("file")
        try:
            if given is None or not given.filename:
                raise FileMissing
            with closing(given), transaction() as tx:
                list_id = handing_in.hand_in(tx, given.read(), given.filename, by=account().id)
        except Invalid as error:
            return _lists_page(transaction, error=str(gettext(error.text, **error.params))), 422
        return redirect(url_for("desk.one_list", list_id=list_id), 303)

    @desk.get("/lists/example.csv")
    def example_list() -> Response:
        """Give a file that shows how to fill it in."""
        return download(as_csv(_EXAMPLE), "oud-collegas.csv", CSV)


def _one(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/lists/<uuid:list_id>")
    def one_list(list_id: UUID) -> BaseResponse:
        """Show what each row would bring, or what became of it."""
        window = read_window()
        after = int(window.after[0]) if window.after else 0
        with transaction() as tx:
            found = store.find_list(tx.conn, list_id)
            if found is None or found.state == "dropped":
                raise ListUnknown
            if found.state == "columns":
                return redirect(url_for("desk.list_columns", list_id=list_id), 303)
            look = _before if found.state == "open" else _after
            rows, counts = look(tx, list_id, after, window.fetch)
        listed = page(rows, window, key=lambda row: (row["row"],))
        waits = counts.get("waits", 0)
        response = make_response(
            render_template(
                "alumni/desk/list.html",
                list=found, rows=listed["items"], next=listed["next"], counts=counts, waits=waits,
                going=sum(counts.get(name, 0) for name in former.GOES), wrong=found.wrong[:_WRONG_SHOWN],
                words=list_words, state=list_words.state(found.state, waits=bool(waits)),
            )
        )  # fmt: skip
        if waits:
            # The page looks again by itself, with or without script.
            response.headers["Refresh"] = _REFRESH_SECONDS
        return response


def _buttons(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/lists/<uuid:list_id>/accept")
    def accept_list(list_id: UUID) -> BaseResponse:
        """Do what the page showed, as things are now."""
        try:
            with transaction() as tx:
                former.accept(tx, list_id)
            flash(gettext(_DONE), "good")
        except ListMoved as error:
            flash(gettext(error.text), "care")
        return redirect(url_for("desk.one_list", list_id=list_id), 303)

    @desk.post("/lists/<uuid:list_id>/drop")
    def drop_list(list_id: UUID) -> BaseResponse:
        """Let the list go."""
        try:
            with transaction() as tx:
                former.drop(tx, list_id)
            flash(gettext(_DROPPED), "good")
        except (ListMoved, ListUnknown) as error:
            flash(gettext(error.text), "care")
        return redirect(url_for("desk.lists"), 303)


def _before(tx: Tx, list_id: UUID, after: int, limit: int) -> tuple[list[dict[str, Any]], dict[str, int]]:
    rows = store.fates_shown(tx.conn, list_id, after=after, limit=limit)
    shown = [{"row": row.row, "name": row.name, "member_id": None, "fate": row.fate} for row in rows]
    return shown, store.fates_counted(tx.conn, list_id)


def _after(tx: Tx, list_id: UUID, after: int, limit: int) -> tuple[list[dict[str, Any]], dict[str, int]]:
    rows = store.outcomes(tx.conn, list_id, after=after, limit=limit)
    names = members.names(tx.conn, [row.person_id for row in rows if row.person_id])
    shown = [
        {"row": row.row, "name": names.get(row.person_id), "member_id": row.member_id, "fate": _became(row)}
        for row in rows
    ]
    return shown, store.outcomes_counted(tx.conn, list_id)


def _became(row: Any) -> str:
    return row.why or ("became" if row.state == "member" else row.state)


def _lists_page(transaction: Transactions, *, error: str | None = None) -> str:
    window = read_window(limit=20)
    with transaction() as tx:
        rows = store.lists(tx.conn, after=window.after, limit=window.fetch)
        waiting = store.waiting(tx.conn, [row.id for row in rows if row.state == "open"])
    found = page(rows, window, key=lambda row: (row.created_at, row.id))
    return render_template(
        "alumni/desk/lists.html",
        rows=found["items"], next=found["next"], error=error, words=list_words, waiting=waiting,
    )  # fmt: skip
