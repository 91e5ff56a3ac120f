"""The pages of onboarding behind the login: who takes part, and one check-in."""

from __future__ import annotations

from flask import Blueprint

from services.onboarding.actions import CHECKINS, LIBRARY
from services.onboarding.desk import expectations, signals
from services.onboarding.schemas.words import FACE
from shared.asking import desk, editing
from shared.contracts.onboarding import QuestionnaireDraftDiscarded, QuestionnairePublished
from shared.eventlog.unit import Transactions


def make_blueprint(transaction: Transactions) -> Blueprint:
    """Return the desk pages of onboarding."""
    return desk.make_blueprint(CHECKINS, transaction, FACE)


def make_signals(transaction: Transactions) -> Blueprint:
    """Return what stands out in groups of newcomers."""
    return signals.make_blueprint(transaction)


def make_expectations(transaction: Transactions) -> Blueprint:
    """Return what newcomers expected, beside what they found."""
    return expectations.make_blueprint(transaction)


def make_editor(transaction: Transactions) -> list[Blueprint]:
    """Return the pages on which HR writes questionnaires, and tries them."""
    return editing.make_blueprints(
        CHECKINS,
        LIBRARY,
        FACE,
        transaction,
        published=QuestionnairePublished,
        discarded=QuestionnaireDraftDiscarded,
    )
