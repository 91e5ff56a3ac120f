"""The pages of journey behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.journey.desk import (
    ahead,
    approvals,
    by_hand,
    calendars,
    drafts,
    exporting,
    figures,
    hand,
    hours,
    interviewers,
    lane,
    moments,
    plans,
    room,
    runs,
    stopping,
)
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages of journey."""
    desk = Blueprint("desk", __name__, url_prefix="/journey/desk")
    parts = (
        room,
        moments,
        ahead,
        exporting,
        lane,
        by_hand,
        hand,
        interviewers,
        hours,
        calendars,
        stopping,
        plans,
        drafts,
        runs,
        figures,
        approvals,
    )
    for part in parts:
        part.register(desk, transaction)
    return desk
