"""Answers out of the database: what waits under seal, for the person alone; and what was said by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from shared.invitation.model import Invitation, State
from shared.invitation.store import from_row
from shared.questionnaire.kinds import Stored, kind_of
from shared.questionnaire.model import Level, Questionnaire, Recall
from shared.questionnaire.privacy import seal
from shared.questionnaire.sealing import Content, opened
from shared.questionnaire.tables import QuestionnaireTables
from shared.questionnaire.values import Value


@dataclass(frozen=True)
class Said:
    """One answer of an earlier response, and with which version it was given."""

    questionnaire: str
    version: int
    question: str
    stored: Stored


def said_before(
    conn: Connection, tables: QuestionnaireTables, subjects: Sequence[UUID], recalls: Collection[Recall]
) -> list[Said]:
    """Return what was said about ``subjects`` to the questions of ``recalls``, in the order of the subjects.

    It is kept under seal until it is asked back, also after it became a figure with that of others.
    """
    waiting = tables.waiting
    order = {seal(each): place for place, each in enumerate(subjects)}
    rows = conn.execute(
        select(waiting).where(
            waiting.c.seal == func.any(list(order)),
            waiting.c.questionnaire.in_({each.questionnaire for each in recalls}),
        )
    ).all()
    found = []
    for row in sorted(rows, key=lambda row: order[bytes(row.seal)]):
        said = opened(row.content).answers
        asked_back = {each.question for each in recalls if each.questionnaire == row.questionnaire}
        found += [
            Said(row.questionnaire, row.version, key, stored)
            for key, stored in said.items()
            if key in asked_back
        ]
    return found


def kept(conn: Connection, tables: QuestionnaireTables, subject_id: UUID) -> Content | None:
    """Return what waits of the answers about ``subject_id``; None where nothing does, or nobody can know it."""
    waiting = tables.waiting
    found = conn.scalar(select(waiting.c.content).where(waiting.c.seal == seal(subject_id)))
    return None if found is None else opened(found)


def kept_of_others(
    conn: Connection, tables: QuestionnaireTables, invitation: Invitation
) -> list[tuple[Invitation, Content]]:
    """Return what is kept of the same person's answers to other invitations, the latest first."""
    if invitation.person_id is None:
        return []
    other, waiting = tables.invited.invitation, tables.waiting
    rows = conn.execute(
        select(other)
        .where(
            other.c.person_id == invitation.person_id,
            other.c.state == State.ANSWERED,
            other.c.level != Level.ANONYMOUS,
            other.c.id != invitation.id,
        )
        .order_by(other.c.expires_at.desc(), other.c.id.desc())
    ).all()
    by_seal = {seal(row.subject_id): from_row(row) for row in rows}
    found = conn.execute(
        select(waiting.c.seal, waiting.c.content).where(waiting.c.seal == func.any(list(by_seal)))
    )
    contents = {bytes(row.seal): opened(row.content) for row in found}
    return [(one, contents[key]) for key, one in by_seal.items() if key in contents]


def named_response(
    conn: Connection, tables: QuestionnaireTables, subject_id: UUID
) -> tuple[UUID, str, int] | None:
    """Return the response about ``subject_id`` with its questionnaire and version, where it was given by name."""
    response = tables.response
    row = conn.execute(
        select(response.c.id, response.c.questionnaire, response.c.version).where(
            response.c.subject_id == subject_id
        )
    ).one_or_none()
    return None if row is None else (row.id, row.questionnaire, row.version)


def answers_of(
    conn: Connection, tables: QuestionnaireTables, questionnaire: Questionnaire, response_id: UUID
) -> dict[str, Value]:
    """Return what somebody answered by name, in the order of the questions."""
    answer = tables.answer
    rows = conn.execute(select(answer).where(answer.c.response_id == response_id)).all()
    return restored(
        questionnaire,
        {row.question: Stored(row.number, _tuple(row.codes), row.text, row.day) for row in rows},
    )


def restored(questionnaire: Questionnaire, found: Mapping[str, Stored]) -> dict[str, Value]:
    """Return answers out of the columns of their rows, in the order of the questions."""
    return {
        key: kind_of(question).restored(found[key])
        for key, question in questionnaire.questions.items()
        if key in found
    }


def _tuple(codes: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if codes is None else tuple(codes)
