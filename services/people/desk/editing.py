"""Add a person, change one, take one back. What was typed stays; who saves second is told what changed meanwhile."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.people.actions import keeping
from services.people.actions.loading import load
from services.people.desk import words
from services.people.desk.fields import PERSON_FORM, SPELL_FORM, Typed, read, shown, together
from services.people.domain import Person
from services.people.errors import ChangedMeanwhile, NumberTaken, SpellsOverlap, StillEmployed
from services.people.policy import counts_until
from services.people.store import departments, places
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict, DomainError, Invalid
from shared.kernel.ids import new_id
from shared.web.texts import gettext, marked

Page = str | Response | tuple[str, int]
Changes = list[dict[str, str]]
_PLACES = {"employee_number_taken": "employee_number", "circular_manager": "manager"}
_TAKEN = marked("Personeelsnummer %(number)s is al van %(name)s.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the forms."""
    _adding(desk, transaction)
    _changing(desk, transaction)
    _returning(desk, transaction)


def _adding(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/new")
    def new() -> Page:
        """Ask for one person more."""
        return _form(
            transaction, "people/persons/new.html", Typed(raw=dict.fromkeys(PERSON_FORM, "")), form=new_id()
        )

    @desk.post("/new")
    def add() -> Page:
        """Take one person in, once however often the form is sent."""
        typed = read(PERSON_FORM)
        form = _form_id()
        together(typed)
        if not typed.errors:
            try:
                with transaction() as tx:
                    person_id = keeping.add(tx, typed.given, form=form)
            except (Invalid, Conflict) as error:
                _note(transaction, typed, error)
            else:
                flash(gettext("Toegevoegd."), "good")
                return _to(person_id)
        return _form(transaction, "people/persons/new.html", typed, form=form)


def _changing(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/<uuid:person_id>/edit")
    def edit(person_id: UUID) -> Page:
        """Show the form with what we know."""
        with transaction() as tx:
            known = load(tx, person_id)
        now = shown(known)
        return _form(
            transaction,
            "people/persons/edit.html",
            Typed(raw=now, was=now),
            person=known,
            changes=[],
            version=known.version,
        )

    @desk.post("/<uuid:person_id>/edit")
    def change(person_id: UUID) -> Page:
        """Keep what was changed in the form."""
        typed = read(PERSON_FORM, all_of_them=False)
        with transaction() as tx:
            known = load(tx, person_id)
        together(typed, known)
        changes: Changes = []
        if not typed.errors:
            try:
                known, changes = _save(transaction, typed, known, _version())
            except (Invalid, Conflict) as error:
                _note(transaction, typed, error)
            else:
                if not changes:
                    flash(gettext("Bewaard."), "good")
                    return _to(known.id)
        version = known.version if changes else _version()
        return _form(
            transaction, "people/persons/edit.html", typed, person=known, changes=changes, version=version
        )


def _returning(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/<uuid:person_id>/return")
    def returning(person_id: UUID) -> Page:
        """Ask from when somebody is back."""
        with transaction() as tx:
            known = load(tx, person_id)
        if known.state not in {"left", "never_started", "none"} or known.deceased:
            return _to(known.id)
        typed = Typed(raw=dict.fromkeys(SPELL_FORM, ""))
        return _form(transaction, "people/persons/return.html", typed, person=known, counts=_counts(known))

    @desk.post("/<uuid:person_id>/return")
    def take_back(person_id: UUID) -> Page:
        """Begin a new spell."""
        typed = read(SPELL_FORM)
        with transaction() as tx:
            known = load(tx, person_id)
        if typed.given.get("hire_date") is None and "hire_date" not in typed.errors:
            typed.wrong("hire_date", marked("We missen de datum in dienst."))
        if not typed.errors and _is_back(transaction, typed, known):
            return _to(known.id)
        return _form(transaction, "people/persons/return.html", typed, person=known, counts=_counts(known))


def _counts(known: Person) -> date | None:
    """Until which day a new contract counts on with the last, where that may matter."""
    last = known.latest
    return counts_until(last) if last is not None and last.begun else None


def _is_back(transaction: Transactions, typed: Typed, known: Person) -> bool:
    """Begin the new spell; true where somebody is in service now, false where the form has to be mended."""
    try:
        with transaction() as tx:
            keeping.take_back(tx, known.id, typed.given)
    except StillEmployed:
        flash(gettext("Deze persoon is al (weer) in dienst."), "care")
    except (Invalid, Conflict) as error:
        _note(transaction, typed, error)
        return False
    else:
        flash(gettext("Het nieuwe dienstverband staat erbij."), "good")
    return True


def _save(transaction: Transactions, typed: Typed, known: Person, version: int) -> tuple[Person, Changes]:
    """Save; where somebody else saved since, put that into the form instead and return what it was."""
    try:
        with transaction() as tx:
            return keeping.amend(tx, known.id, typed.given, version=version), []
    except ChangedMeanwhile:
        with transaction() as tx:
            now = load(tx, known.id)
    changes = _catch_up(typed, now)
    if _is_done(typed, now) or changes:
        return now, [] if _is_done(typed, now) else changes
    # What changed does not stand on this form (a leaving, say): there is nothing to ask.
    return _save(transaction, typed, now, now.version)


def _catch_up(typed: Typed, known: Person) -> Changes:
    """Put what changed meanwhile into the form, but for what was typed here; return what that was, in words."""
    now = shown(known)
    changes = []
    for name, value in now.items():
        mine = typed.raw[name] != typed.was[name]
        if value != typed.was[name]:
            kept = typed.raw[name] if mine and typed.raw[name] != value else None
            changes.append(
                {
                    "name": words.field(name),
                    "was": words.chosen(name, typed.was[name]),
                    "now": words.chosen(name, value),
                    "kept": words.chosen(name, kept or ""),
                }
            )
        if not mine:
            typed.raw[name] = value
    typed.was = now
    return changes


def _is_done(typed: Typed, known: Person) -> bool:
    """A form sent twice: all that was asked for is so already."""
    now = shown(known)
    return all(typed.raw[name] == now[name] for name in now)


def _note(transaction: Transactions, typed: Typed, error: DomainError) -> None:
    """Note at its field what the house refused."""
    if isinstance(error, NumberTaken):
        with transaction() as tx:
            holder = keeping.number_of(tx, typed.given["employee_number"])
        if holder:
            reason = gettext(_TAKEN, number=typed.given["employee_number"], name=holder[1])
            typed.errors["employee_number"] = [str(reason)]
            return
    if isinstance(error, Invalid) and error.fields:
        for name, reasons in error.fields.items():
            typed.errors[name] = [str(gettext(one)) for one in reasons]
        return
    place = "hire_date" if isinstance(error, SpellsOverlap) else _PLACES.get(error.code, "hire_date")
    typed.errors[place] = [str(gettext(error.text, **error.params))]


def _form(transaction: Transactions, template: str, typed: Typed, **more: Any) -> Page:
    with transaction() as tx:
        units = [unit.path for unit in departments.listed(tx.conn)]
        houses = places.names(tx.conn)
    body = render_template(template, typed=typed, departments=units, places=houses, words=words, **more)
    if more.get("changes"):
        return body, ChangedMeanwhile.status
    return (body, Invalid.status) if typed.errors else body


def _form_id() -> UUID:
    try:
        return UUID(request.form.get("form", ""))
    except ValueError:
        return new_id()


def _version() -> int:
    given = request.form.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _to(person_id: UUID) -> Response:
    return redirect(url_for("desk.person", person_id=person_id), 303)
