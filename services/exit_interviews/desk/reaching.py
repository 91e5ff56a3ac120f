"""What HR sees and does about how somebody is reached after the last day."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, url_for

from services.exit_interviews.actions import home
from shared.eventlog.unit import Transactions
from shared.web.auth import account
from shared.web.texts import gettext


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the button."""

    @desk.post("/cases/<uuid:case_id>/home")
    def ask_home(case_id: UUID) -> Response:
        """Ask somebody for an address to be reached at afterwards."""
        with transaction() as tx:
            asked = home.ask(tx, case_id, account().id)
        if asked:
            flash(gettext("Er gaat een brief uit met de vraag om een privéadres."), "good")
        else:
            flash(gettext("Vandaag is er al om gevraagd."), "care")
        response: Response = redirect(url_for("desk.case", case_id=case_id), 303)  # type: ignore[assignment]
        return response
