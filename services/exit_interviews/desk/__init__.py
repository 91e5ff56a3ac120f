"""The pages of exit interviews behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.exit_interviews.actions.programme import FORMS
from services.exit_interviews.actions.talking import TALKS
from services.exit_interviews.desk import board, cases, parting, past, reports, writing
from services.exit_interviews.policy import THEMES
from services.exit_interviews.schemas.words import FACE
from shared.appointment import desk as talk_desk
from shared.appointment.words import Face as TalkFace
from shared.asking import desk as asking_desk
from shared.asking.wish import desk as wish_desk
from shared.eventlog.unit import Transactions
from shared.web.texts import marked

_MINE = TalkFace(
    heading=marked("Mijn exitgesprekken"),
    lead=marked("Alleen jij ziet deze gesprekken. Kies er een om je voor te bereiden."),
    themes=THEMES,
    after="exit/after_door.html",
)


def make_talk_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages of who holds the conversations."""
    return talk_desk.make_blueprint(TALKS, transaction, _MINE)


def make_writing_blueprint(transaction: Transactions) -> Blueprint:
    """Return what is written after a conversation."""
    return writing.make_blueprint(transaction)


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages."""
    desk = Blueprint("desk", __name__, url_prefix="/exit/desk", template_folder=asking_desk.TEMPLATES)
    board.register(desk, transaction)
    cases.register(desk, transaction)
    past.register(desk, transaction)
    parting.register(desk, transaction)
    reports.register(desk, transaction)
    wish_desk.add_to(desk, FORMS, transaction, FACE)
    return desk
