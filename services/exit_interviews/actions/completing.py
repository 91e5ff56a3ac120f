"""What belongs to a form whatever HR makes of it: the reasons, who may read what, and answers that cases build on."""

from __future__ import annotations

from services.exit_interviews.domain import form
from services.exit_interviews.domain.reasons import Reasons
from services.exit_interviews.policy import AFTERCARE, ASKS_REASONS, LISTS_ASK, catalogue, reasons_of
from services.exit_interviews.store import editions
from shared.editor.needs import Needs
from shared.questionnaire.library.library import version_in_file
from shared.questionnaire.model import Level, Questionnaire


def whole(questionnaire: Questionnaire) -> Questionnaire:
    """Return a form with what belongs to it by itself: the reasons, and who may read what."""
    if questionnaire.level is Level.NAMED:
        return questionnaire
    return form.complete(questionnaire, _reasons_for(questionnaire))


def _reasons_for(questionnaire: Questionnaire) -> Reasons | None:
    """Return the reasons that a version asks for: ours those of its file, HR's what was in force when it came."""
    key, version = questionnaire.key, questionnaire.version
    ours = ASKS_REASONS.get((key, version_in_file(version))) if key in catalogue() else LISTS_ASK
    if ours is None or not form.asks_reasons(questionnaire):
        return None
    of_a_file = (key, version) in ASKS_REASONS
    return (None if of_a_file else editions.asked_by(key, version)) or reasons_of(ours)


def needs(key: str) -> Needs:
    """Return what cases, letters and results build on in a form, whatever HR makes of it."""
    if key == AFTERCARE:
        return Needs(questions={"again": frozenset({"ask_again", "stop"})})
    known = key in catalogue()
    return Needs(
        questions={"aftercare": frozenset()} if known else {},
        sections=frozenset({form.DECISION}) if known else frozenset(),
        kinds={"aftercare": "yes_no"},
        taken_sections=frozenset({form.USE, form.REASONS, form.QUOTE_PART}),
        taken=form.of_our_own,
    )
