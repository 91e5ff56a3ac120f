"""The pages of exit interviews behind the login."""

from __future__ import annotations

from flask import Blueprint

from services.exit_interviews.actions.completing import needs
from services.exit_interviews.actions.programme import FORMS, LIBRARY
from services.exit_interviews.desk import (
    board,
    cases,
    dismissals,
    holders,
    parting,
    past,
    quotes,
    reaching,
    reasons,
    reports,
    talks,
    uninvited,
    writing,
)
from services.exit_interviews.domain.coding import CODING
from services.exit_interviews.schemas.words import FACE
from shared.asking import desk as asking_desk
from shared.asking import editing
from shared.asking.editing import Own
from shared.asking.wish import desk as wish_desk
from shared.contracts.exit import QuestionnaireDraftDiscarded, QuestionnairePublished
from shared.eventlog.unit import Transactions
from shared.questionnaire.model import Level
from shared.web.texts import marked

_COMES_ALONG = marked(
    "Waarom iemand gaat en wie wat mag lezen, komen er vanzelf bij. Die vragen staan hier niet en kun je niet"
    " veranderen; je ziet ze als je het formulier bekijkt als deelnemer."
)


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
    quotes.register(desk, transaction)
    wish_desk.add_to(desk, FORMS, transaction, FACE)
    return desk


def make_editor(transaction: Transactions) -> list[Blueprint]:
    """Return the pages on which HR writes forms, and tries them."""
    return editing.make_blueprints(
        FORMS,
        LIBRARY,
        FACE,
        transaction,
        published=QuestionnairePublished,
        discarded=QuestionnaireDraftDiscarded,
        own=Own(levels=(Level.CONFIDENTIAL,), needs=needs, comes_along=_COMES_ALONG, reserved=(CODING,)),
    )
