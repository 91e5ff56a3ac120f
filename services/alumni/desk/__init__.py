"""The pages of the network behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.alumni.desk import members, news, reunions, sending, work, writing
from shared.eventlog.unit import Transactions


def make_blueprints(transaction: Transactions) -> list[Blueprint]:
    """Return the desk pages."""
    desk = Blueprint("desk", __name__, url_prefix="/alumni/desk")
    for room in (members, news, writing, sending, reunions, work):
        room.register(desk, transaction)
    return [desk]
