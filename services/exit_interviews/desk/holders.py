"""Who holds exit conversations: for which kinds of leaving and which departments, and who only steps in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request

from services.exit_interviews.actions import holding
from services.exit_interviews.domain.cases import KINDS
from services.exit_interviews.errors import HolderUnknown
from services.exit_interviews.schemas import words
from services.exit_interviews.store import holders as store
from shared.appointment.pages import fields_of
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Invalid
from shared.web.auth import account
from shared.web.texts import gettext, marked

SAVED = marked("Bewaard. Wie nog niemand had, krijgt nu iemand als dat kan.")
Page = str | Response | tuple[str, int]


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages."""

    @desk.get("/holders")
    def holders() -> str:
        """Show who holds exit conversations, and whose."""
        with transaction() as tx:
            rows = store.everybody(tx.conn)
            departments = store.departments(tx.conn)
        shown = [
            (
                row,
                [words.kind_words(kind) for kind in KINDS if kind in (row.kinds or ())],
                [departments[one] for one in row.department_ids or () if one in departments],
            )
            for row in rows
        ]
        return render_template("exit/holders.html", rows=shown)

    @desk.get("/holders/<uuid:account_id>")
    def holder(account_id: UUID) -> str:
        """Show whose conversations somebody holds, to change it."""
        return _page(transaction, account_id)

    @desk.post("/holders/<uuid:account_id>")
    def put_holder(account_id: UUID) -> Page:
        """Say whose conversations somebody holds."""
        try:
            with transaction() as tx:
                holding.put(
                    tx,
                    account_id,
                    kinds=request.form.getlist("kinds"),
                    department_ids=_departments(),
                    deputy="deputy" in request.form,
                    by=account().id,
                )
        except Invalid as error:
            return _page(transaction, account_id, error), error.status
        flash(gettext(SAVED), "good")
        return redirect("/exit/desk/holders", code=303)  # type: ignore[return-value]


def _page(transaction: Transactions, account_id: UUID, error: Invalid | None = None) -> str:
    with transaction() as tx:
        row: Any = next((one for one in store.everybody(tx.conn) if one.account_id == account_id), None)
        departments = store.departments(tx.conn)
    if row is None:
        raise HolderUnknown
    given = request.form
    return render_template(
        "exit/holder.html",
        row=row,
        kinds=[(kind, words.kind_words(kind)) for kind in KINDS],
        departments=[(str(key), path) for key, path in departments.items()],
        picked=given.getlist("kinds") if error else row.kinds or (),
        in_departments=given.getlist("departments")
        if error
        else [str(one) for one in row.department_ids or ()],
        deputy="deputy" in given if error else bool(row.deputy),
        errors=fields_of(error),
    )


def _departments() -> list[UUID]:
    try:
        return [UUID(one) for one in request.form.getlist("departments")]
    except ValueError:
        raise Invalid({"departments": [holding.UNKNOWN_DEPARTMENT]}) from None
