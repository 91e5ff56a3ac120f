"""What came of check-ins, at the desk: figures of groups, never an answer."""

from __future__ import annotations

from flask import Blueprint

from services.onboarding.actions import CHECKINS
from services.onboarding.schemas.words import FACE
from shared.eventlog.unit import Transactions
from shared.results import desk


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages of results."""
    return desk.make_blueprint(CHECKINS, transaction, FACE)
