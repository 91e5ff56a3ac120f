"""The JSON side of journey."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from services.journey.routes import (
    by_hand,
    feeds,
    hands,
    interviewers,
    numbers,
    plans,
    runs,
    touchpoints,
)
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of journey."""
    api = Blueprint("journey", __name__, url_prefix="/journey/api/v1", description="Plans and their moments")
    for part in (touchpoints, by_hand, hands, interviewers, feeds, plans, runs, numbers):
        part.register(api, transaction)
    return api
