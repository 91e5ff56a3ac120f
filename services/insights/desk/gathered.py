"""Files with absence and satisfaction: taken in after somebody has looked at what would come of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.insights.actions import gathering
from services.insights.desk import gathered_words
from services.insights.imports.columns import KINDS
from services.insights.store import gathered as store
from shared.disclosure.model import rule_in_force
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.tabular.errors import FileMissing
from shared.web.auth import account
from shared.web.paging import page, read_window
from shared.web.sizes import accepts_upload
from shared.web.texts import gettext, ngettext
from shared.web.uploads import handed_in

Page = str | Response | tuple[str, int]
MEBIBYTES = 20
SHOWN = 100


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages and the buttons."""
    _pages(desk, transaction)
    _buttons(desk, transaction)


def _pages(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/gathered")
    def all_gathered() -> Page:
        """List the files that were taken in, with the form for the next."""
        return _list(transaction)

    @desk.post("/gathered")
    @accepts_upload(mebibytes=MEBIBYTES)
    def look_at_gathered() -> Page:
        """Read a file, to be looked at before it counts."""
        kind = request.form.get("kind", "")
        try:
            if kind not in KINDS:
                return _list(
                    transaction, errors={"kind": [str(gettext("Zeg waar het bestand over gaat."))]}
                ), 422
            with handed_in() as (stream, name):
                if not name:
                    raise FileMissing
                with transaction() as tx:
                    file_id = gathering.look(tx, stream, kind=kind, file_name=name, by=account().id)
        except Invalid as error:
            params = {
                key: gettext(value) if key == "column" else value for key, value in error.params.items()
            }
            return _list(transaction, kind=kind, errors={"file": [str(gettext(error.text, **params))]}), 422
        return redirect(url_for("desk.one_gathered", file_id=file_id), 303)

    @desk.get("/gathered/<uuid:file_id>")
    def one_gathered(file_id: UUID) -> Page:
        """Show what a file would bring, or has brought."""
        with transaction() as tx:
            found = gathering.find(tx, file_id)
        return render_template(
            "insights/gathered_one.html",
            file=found,
            rows=found.rows[:SHOWN],
            refused=found.refused[:SHOWN],
            words=gathered_words,
        )


def _buttons(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/gathered/<uuid:file_id>/take")
    def take_gathered(file_id: UUID) -> Page:
        """Take a file in."""
        with transaction() as tx:
            many = gathering.take(tx, file_id)
        flash(ngettext("Eén rij ingelezen.", "%(num)s rijen ingelezen.", many), "good")
        return redirect(url_for("desk.all_together"), 303)

    @desk.post("/gathered/<uuid:file_id>/drop")
    def drop_gathered(file_id: UUID) -> Page:
        """Lay a file away."""
        with transaction() as tx:
            gathering.drop(tx, file_id)
        flash(gettext("Weggelegd. Er is niets ingelezen."), "good")
        return redirect(url_for("desk.all_gathered"), 303)


def _list(transaction: Transactions, **shown: Any) -> str:
    window = read_window()
    with transaction() as tx:
        rows = store.listed(tx.conn, after=window.after, limit=window.fetch)
    listed = page(rows, window, key=lambda row: (row.looked_at, row.id))
    return render_template(
        "insights/gathered.html",
        files=listed["items"],
        next=listed["next"],
        words=gathered_words,
        least=rule_in_force().group,
        **{"errors": {}, "kind": None, **shown},
    )
