"""The JSON side: who was asked and how it stands, and what came out."""

from __future__ import annotations

from typing import Any

from services.onboarding.actions import CHECKINS
from services.onboarding.schemas.api import CheckinPageSchema
from shared.asking import routes
from shared.eventlog.unit import Transactions
from shared.results import routes as results


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of onboarding."""
    api = routes.make_blueprint(
        CHECKINS, transaction, place="checkins", shown=CheckinPageSchema, about="Check-ins in the first year"
    )
    results.add_to(api, CHECKINS, transaction)
    return api
