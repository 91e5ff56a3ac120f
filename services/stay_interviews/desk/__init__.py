"""The pages of stay interviews behind the login: who takes part, and one interview."""

from __future__ import annotations

from flask import Blueprint

from services.stay_interviews.actions import INTERVIEWS, LIBRARY, TALKS
from services.stay_interviews.desk import notes
from services.stay_interviews.policy import THEMES
from services.stay_interviews.schemas.words import FACE
from shared.appointment import desk as talk_desk
from shared.appointment.words import Face as TalkFace
from shared.asking import desk, editing
from shared.contracts.stay import QuestionnaireDraftDiscarded, QuestionnairePublished
from shared.eventlog.unit import Transactions
from shared.web.texts import marked

_MINE = TalkFace(
    heading=marked("Mijn gesprekken met wie hier werkt"),
    lead=marked("Alleen jij ziet deze gesprekken. Kies er een voor de leidraad en het verslag."),
    themes=THEMES,
    guide="stay/guide.html",
    context=notes.context,
)


def make_talk_blueprint(transaction: Transactions) -> Blueprint:
    """Return the pages of who holds the conversations."""
    return talk_desk.make_blueprint(TALKS, transaction, _MINE, notes.add_deeds)


def make_note_blueprint(transaction: Transactions) -> Blueprint:
    """Return what somebody promised."""
    return notes.make_blueprint(transaction)


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages of stay interviews."""
    return desk.make_blueprint(INTERVIEWS, transaction, FACE)


def make_editor(transaction: Transactions) -> list[Blueprint]:
    """Return the pages on which HR writes questionnaires, and tries them."""
    return editing.make_blueprints(
        INTERVIEWS,
        LIBRARY,
        FACE,
        transaction,
        published=QuestionnairePublished,
        discarded=QuestionnaireDraftDiscarded,
    )
