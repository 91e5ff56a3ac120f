"""One person: what we know, and what HR can do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.people.actions import employing, forgetting, leaving
from services.people.actions.loading import load
from services.people.desk import words
from services.people.desk.forms import Errors, read_form
from services.people.domain import PERSON_FIELDS, SPELL_FIELDS, Leaving, Person
from services.people.errors import ChangedMeanwhile
from services.people.schemas import LeavingSchema, NewSpellSchema, PersonPatchSchema
from services.people.store import departments
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict, DomainError, Invalid
from shared.web.texts import gettext

EDITED = (*PERSON_FIELDS, *SPELL_FIELDS, "hire_date")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages about one person."""

    @desk.get("/<uuid:person_id>")
    def person(person_id: UUID) -> str | Response:
        """Show one person."""
        return _page(transaction, person_id)

    @desk.get("/<uuid:person_id>/edit")
    def edit(person_id: UUID) -> str:
        """Show the form with what we know."""
        with transaction() as tx:
            known = load(tx, person_id)
        return _edit_page(transaction, known, _as_typed(known), {})

    @desk.post("/<uuid:person_id>/edit")
    def change(person_id: UUID) -> str | Response:
        """Change what was changed in the form."""
        given, errors = read_form(PersonPatchSchema(), (*EDITED, "version"))
        version = given.pop("version", None)
        with transaction() as tx:
            known = load(tx, person_id)
        if not errors:
            changed = {name: value for name, value in given.items() if not _same(known, name, value)}
            try:
                with transaction() as tx:
                    employing.change(tx, person_id, changed, version=version)
            except (Invalid, Conflict, ChangedMeanwhile) as error:
                errors = _reasons(error)
            else:
                flash(gettext("Bewaard."), "good")
                return _to(person_id)
        return _edit_page(transaction, known, dict(request.form), errors)

    @desk.post("/<uuid:person_id>/leaving")
    def announce(person_id: UUID) -> str | Response:
        """Announce a leaving, or change it."""
        given, errors = read_form(LeavingSchema(), ("kind", "notice_date", "last_day"))
        if not errors:
            try:
                with transaction() as tx:
                    leaving.announce(tx, person_id, Leaving(**given))
            except (Invalid, Conflict) as error:
                errors = _reasons(error)
            else:
                flash(gettext("Het vertrek is genoteerd."), "good")
                return _to(person_id)
        return _page(transaction, person_id, errors=errors)

    @desk.post("/<uuid:person_id>/leaving/withdraw")
    def withdraw(person_id: UUID) -> Response:
        """Withdraw a leaving."""
        with transaction() as tx:
            leaving.withdraw(tx, person_id)
        flash(gettext("Het vertrek is ingetrokken."), "good")
        return _to(person_id)

    @desk.post("/<uuid:person_id>/return")
    def take_back(person_id: UUID) -> str | Response:
        """Begin a new spell."""
        given, errors = read_form(NewSpellSchema(), ("hire_date", "department", "function", "manager"))
        if not errors:
            try:
                with transaction() as tx:
                    employing.take_back(tx, person_id, given)
            except (Invalid, Conflict) as error:
                errors = _reasons(error)
            else:
                flash(gettext("Welkom terug: het nieuwe dienstverband staat erbij."), "good")
                return _to(person_id)
        return _page(transaction, person_id, errors=errors)

    @desk.post("/<uuid:person_id>/forget")
    def forget(person_id: UUID) -> str | Response:
        """Forget this person, once the box is ticked."""
        if request.form.get("sure") != "yes":
            reason = gettext("Zet een vinkje om te bevestigen dat je dit wilt.")
            return _page(transaction, person_id, errors={"sure": [str(reason)]})
        with transaction() as tx:
            forgetting.forget(tx, person_id)
        flash(gettext("Deze persoon is vergeten."), "good")
        return redirect(url_for("desk.people"), 303)


def _page(transaction: Transactions, person_id: UUID, *, errors: Errors | None = None) -> str | Response:
    with transaction() as tx:
        known = load(tx, person_id)
    if known.id != person_id:
        return _to(known.id)
    return render_template(
        "people/person.html", person=known, errors=errors or {}, typed=dict(request.form), words=words
    )


def _edit_page(transaction: Transactions, known: Person, typed: dict[str, Any], errors: Errors) -> str:
    with transaction() as tx:
        units = [unit.path for unit in departments.listed(tx.conn)]
    return render_template(
        "people/edit.html", person=known, typed=typed, errors=errors, departments=units, words=words
    )


def _as_typed(known: Person) -> dict[str, Any]:
    typed: dict[str, Any] = {name: getattr(known, name) for name in PERSON_FIELDS}
    if known.latest is not None:
        typed |= {
            name: getattr(known.latest, name) for name in ("department", "function", "hours", "hire_date")
        }
        typed["manager"] = known.latest.manager_number or (
            str(known.latest.manager_id) if known.latest.manager_id else None
        )
        typed["part_time_days"] = words.days_typed(known.latest.part_time_days)
    return typed


def _same(known: Person, name: str, value: Any) -> bool:
    """A field that still says what it said is no change; so a manager kept as text is not taken away."""
    before = _as_typed(known).get(name)
    if name == "part_time_days":
        before = known.latest.part_time_days if known.latest else None
    return bool(before == value or (before in {None, ""} and value in {None, ""}))


def _reasons(error: DomainError) -> Errors:
    if isinstance(error, Invalid) and error.fields:
        return {name: [str(gettext(one)) for one in reasons] for name, reasons in error.fields.items()}
    place = {
        "employee_number_taken": "employee_number",
        "circular_manager": "manager",
        "person_changed_meanwhile": "version",
    }
    return {place.get(error.code, "hire_date"): [str(gettext(error.text, **error.params))]}


def _to(person_id: UUID) -> Response:
    return redirect(url_for("desk.person", person_id=person_id), 303)
