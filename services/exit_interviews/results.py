"""What came of exit forms, at the desk: figures of groups, never an answer; and themes in what people wrote."""

from __future__ import annotations

from flask import Blueprint

from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.schemas.words import FACE
from services.exit_interviews.tables.words import THEME_TABLES
from shared.eventlog.unit import Transactions
from shared.results import desk
from shared.themes import desk as theme_desk


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages of results."""
    return desk.make_blueprint(FORMS, transaction, FACE)


def make_theme_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages on which HR lays what people wrote under themes, and what comes of that."""
    return theme_desk.make_blueprint(FORMS, THEME_TABLES, transaction)
