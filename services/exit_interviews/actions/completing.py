"""What belongs to a form whatever HR makes of it: the reasons, who may read what, and answers that cases build on."""

from __future__ import annotations

from services.exit_interviews.domain import form
from services.exit_interviews.policy import AFTERCARE, ASKS_REASONS, OWN_ASKS, catalogue, reasons_of
from shared.editor.needs import Needs
from shared.questionnaire.library.library import version_in_file
from shared.questionnaire.model import Level, Questionnaire


def whole(questionnaire: Questionnaire) -> Questionnaire:
    """Return a form with what belongs to it by itself: the reasons, and who may read what."""
    if questionnaire.level is Level.NAMED:
        return questionnaire
    version = _reasons_for(questionnaire)
    return form.complete(questionnaire, reasons_of(version) if version else None)


def _reasons_for(questionnaire: Questionnaire) -> int | None:
    if questionnaire.key in catalogue():
        return ASKS_REASONS.get((questionnaire.key, version_in_file(questionnaire.version)))
    return OWN_ASKS if form.asks_reasons(questionnaire) else None


def needs(key: str) -> Needs:
    """Return what cases, letters and results build on in a form, whatever HR makes of it."""
    if key == AFTERCARE:
        return Needs(questions={"again": frozenset({"ask_again", "stop"})})
    known = key in catalogue()
    return Needs(
        questions={"aftercare": frozenset()} if known else {},
        sections=frozenset({form.DECISION}) if known else frozenset(),
        kinds={"aftercare": "yes_no"},
        taken_sections=frozenset({form.USE, form.REASONS}),
        taken=form.of_our_own,
    )
