"""Leave at the desk: noted, ended, changed, withdrawn. Only here HR sees what it is for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.people.actions import absences
from services.people.actions.loading import load
from services.people.desk import words
from services.people.desk.fields import ABSENCE_FORM, Typed, as_typed, read
from services.people.domain import Absence, Person
from services.people.errors import AbsenceUnknown
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.ids import new_id
from shared.web.texts import gettext, marked

Page = str | Response | tuple[str, int]
_NAMES = dict(zip(ABSENCE_FORM, ("kind", "first_day", "last_day"), strict=True))


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the forms."""
    _noting(desk, transaction)
    _changing(desk, transaction)


def _noting(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/<uuid:person_id>/absences/new")
    def new_absence(person_id: UUID) -> Page:
        """Ask what for, from when and until when."""
        with transaction() as tx:
            known = load(tx, person_id)
        if known.latest is None or known.deceased:
            return _to(known.id)
        return _page(known, Typed(raw=dict.fromkeys(ABSENCE_FORM, "")), form=new_id())

    @desk.post("/<uuid:person_id>/absences/new")
    def note_absence(person_id: UUID) -> Page:
        """Note a leave, once however often the form is sent."""
        typed, form = _read(), _form_id()
        if not typed.errors:
            try:
                with transaction() as tx:
                    absences.note(tx, person_id, _told(typed), absence_id=form)
            except (Invalid, Conflict) as error:
                _note(typed, error)
            else:
                flash(gettext("Het verlof is genoteerd."), "good")
                return _to(person_id)
        with transaction() as tx:
            return _page(load(tx, person_id), typed, form=form)


def _changing(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/<uuid:person_id>/absences/<uuid:absence_id>")
    def absence(person_id: UUID, absence_id: UUID) -> Page:
        """Show a leave, to change or end it."""
        with transaction() as tx:
            known = load(tx, person_id)
            found = absences.find(tx, known.id, absence_id)
        now = _shown(found)
        return _page(known, Typed(raw=now, was=now), absence_id=absence_id)

    @desk.post("/<uuid:person_id>/absences/<uuid:absence_id>")
    def change_absence(person_id: UUID, absence_id: UUID) -> Page:
        """Keep what was changed in the form."""
        typed = _read(all_of_them=False)
        if not typed.errors:
            try:
                with transaction() as tx:
                    absences.change(tx, person_id, absence_id, _told(typed))
            except (Invalid, Conflict) as error:
                _note(typed, error)
            else:
                flash(gettext("Bewaard."), "good")
                return _to(person_id)
        with transaction() as tx:
            return _page(load(tx, person_id), typed, absence_id=absence_id)

    @desk.post("/<uuid:person_id>/absences/<uuid:absence_id>/withdraw")
    def withdraw_absence(person_id: UUID, absence_id: UUID) -> Response:
        """There was no such leave; a second click changes nothing."""
        try:
            with transaction() as tx:
                absences.withdraw(tx, person_id, absence_id)
            flash(gettext("Het verlof is geschrapt."), "good")
        except AbsenceUnknown as error:
            flash(gettext(error.text), "care")
        return _to(person_id)


def _read(*, all_of_them: bool = True) -> Typed:
    typed = read(ABSENCE_FORM, all_of_them=all_of_them)
    if not typed.raw["absence_kind"] or "absence_kind" in typed.errors:
        typed.errors.pop("absence_kind", None)
        typed.wrong("absence_kind", marked("Kies waarvoor het verlof is."))
    if not typed.raw["absence_from"]:
        typed.wrong("absence_from", marked("We missen de eerste dag."))
    return typed


def _told(typed: Typed) -> dict[str, Any]:
    return {_NAMES[name]: value for name, value in typed.given.items()}


def _note(typed: Typed, error: Invalid | Conflict) -> None:
    """Note at its field what the house refused."""
    if isinstance(error, Invalid) and error.fields:
        places = {told: name for name, told in _NAMES.items()}
        for name, reasons in error.fields.items():
            typed.errors[places[name]] = [str(gettext(one)) for one in reasons]
        return
    typed.errors["absence_from"] = [str(gettext(error.text, **error.params))]


def _shown(found: Absence) -> dict[str, str]:
    return {name: as_typed(name, getattr(found, told)) for name, told in _NAMES.items()}


def _page(known: Person, typed: Typed, *, form: UUID | None = None, absence_id: UUID | None = None) -> Page:
    body = render_template(
        "people/persons/absence.html",
        person=known,
        typed=typed,
        form=form,
        absence_id=absence_id,
        words=words,
    )
    return (body, Invalid.status) if typed.errors else body


def _form_id() -> UUID:
    try:
        return UUID(request.form.get("form", ""))
    except ValueError:
        return new_id()


def _to(person_id: UUID) -> Response:
    return redirect(url_for("desk.person", person_id=person_id) + "#absences", 303)
