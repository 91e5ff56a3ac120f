"""Past exit surveys at the desk: take a file in, and lay its reasons onto our catalogue."""

from __future__ import annotations

from contextlib import closing
from typing import Any, BinaryIO, cast

from flask import Blueprint, Response, flash, redirect, render_template, request

from services.exit_interviews.actions import importing
from services.exit_interviews.domain import editions
from services.exit_interviews.imports.mapping import from_yaml
from services.exit_interviews.schemas.imports import report
from services.exit_interviews.store import editions as edition_store
from services.exit_interviews.store import past as store
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.tabular.errors import FileMissing
from shared.web.auth import account
from shared.web.sizes import accepts_upload
from shared.web.texts import gettext, language

Page = str | Response | tuple[str, int]
MEBIBYTES = 60
SHOWN, MOST_CODES = 20, 500


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages."""

    @desk.get("/past")
    def past() -> Page:
        """Show what was taken in, the reasons in it, and the form for the next file."""
        return _page(transaction)

    @desk.post("/past")
    @accepts_upload(mebibytes=MEBIBYTES)
    def take_in() -> Page:
        """Look at a file, or take it in."""
        upload = request.files.get("file")
        text, only_look = request.form.get("mapping", ""), "look" in request.form
        try:
            if upload is None or not upload.filename:
                raise FileMissing
            with closing(upload), transaction() as tx:
                result = importing.take_in(
                    tx,
                    cast("BinaryIO", upload.stream),
                    file_name=upload.filename,
                    mapping=from_yaml(text) if text.strip() else None,
                    dry_run=only_look,
                    account_id=account().id,
                )
        except Invalid as error:
            return _page(transaction, mapping=text, error=gettext(error.text, **error.params)), 422
        return _page(transaction, mapping=text, done=report(result), only_look=only_look)

    @desk.post("/past/reasons")
    def lay() -> Page:
        """Say what a reason of then means in our list, or that it stands by itself."""
        try:
            with transaction() as tx:
                onto = request.form.get("onto") or None
                importing.lay(tx, request.form.get("code", ""), onto, account().id)
        except Invalid:
            flash(gettext("Deze reden kennen we niet. Kies er een uit de lijst."), "care")
        else:
            flash(gettext("Bewaard. In de uitkomsten telt de reden vanaf nu zo mee."), "good")
        response: Response = redirect("/exit/desk/past#reasons", 303)  # type: ignore[assignment]
        return response


def _page(transaction: Transactions, **shown: Any) -> str:
    with transaction() as tx:
        surveys = store.surveys(tx.conn, limit=SHOWN)
        codes = store.codes(tx.conn, limit=MOST_CODES)
        number, tree = edition_store.in_force(tx.conn)
    said = language()
    options = [
        (each.code, ("" if each.code.count(".") == 0 else "– " * each.code.count(".")) + each.text.said(said))
        for each in editions.read(tree, number, retired=True).all()
    ]
    return render_template(
        "exit/past.html", surveys=surveys, codes=codes, options=options,
        **{"mapping": "", "error": None, "done": None, "only_look": False, **shown},
    )  # fmt: skip
