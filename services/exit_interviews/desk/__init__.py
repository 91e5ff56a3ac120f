"""The pages of exit interviews behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.exit_interviews.desk import board, cases, past
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages."""
    desk = Blueprint("desk", __name__, url_prefix="/exit/desk")
    board.register(desk, transaction)
    cases.register(desk, transaction)
    past.register(desk, transaction)
    return desk
