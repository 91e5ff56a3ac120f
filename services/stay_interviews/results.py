"""What came of stay interviews, at the desk: figures of groups, never an answer."""

from __future__ import annotations

from flask import Blueprint

from services.stay_interviews.actions import INTERVIEWS
from services.stay_interviews.schemas.words import FACE
from services.stay_interviews.tables import THEME_TABLES
from shared.eventlog.unit import Transactions
from shared.results import desk
from shared.themes import desk as theme_desk


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages of results."""
    return desk.make_blueprint(INTERVIEWS, transaction, FACE)


def make_theme_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages on which HR lays what people wrote under themes, and what comes of that."""
    return theme_desk.make_blueprint(INTERVIEWS, THEME_TABLES, transaction)
