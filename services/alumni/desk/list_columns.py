"""Which column of a list is what: said by HR, with the first rows beside it, and remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from services.alumni.actions import handing_in
from services.alumni.errors.coming_in import ColumnsMissing, ListFileGone, ListMoved, ListUnknown
from services.alumni.imports.columns import DATED, FIELDS, FIXED, WORDED, from_plain
from services.alumni.schemas import list_words
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.tabular import chosen
from shared.web.texts import gettext

Page = BaseResponse | tuple[str, int] | str
_OVER = (ListUnknown, ListMoved, ListFileGone)


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the page."""

    @desk.get("/lists/<uuid:list_id>/columns")
    def list_columns(list_id: UUID) -> Page:
        """Show what we make of the columns, to be corrected."""
        try:
            return _page(transaction, list_id)
        except _OVER as error:
            return _away(error)

    @desk.post("/lists/<uuid:list_id>/columns")
    def choose_list_columns(list_id: UUID) -> Page:
        """Keep what HR says of the columns, and read the file with it."""
        try:
            with transaction() as tx:
                fresh = handing_in.choose_columns(tx, list_id, from_plain(_given(request.form)))
        except _OVER as error:
            return _away(error)
        except ColumnsMissing:
            return _page(
                transaction, list_id, form=request.form, errors=list_words.lacking(request.form)
            ), 422
        except Invalid as error:
            said = str(gettext(error.text, **error.params))
            return _page(transaction, list_id, form=request.form, error=said), 422
        return redirect(url_for("desk.one_list", list_id=fresh), 303)


def _given(form: Mapping[str, str]) -> dict[str, Any]:
    """Return where each field comes from; a text with a brace is a text here, not a pattern."""
    sources = {name: chosen.source_of(form, name, dated=name in DATED) for name in FIELDS}
    return {
        name: {"value": source["template"]} if "template" in source else source
        for name, source in sources.items()
        if source
    }


def _page(
    transaction: Transactions,
    list_id: UUID,
    *,
    form: Mapping[str, str] | None = None,
    error: str | None = None,
    errors: Mapping[str, list[str]] | None = None,
) -> str:
    with transaction() as tx:
        found, table, fields = handing_in.table_of(tx, list_id)
    typed = dict(form) if form is not None else chosen.typed_of(fields)
    return render_template(
        "alumni/desk/list_columns.html",
        list=found, words=list_words, error=error, errors=errors or {},
        shown=chosen.shown(table, typed, fields=FIELDS, dated=DATED, fixed=FIXED, worded=WORDED),
    )  # fmt: skip


def _away(error: ListUnknown | ListMoved | ListFileGone) -> BaseResponse:
    flash(gettext(error.text), "care")
    return redirect(url_for("desk.lists"), 303)
