"""The pages of journey behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.journey.desk import by_hand, calendars, hand, interviewers, lane, moments, stopping
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages of journey."""
    desk = Blueprint("desk", __name__, url_prefix="/journey/desk")
    for part in (moments, lane, by_hand, hand, interviewers, calendars, stopping):
        part.register(desk, transaction)
    return desk
