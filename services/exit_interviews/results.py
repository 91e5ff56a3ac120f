"""What came of exit forms, at the desk: figures of groups, never an answer."""

from __future__ import annotations

from flask import Blueprint

from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.schemas.words import FACE
from shared.eventlog.unit import Transactions
from shared.results import desk


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages of results."""
    return desk.make_blueprint(FORMS, transaction, FACE)
