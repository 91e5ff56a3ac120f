"""Visits and answers in and out of the database: one statement to open a link, a few to send answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause, delete, func, select, text, tuple_

from shared.db.transaction import Tx
from shared.invitation.model import Invitation, State
from shared.invitation.store import behind, from_row
from shared.kernel.errors import Conflict
from shared.kernel.ids import random_id
from shared.questionnaire import drafts
from shared.questionnaire.drafts import Entry
from shared.questionnaire.kinds import Stored, kind_of
from shared.questionnaire.model import Questionnaire, Recall
from shared.questionnaire.privacy import Group, kept_of, seal
from shared.questionnaire.tables import QuestionnaireTables
from shared.questionnaire.values import Answers, Value

# One statement and one round trip, where there were three: the lock of the invitation is held that much shorter.
_KEEP = """
    WITH response AS (
        INSERT INTO {schema}.response (
            id, questionnaire, version, level, month, subject_id, person_id, submitted_at, seal,
            department_id, department, department_path, function, tenure_band, age_band, leave_kind, country)
        VALUES (
            :id, :questionnaire, :version, :level, :month, :subject_id, :person_id, :submitted_at, :seal,
            :department_id, :department, :department_path, :function, :tenure_band, :age_band, :leave_kind, :country)
    ), answer AS (
        INSERT INTO {schema}.answer (response_id, question, number, codes, text, day)
        SELECT cast(:id AS uuid), said.question, said.number, said.codes, said.text, said.day
        FROM jsonb_to_recordset(cast(:answers AS jsonb))
             AS said (question text, number integer, codes text[], text text, day date)
    )
    UPDATE {schema}.invitation SET state = 'answered', draft = NULL WHERE id = :invitation_id AND state = 'open'
"""
# What a level may keep of the person, and most do not.
_NOT_KEPT = dict.fromkeys(("subject_id", "person_id", "submitted_at", "seal"))


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
    row = behind(conn, tables.invited, token, lock=lock)
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
        _keep(str(tables.response.schema)),
        {
            "id": response_id,
            "questionnaire": invitation.questionnaire,
            "version": invitation.version,
            "level": invitation.level,
            **_NOT_KEPT,
            **kept_of(invitation, tx.now),
            **vars(group),
            "answers": json.dumps([{"question": key, **_row(each)} for key, each in answers.items()]),
            "invitation_id": invitation.id,
        },
    )
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
    """Return what was said about ``subjects`` to the questions of ``recalls``, in the order of the subjects."""
    response, answer = tables.response, tables.answer
    order = {seal(each): place for place, each in enumerate(subjects)} | {
        each: place for place, each in enumerate(subjects)
    }
    rows = conn.execute(
        select(response.c.subject_id, response.c.seal, response.c.questionnaire, response.c.version, answer)
        .join(answer, answer.c.response_id == response.c.id)
        .where(
            (response.c.subject_id == func.any(list(subjects)))
            | (response.c.seal == func.any([seal(each) for each in subjects])),
            tuple_(response.c.questionnaire, answer.c.question).in_(
                [(each.questionnaire, each.question) for each in recalls]
            ),
        )
    ).all()
    rows = sorted(rows, key=lambda row: order[row.subject_id or row.seal])
    return [
        Said(
            row.questionnaire,
            row.version,
            row.question,
            Stored(row.number, _tuple(row.codes), row.text, row.day),
        )
        for row in rows
    ]


def response_about(conn: Connection, tables: QuestionnaireTables, subject_id: UUID) -> UUID | None:
    """Return the response about ``subject_id`` where its level lets it be found: by id, or by its seal."""
    response = tables.response
    found: UUID | None = conn.scalar(
        select(response.c.id).where(
            (response.c.subject_id == subject_id) | (response.c.seal == seal(subject_id)),
        )
    )
    return found


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


@cache
def _keep(schema: str) -> TextClause:
    return text(_KEEP.replace("{schema}", schema))


def _row(stored: Stored) -> dict[str, Any]:
    day = stored.day.isoformat() if stored.day else None
    return {"number": stored.number, "codes": stored.codes, "text": stored.text, "day": day}


def _tuple(codes: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if codes is None else tuple(codes)
