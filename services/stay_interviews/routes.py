"""The JSON side: who was asked and how it stands, and what came out."""

from __future__ import annotations

from typing import Any

from services.stay_interviews.actions import INTERVIEWS
from services.stay_interviews.schemas.api import InterviewPageSchema
from shared.asking import routes
from shared.eventlog.unit import Transactions
from shared.results import routes as results


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of stay interviews."""
    api = routes.make_blueprint(
        INTERVIEWS, transaction, place="interviews", shown=InterviewPageSchema, about="Stay interviews"
    )
    results.add_to(api, INTERVIEWS, transaction)
    return api
