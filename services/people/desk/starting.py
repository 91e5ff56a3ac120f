"""Somebody who was to begin never did, or did after all."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from services.people.actions import starting
from shared.eventlog.unit import Transactions
from shared.kernel.errors import Conflict
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add both buttons; a second click changes nothing."""

    @desk.post("/<uuid:person_id>/never-started")
    def never_started(person_id: UUID) -> Response:
        """Note that the last employment never began."""
        try:
            with transaction() as tx:
                starting.note_never_started(tx, person_id)
            flash(
                gettext("Genoteerd. Er gaat niets naar deze persoon, en het telt niet als vertrek."), "good"
            )
        except Conflict as error:
            flash(gettext(error.text, **error.params), "care")
        return redirect(url_for("desk.person", person_id=person_id), 303)

    @desk.post("/<uuid:person_id>/never-started/withdraw")
    def started_after_all(person_id: UUID) -> Response:
        """Take that back."""
        try:
            with transaction() as tx:
                starting.withdraw_never_started(tx, person_id)
            flash(gettext("Rechtgezet: deze persoon is wel begonnen, of begint nog."), "good")
        except Conflict as error:
            flash(gettext(error.text, **error.params), "care")
        return redirect(url_for("desk.person", person_id=person_id), 303)
