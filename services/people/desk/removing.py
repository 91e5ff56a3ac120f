"""Forget a person, and take the sample organisation away: both say first what goes and what stays."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.people.actions import forgetting
from services.people.actions.loading import load
from services.people.store import overview
from shared.eventlog.unit import Transactions
from shared.web.filters import number
from shared.web.texts import gettext, marked

Page = str | Response | tuple[str, int]
_TICK = marked("Zet eerst het vinkje: dit is niet terug te draaien.")


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add both pages."""

    @desk.get("/<uuid:person_id>/forget")
    def forget_form(person_id: UUID) -> Page:
        """Say exactly what forgetting deletes."""
        with transaction() as tx:
            known = load(tx, person_id)
        return render_template("people/persons/forget.html", person=known, errors={})

    @desk.post("/<uuid:person_id>/forget")
    def forget(person_id: UUID) -> Page:
        """Forget this person, once the box is ticked."""
        with transaction() as tx:
            known = load(tx, person_id)
            if request.form.get("sure") == "yes":
                forgetting.forget(tx, known.id)
            else:
                errors = {"sure": [str(gettext(_TICK))]}
                return render_template("people/persons/forget.html", person=known, errors=errors), 422
        flash(gettext("Deze persoon is vergeten."), "good")
        return redirect(url_for("desk.people"), 303)

    @desk.get("/sample")
    def sample() -> Page:
        """Say what removing the sample does."""
        return _sample_page(transaction, {})

    @desk.post("/sample")
    def remove_sample() -> Page:
        """Take the invented people away, all of them; real people stay."""
        if request.form.get("sure") != "yes":
            return _sample_page(transaction, {"sure": [str(gettext(_TICK))]})
        total = gone = _remove_some(transaction)
        while gone:
            gone = _remove_some(transaction)
            total += gone
        shown = number(total)
        flash(gettext("De voorbeeldorganisatie is weg: %(total)s mensen.", total=shown), "good")
        return redirect(url_for("desk.sample"), 303)


def _remove_some(transaction: Transactions) -> int:
    with transaction() as tx:
        return forgetting.remove_sample(tx)


def _sample_page(transaction: Transactions, errors: dict[str, list[str]]) -> Page:
    with transaction() as tx:
        invented = overview.sample_people(tx.conn)
        counts = overview.counts(tx.conn)
    body = render_template(
        "people/persons/sample.html", number=invented, others=counts.people - invented, errors=errors
    )
    return (body, 422) if errors else body
