"""Everybody: found, narrowed, taken out as a file, and one person more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.people.actions import employing
from services.people.actions.searching import search
from services.people.desk import words
from services.people.desk.forms import Errors, read_form
from services.people.domain import PERSON_FIELDS, SPELL_FIELDS, Person
from services.people.exports import as_csv, as_workbook, download, people_table
from services.people.policy import STATES
from services.people.schemas import NewPersonSchema
from services.people.store import departments, erasing
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict, Invalid
from shared.web.paging import MAX_LIMIT, page, read_window
from shared.web.texts import gettext

NEW_FIELDS = (*PERSON_FIELDS, *SPELL_FIELDS, "hire_date")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages about everybody."""

    @desk.get("")
    @desk.get("/")
    def people() -> str:
        """List people by name, narrowed by what stands in the address."""
        window = read_window()
        asked = _asked()
        with transaction() as tx:
            found = search(tx, **asked, window=(window.after, window.fetch))
            units = departments.listed(tx.conn)
            sample = erasing.has_sample(tx.conn)
        listed = page(found, window, key=lambda one: (one[0], one[1].id))
        return render_template(
            "people/list.html",
            people=[person for _, person in listed["items"]],
            next=listed["next"],
            asked=asked,
            departments=[(unit.path, unit.path) for unit in units],
            sample=sample,
            words=words,
        )

    @desk.get("/export.csv")
    def export_csv() -> Response:
        """Give the people of the list as CSV."""
        return download(as_csv(people_table(_all(transaction))), "mensen.csv", "text/csv")

    @desk.get("/export.xlsx")
    def export_xlsx() -> Response:
        """Give the people of the list as a workbook."""
        book = as_workbook(gettext("Mensen"), people_table(_all(transaction)))
        return download([book.getvalue()], "mensen.xlsx", _XLSX)

    @desk.get("/new")
    def new() -> str:
        """Show the form for one person more."""
        return _new_page(transaction, {}, {})

    @desk.post("/new")
    def take_in() -> str | AnyResponse:
        """Take one person in."""
        given, errors = read_form(NewPersonSchema(), NEW_FIELDS)
        if not errors:
            try:
                with transaction() as tx:
                    person_id = employing.hire(tx, given)
            except (Invalid, Conflict) as error:
                errors = _reasons(error)
            else:
                flash(gettext("Toegevoegd."), "good")
                return redirect(url_for("desk.person", person_id=person_id), 303)
        return _new_page(transaction, dict(request.form), errors)


def _asked() -> dict[str, Any]:
    state = request.args.get("state", "")
    return {
        "words": request.args.get("q", ""),
        "department": request.args.get("department", ""),
        "state": state if state in STATES else "",
    }


def _all(transaction: Transactions) -> Iterator[Person]:
    """Everybody the list would show, page after page, so that a large organisation fits."""
    asked, after = _asked(), None
    while True:
        with transaction() as tx:
            found = search(tx, **asked, window=(after, MAX_LIMIT))
        yield from (person for _, person in found)
        if len(found) < MAX_LIMIT:
            return
        after = (found[-1][0], found[-1][1].id)


def _new_page(transaction: Transactions, typed: dict[str, Any], errors: Errors) -> str:
    with transaction() as tx:
        units = departments.listed(tx.conn)
    return render_template(
        "people/new.html", typed=typed, errors=errors, departments=[unit.path for unit in units], words=words
    )


def _reasons(error: Invalid | Conflict) -> Errors:
    if isinstance(error, Invalid) and error.fields:
        return {name: [str(gettext(one)) for one in reasons] for name, reasons in error.fields.items()}
    field = {"employee_number_taken": "employee_number", "circular_manager": "manager"}.get(
        error.code, "hire_date"
    )
    return {field: [str(gettext(error.text, **error.params))]}
