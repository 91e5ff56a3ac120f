"""The pages of exit interviews behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.desk import (
    board,
    cases,
    dismissals,
    holders,
    parting,
    past,
    reaching,
    reasons,
    reports,
    talks,
    uninvited,
    writing,
)
from services.exit_interviews.schemas.words import FACE
from shared.asking import desk as asking_desk
from shared.asking.wish import desk as wish_desk
from shared.eventlog.unit import Transactions


def make_talk_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages of who holds the conversations."""
    return talks.make_blueprint(transaction)


def make_writing_blueprint(transaction: Transactions) -> Blueprint:
    """Return what is written after a conversation."""
    return writing.make_blueprint(transaction)


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages."""
    desk = Blueprint("desk", __name__, url_prefix="/exit/desk", template_folder=asking_desk.TEMPLATES)
    board.register(desk, transaction)
    cases.register(desk, transaction)
    past.register(desk, transaction)
    holders.register(desk, transaction)
    parting.register(desk, transaction)
    reports.register(desk, transaction)
    reaching.register(desk, transaction)
    dismissals.register(desk, transaction)
    uninvited.register(desk, transaction)
    reasons.register(desk, transaction)
    wish_desk.add_to(desk, FORMS, transaction, FACE)
    return desk
