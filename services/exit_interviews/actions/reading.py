"""Open what somebody let be read with their name: by who talks with them, never from above, and each time noted."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.exit_interviews.actions.programme import LIBRARY
from services.exit_interviews.domain import form
from services.exit_interviews.domain.form import Part
from services.exit_interviews.errors import CaseUnknown, FromAbove, NothingToRead
from services.exit_interviews.store import board, readings
from services.exit_interviews.tables import TABLES
from shared.db.transaction import Tx
from shared.questionnaire.model import Question
from shared.questionnaire.restoring import kept, restored
from shared.questionnaire.values import Value


@dataclass(frozen=True)
class Reading:
    """One part, with the questions that were answered in it."""

    part: Part
    said: list[tuple[Question, Value]]


def read(tx: Tx, case_id: UUID, account_id: UUID, person_id: UUID | None) -> list[Reading]:
    """Return the parts that are for who talks with the person, and note that they were read."""
    case = board.one(tx.conn, case_id)
    if case is None:
        raise CaseUnknown
    if case.form_id is None or case.spell_id is None:
        raise NothingToRead
    if person_id is not None and readings.is_above(tx.conn, case.spell_id, person_id):
        raise FromAbove
    found = _named(tx, case.form_id, case.questionnaire, case.version)
    if not found:
        raise NothingToRead
    readings.note(tx.conn, case_id, account_id, [one.part.key for one in found], tx.now)
    return found


def _named(tx: Tx, form_id: UUID, key: str, version: int) -> list[Reading]:
    content = kept(tx.conn, TABLES.asked, form_id)
    if content is None:
        return []
    questionnaire = LIBRARY.find(key, version)
    said = restored(questionnaire, content.answers)
    chosen = {name: stored.codes for name, stored in content.answers.items()}
    named = [part for part in form.parts(questionnaire) if form.use_of(part, chosen) == form.NAMED]
    found = [
        Reading(
            part, [(questionnaire.questions[name], said[name]) for name in part.questions if name in said]
        )
        for part in named
    ]
    return [one for one in found if one.said]
