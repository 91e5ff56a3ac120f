"""Visits and answers in and out of the database: one statement to open a link, a few to send answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select

from shared.db.transaction import Tx
from shared.invitation.model import Invitation, State
from shared.invitation.store import behind, close, from_row
from shared.kernel.errors import Conflict
from shared.kernel.ids import random_id
from shared.questionnaire import drafts
from shared.questionnaire.drafts import Entry
from shared.questionnaire.kinds import Stored, kind_of
from shared.questionnaire.model import Questionnaire
from shared.questionnaire.privacy import Group, kept_of, seal
from shared.questionnaire.tables import QuestionnaireTables
from shared.questionnaire.values import Answers, Value


class NotOpen(Conflict):
    """The invitation has been answered, declined or closed meanwhile."""

    code = "invitation_not_open"
    text = "Deze uitnodiging is al beantwoord of gesloten."


@dataclass(frozen=True)
class Visit:
    """What is behind a link: the invitation, and what has been written so far."""

    invitation: Invitation
    draft: Mapping[str, Entry]


def visit(conn: Connection, tables: QuestionnaireTables, token: str, *, lock: bool = False) -> Visit | None:
    """Return what is behind ``token``, None where there is nothing; with ``lock`` nobody else changes it meanwhile."""
    query = behind(tables.invited, token)
    if lock:
        query = query.with_for_update(of=tables.invited.invitation)
    row = conn.execute(query).one_or_none()
    if row is None:
        return None
    invitation = from_row(row)
    return Visit(invitation, drafts.opened(invitation.id, row.draft))


def submit(
    tx: Tx,
    tables: QuestionnaireTables,
    invitation: Invitation,
    *,
    answers: Mapping[str, Stored],
    group: Group,
) -> UUID:
    """Keep ``answers`` as far as the level allows, and close the invitation; the caller holds its lock."""
    if invitation.state_at(tx.now) is not State.OPEN:
        raise NotOpen
    response_id = random_id()
    tx.conn.execute(
        insert(tables.response).values(
            id=response_id,
            questionnaire=invitation.questionnaire,
            version=invitation.version,
            level=invitation.level,
            **kept_of(invitation, tx.now),
            **asdict(group),
        )
    )
    rows = [{"response_id": response_id, "question": key, **_row(each)} for key, each in answers.items()]
    if rows:
        tx.conn.execute(insert(tables.answer), rows)
    close(tx, tables.invited, invitation.id, state=State.ANSWERED)
    return response_id


def as_stored(questionnaire: Questionnaire, answers: Answers) -> dict[str, Stored]:
    """Return answers as the columns of their rows."""
    return {key: kind_of(questionnaire.questions[key]).stored(value) for key, value in answers.items()}


def answers_of(
    conn: Connection, tables: QuestionnaireTables, questionnaire: Questionnaire, response_id: UUID
) -> dict[str, Value]:
    """Return the answers of one response, in the order of the questions."""
    answer = tables.answer
    rows = conn.execute(select(answer).where(answer.c.response_id == response_id)).all()
    found = {row.question: Stored(row.number, _tuple(row.codes), row.text, row.day) for row in rows}
    return {
        key: kind_of(question).restored(found[key])
        for key, question in questionnaire.questions.items()
        if key in found
    }


def response_about(conn: Connection, tables: QuestionnaireTables, subject_id: UUID) -> UUID | None:
    """Return the response about ``subject_id`` where its level lets it be found: by id, or by its seal."""
    response = tables.response
    found: UUID | None = conn.scalar(
        select(response.c.id).where(
            (response.c.subject_id == subject_id) | (response.c.seal == seal(subject_id)),
        )
    )
    return found


def erase(tx: Tx, tables: QuestionnaireTables, subject_ids: Sequence[UUID]) -> int:
    """Erase the answers about ``subject_ids`` that can be found; anonymous ones belong to nobody any more."""
    response = tables.response
    gone = tx.conn.execute(
        delete(response).where(
            (response.c.subject_id == func.any(list(subject_ids)))
            | (response.c.seal == func.any([seal(each) for each in subject_ids]))
        )
    )
    return gone.rowcount


def _row(stored: Stored) -> dict[str, Any]:
    return {"number": stored.number, "codes": _list(stored.codes), "text": stored.text, "day": stored.day}


def _list(codes: tuple[str, ...] | None) -> list[str] | None:
    return None if codes is None else list(codes)


def _tuple(codes: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if codes is None else tuple(codes)
