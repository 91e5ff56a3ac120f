"""The explorer: HR asks what it wants, sees it as a picture and a table, takes it along, or keeps it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template

from services.insights.actions import keeping
from services.insights.desk import asked as addresses
from services.insights.desk import explorer_asked, explorer_shown
from services.insights.desk.explorer_asked import Errors
from services.insights.domain.explorer import Asked
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel.ids import new_id
from shared.web.sheets import file_of
from shared.web.texts import gettext

Page = str | Response | tuple[str, int]


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page and its files."""

    @desk.get("/explorer")
    def explorer() -> Page:
        """Show what is asked."""
        with transaction() as tx:
            what = addresses.read(tx)
            asked, errors = explorer_asked.read(tx, what.until.year)
            return page(tx, asked, errors, {}), 422 if errors else 200

    @desk.get("/explorer.<any(csv, xlsx):kind>")
    def explorer_file(kind: str) -> Page:
        """Give what is asked as a file."""
        with transaction() as tx:
            what = addresses.read(tx)
            asked, errors = explorer_asked.read(tx, what.until.year)
            if errors:
                return page(tx, asked, errors, {}), 422
            found = _found(tx, asked, what.until)
            rows = list(explorer_shown.rows(found, what.until))
        return file_of(kind, gettext("overzicht"), gettext("Overzicht"), rows)


def page(tx: Tx, asked: Asked, errors: Errors, typed: dict[str, str]) -> str:
    """Return the page with the form, and what came out where all goes together."""
    what = addresses.read(tx)
    wrong = {name: said for name, said in errors.items() if name != "name"}
    return render_template(
        "insights/explorer.html",
        what=what,
        asked=asked,
        errors=errors,
        typed=typed,
        field=explorer_asked.FIELD,
        choices=explorer_asked.choices(tx, what.until.year),
        found=None if wrong else _found(tx, asked, what.until),
        query=explorer_asked.as_query(asked),
        view_id=new_id(),
        source=explorer_shown.source(asked),
    )


def _found(tx: Tx, asked: Asked, until: Any) -> explorer_shown.Shown:
    return explorer_shown.shown(tx, asked, keeping.explore(tx, asked, until), until, explorer_asked.names(tx))
