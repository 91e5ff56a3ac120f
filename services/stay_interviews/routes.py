"""The JSON side: who was asked and how it stands."""

from __future__ import annotations

from typing import Any

from services.stay_interviews.actions import INTERVIEWS
from services.stay_interviews.schemas.api import InterviewPageSchema
from shared.asking import routes
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of stay interviews."""
    return routes.make_blueprint(
        INTERVIEWS, transaction, place="interviews", shown=InterviewPageSchema, about="Stay interviews"
    )
