"""Open what somebody let be read with their name: by who talks with them, never from above, and each time noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.exit_interviews.actions.programme import LIBRARY
from services.exit_interviews.actions.seeing import REPORT
from services.exit_interviews.domain import form
from services.exit_interviews.domain.form import Part
from services.exit_interviews.errors import CaseUnknown, FromAbove, NothingToRead, NotTheirTalk
from services.exit_interviews.store import board, forms, readings, talks
from services.exit_interviews.tables.forms import TABLES
from shared.appointment.model import BOOKED, HELD
from shared.db.transaction import Tx
from shared.questionnaire.model import Question, Text
from shared.questionnaire.restoring import kept, restored
from shared.questionnaire.values import Value

_REPORT = {
    REPORT: Text(
        nl="het verslag van het gesprek",
        en="the report of the conversation",
        fr="le compte rendu de l’entretien",
    )
}


@dataclass(frozen=True)
class Reading:
    """One part, with the questions that were answered in it."""

    part: Part
    said: list[tuple[Question, Value]]


def read(tx: Tx, case_id: UUID, account_id: UUID, person_id: UUID | None) -> list[Reading]:
    """Return the parts that are for who talks with the person, and note that they were read.

    Where a conversation was arranged that is who holds it; else who says that they talk.
    """
    case = board.one(tx.conn, case_id)
    if case is None:
        raise CaseUnknown
    if case.form_id is None or case.spell_id is None:
        raise NothingToRead
    talk = talks.of_case(tx.conn, case_id)
    if talk is not None and talk.state in (BOOKED, HELD) and talk.account_id != account_id:
        raise NotTheirTalk
    if person_id is not None and readings.is_above(tx.conn, case.spell_id, person_id):
        raise FromAbove
    found = _named(tx, case.form_id, case.questionnaire, case.version)
    if not found:
        raise NothingToRead
    readings.note(tx.conn, case_id, account_id, [one.part.key for one in found], tx.now)
    return found


@dataclass(frozen=True)
class Opened:
    """Somebody opened these parts; no name where the account is gone."""

    name: str | None
    at: datetime
    parts: list[Text]


def trail(tx: Tx, form_id: UUID) -> list[Opened]:
    """Return who opened answers in the leaving to which a form belongs, the first first."""
    case = forms.case_of(tx.conn, form_id)
    return trail_of(tx, case.id) if case is not None else []


def trail_of(tx: Tx, case_id: UUID) -> list[Opened]:
    """Return who opened answers in a leaving."""
    rows = readings.of_case(tx.conn, case_id)
    titles = _titles() if rows else {}
    return [
        Opened(row.name, row.read_at, [titles[key] for key in row.parts if key in titles]) for row in rows
    ]


def _titles() -> dict[str, Text]:
    """What the parts are called; a part keeps its meaning from version to version."""
    return _REPORT | {part.key: part.title for each in LIBRARY.now() for part in form.parts(each)}


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
