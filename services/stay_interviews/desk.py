"""The pages of stay interviews behind the login: who takes part, and one interview."""

from __future__ import annotations

from flask import Blueprint

from services.stay_interviews.actions import INTERVIEWS, LIBRARY
from services.stay_interviews.schemas.words import FACE
from shared.asking import desk, editing
from shared.contracts.stay import QuestionnaireDraftDiscarded, QuestionnairePublished
from shared.eventlog.unit import Transactions


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
