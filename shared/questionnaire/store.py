"""Visits and answers into the database: one statement to open a link, a few to send answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause, delete, func, text

from shared.db.transaction import Tx
from shared.disclosure.batches import ready_on
from shared.disclosure.model import rule_in_force
from shared.invitation.model import Invitation, State
from shared.invitation.store import behind, from_row
from shared.kernel.errors import Conflict
from shared.kernel.ids import random_id
from shared.questionnaire import drafts
from shared.questionnaire.drafts import Entry
from shared.questionnaire.kinds import Stored, kind_of
from shared.questionnaire.model import Level, Questionnaire
from shared.questionnaire.privacy import Group, code_hash, day_of, last_day, month_of, new_code, seal, who
from shared.questionnaire.sealing import Content, sealed
from shared.questionnaire.tables import QuestionnaireTables
from shared.questionnaire.values import Answers

# One statement and one round trip, where there were three: the lock of the invitation is held that much shorter.
# What was sent before and is sent anew takes the place of what it was.
_KEEP = """
    WITH kept AS (
        INSERT INTO {schema}.waiting (id, questionnaire, version, level, ready_on, seal, code_hash, content)
        VALUES (:id, :questionnaire, :version, :level, :ready_on, :seal, :code_hash, :content)
        ON CONFLICT (seal) DO UPDATE SET content = excluded.content, ready_on = excluded.ready_on
    )
    UPDATE {schema}.invitation SET state = 'answered', draft = NULL
    WHERE id = :invitation_id AND state IN ('open', 'answered')
"""
# Only where whoever reads may know who says it.
_NAMED = """
    WITH response AS (
        INSERT INTO {schema}.response (
            id, questionnaire, version, level, month, subject_id, person_id, submitted_at,
            department_id, department, department_path, function, tenure_band, age_band, leave_kind, country)
        VALUES (
            :id, :questionnaire, :version, :level, :month, :subject_id, :person_id, :submitted_at,
            :department_id, :department, :department_path, :function, :tenure_band, :age_band, :leave_kind, :country)
    )
    INSERT INTO {schema}.answer (response_id, question, number, codes, text, day)
    SELECT cast(:id AS uuid), said.question, said.number, said.codes, said.text, said.day
    FROM jsonb_to_recordset(cast(:answers AS jsonb))
         AS said (question text, number integer, codes text[], text text, day date)
"""


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
) -> str | None:
    """Keep ``answers`` as far as the level allows, in place of what was sent before; the caller holds the lock.

    Return the code with which an anonymous person, and nobody else, can take them back.
    """
    anonymous = invitation.level == Level.ANONYMOUS
    if not may_send(invitation, tx.now):
        raise NotOpen
    code = new_code() if anonymous else None
    rule = rule_in_force()
    content = Content(
        answers=answers,
        group=group,
        month=month_of(tx.now),
        promised=(rule.group, rule.words),
        who=None if anonymous or invitation.person_id is None else who(invitation.person_id),
    )
    tx.conn.execute(
        _put(_KEEP, str(tables.waiting.schema)),
        {
            "id": random_id(),
            "questionnaire": invitation.questionnaire,
            "version": invitation.version,
            "level": invitation.level,
            "ready_on": ready_on(last_day(invitation.expires_at)),
            "seal": None if anonymous else seal(invitation.subject_id),
            "code_hash": code_hash(code) if code else None,
            "content": sealed(content),
            "invitation_id": invitation.id,
        },
    )
    if invitation.level == Level.NAMED:
        _keep_by_name(tx, tables, invitation, content)
    return code


def may_send(invitation: Invitation, now: datetime) -> bool:
    """Whether answers may be sent: for the first time, or anew where it is known which ones they replace."""
    state = invitation.state_at(now)
    return state is State.OPEN or (state is State.ANSWERED and invitation.level != Level.ANONYMOUS)


def take_back_by_code(tx: Tx, tables: QuestionnaireTables, code: str) -> bool:
    """Erase the anonymous answers that ``code`` belongs to, as long as they have not left with those of others."""
    waiting = tables.waiting
    gone = tx.conn.execute(
        delete(waiting).where(waiting.c.code_hash == code_hash(code), waiting.c.ready_on > day_of(tx.now))
    )
    return gone.rowcount == 1


def as_stored(questionnaire: Questionnaire, answers: Answers) -> dict[str, Stored]:
    """Return answers as the columns of their rows."""
    return {key: kind_of(questionnaire.questions[key]).stored(value) for key, value in answers.items()}


def erase(tx: Tx, tables: QuestionnaireTables, subject_ids: Sequence[UUID]) -> int:
    """Erase the answers about ``subject_ids`` as far as they can be found; return of how many there was something.

    Anonymous ones, and those that became figures with others, belong to nobody any more.
    """
    waiting, response = tables.waiting, tables.response
    seals = [seal(each) for each in subject_ids]
    gone = tx.conn.execute(delete(waiting).where(waiting.c.seal == func.any(seals)))
    tx.conn.execute(delete(response).where(response.c.subject_id == func.any(list(subject_ids))))
    return gone.rowcount


def _keep_by_name(tx: Tx, tables: QuestionnaireTables, invitation: Invitation, content: Content) -> None:
    response = tables.response
    tx.conn.execute(delete(response).where(response.c.subject_id == invitation.subject_id))
    tx.conn.execute(
        _put(_NAMED, str(response.schema)),
        {
            "id": random_id(),
            "questionnaire": invitation.questionnaire,
            "version": invitation.version,
            "level": invitation.level,
            "month": content.month,
            "subject_id": invitation.subject_id,
            "person_id": invitation.person_id,
            "submitted_at": tx.now,
            **{name: value for name, value in vars(content.group).items() if name != "sample"},
            "answers": json.dumps([{"question": key, **_row(each)} for key, each in content.answers.items()]),
        },
    )


@cache
def _put(statement: str, schema: str) -> TextClause:
    return text(statement.replace("{schema}", schema))


def _row(stored: Stored) -> dict[str, Any]:
    day = stored.day.isoformat() if stored.day else None
    return {"number": stored.number, "codes": stored.codes, "text": stored.text, "day": day}
