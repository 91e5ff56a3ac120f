"""What came of check-ins, at the desk: figures of groups, never an answer."""

from __future__ import annotations

from flask import Blueprint

from services.onboarding.actions import CHECKINS
from services.onboarding.schemas.words import FACE
from services.onboarding.tables import THEME_TABLES
from shared.eventlog.unit import Transactions
from shared.results import desk
from shared.themes import desk as theme_desk


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages of results."""
    return desk.make_blueprint(CHECKINS, transaction, FACE)


def make_theme_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages on which HR lays what people wrote under themes, and what comes of that."""
    return theme_desk.make_blueprint(CHECKINS, THEME_TABLES, transaction)
