"""Somebody will leave, stays after all, or died. After a death nothing is asked that need not be."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.people.actions import leaving, mourning
from services.people.actions.loading import load
from services.people.desk import words
from services.people.desk.fields import LEAVING_FORM, Typed, as_typed, leaving_together, read
from services.people.domain import Leaving, Person
from services.people.errors import ChangedMeanwhile, NotLeaving
from services.people.policy import DEATH
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.settings import settings
from shared.web.texts import gettext, marked

Page = str | Response | tuple[str, int]


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the pages about leaving."""
    _announcing(desk, transaction)
    _withdrawing(desk, transaction)
    _mourning(desk, transaction)


def _announcing(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/<uuid:person_id>/leaving")
    def leaving_form(person_id: UUID) -> Page:
        """Ask how and when somebody goes."""
        with transaction() as tx:
            known = load(tx, person_id)
        if known.latest is None or known.deceased:
            return _to(known.id)
        return _page(known, Typed(raw=_shown(known)))

    @desk.post("/<uuid:person_id>/leaving")
    def announce(person_id: UUID) -> Page:
        """Announce a leaving, or change it; the same twice is the same."""
        typed = read(LEAVING_FORM)
        with transaction() as tx:
            known = load(tx, person_id)
        if known.latest is None or known.deceased:
            return _to(known.id)
        leaving_together(typed, known.latest.hire_date)
        if typed.errors:
            return _page(known, typed)
        return _announce(transaction, known, typed)


def _announce(transaction: Transactions, known: Person, typed: Typed) -> Page:
    wanted = Leaving(**typed.given)
    try:
        with transaction() as tx:
            _unless_changed(load(tx, known.id, lock=True), wanted)
            leaving.announce(tx, known.id, wanted)
    except ChangedMeanwhile:
        with transaction() as tx:
            return _page(load(tx, known.id), typed, changed=True)
    except (Invalid, Conflict) as error:
        typed.errors = _said(error)
        return _page(known, typed)
    flash(gettext("Het vertrek is genoteerd."), "good")
    return _to(known.id)


def _withdrawing(desk: Blueprint, transaction: Transactions) -> None:
    @desk.post("/<uuid:person_id>/leaving/withdraw")
    def withdraw(person_id: UUID) -> Response:
        """Withdraw a leaving; a second click changes nothing."""
        try:
            with transaction() as tx:
                leaving.withdraw(tx, person_id)
            flash(gettext("Het vertrek is ingetrokken. Deze persoon blijft."), "good")
        except NotLeaving as error:
            flash(gettext(error.text), "care")
        return _to(person_id)

    @desk.post("/<uuid:person_id>/death/withdraw")
    def withdraw_death(person_id: UUID) -> Response:
        """It was a mistake."""
        try:
            with transaction() as tx:
                mourning.withdraw_death(tx, person_id)
            flash(gettext("Rechtgezet: deze persoon leeft."), "good")
        except NotLeaving:
            pass
        return _to(person_id)


def _mourning(desk: Blueprint, transaction: Transactions) -> None:
    @desk.get("/<uuid:person_id>/death")
    def death(person_id: UUID) -> Page:
        """Say what noting a death does, and ask for the day."""
        with transaction() as tx:
            known = load(tx, person_id)
        if known.deceased and not known.employed:
            return _to(known.id)
        return render_template(
            "people/persons/death.html", person=known, typed=Typed(raw={"last_day": ""}), words=words
        )

    @desk.post("/<uuid:person_id>/death")
    def note_death(person_id: UUID) -> Page:
        """Note it; from this moment on nobody writes this person."""
        typed = read(("last_day",))
        on = typed.given.get("last_day")
        if on and on > clock.today(settings().zone):
            typed.wrong("last_day", marked("Deze dag ligt in de toekomst."))
        if not typed.errors:
            try:
                with transaction() as tx:
                    mourning.note_death(tx, person_id, on)
            except (Invalid, Conflict) as error:
                typed.errors = _said(error)
        if typed.errors:
            with transaction() as tx:
                known = load(tx, person_id)
            return render_template(
                "people/persons/death.html", person=known, typed=typed, words=words
            ), Invalid.status
        flash(gettext("Genoteerd. Er gaan geen brieven meer naar deze persoon."), "plain")
        return _to(person_id)


def _unless_changed(known: Person, wanted: Leaving) -> None:
    """Refuse to write over what somebody else said about this leaving since the page was made."""
    same = known.latest is not None and known.latest.leaving == wanted
    if request.form.get("was") != _stand(known) and not same:
        raise ChangedMeanwhile


def _stand(known: Person) -> str:
    """How the leaving stands, to be compared: codes and dates."""
    found = known.latest.leaving if known.latest else None
    return (
        "/".join(str(part or "") for part in (found.kind, found.notice_date, found.last_day)) if found else ""
    )


def _shown(known: Person) -> dict[str, str]:
    found = known.latest.leaving if known.latest else None
    if found is None:
        return dict.fromkeys(LEAVING_FORM, "")
    return {name: as_typed(name, getattr(found, name)) for name in LEAVING_FORM}


def _said(error: Invalid | Conflict) -> dict[str, list[str]]:
    if isinstance(error, Invalid) and error.fields:
        return {name: [str(gettext(one)) for one in reasons] for name, reasons in error.fields.items()}
    return {"last_day": [str(gettext(error.text, **error.params))]}


def _page(known: Person, typed: Typed, *, changed: bool = False) -> Page:
    kinds: list[tuple[Any, ...]] = [one for one in words.kinds() if one[0] != DEATH]
    body = render_template(
        "people/persons/leaving.html",
        person=known,
        typed=typed,
        kinds=kinds,
        was=_stand(known),
        changed=changed,
        words=words,
    )
    if changed:
        return body, ChangedMeanwhile.status
    return (body, Invalid.status) if typed.errors else body


def _to(person_id: UUID) -> Response:
    return redirect(url_for("desk.person", person_id=person_id), 303)
