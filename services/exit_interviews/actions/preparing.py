"""Prepare a conversation: what somebody did here, and a note beforehand that only its writer reads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cryptography.fernet import InvalidToken

from services.exit_interviews.domain.career import Stage, stages
from services.exit_interviews.errors import CaseUnknown
from services.exit_interviews.policy import BEFOREHAND_KEPT_DAYS
from services.exit_interviews.store import beforehand, career, talks
from services.exit_interviews.store import board as board_store
from shared.db.transaction import Tx
from shared.eventlog import log
from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.kernel.texts import marked
from shared.questionnaire.sealing import sealer

LONGEST = 4_000
TOO_LONG = marked("Dit is te lang: hooguit 4.000 tekens.")
# What of an employment makes a career; the log names what changed, and says nothing of pay or hours here.
STEPS = ("function", "department", "manager", "place", "contract")
MOST_STEPS = 200
# Of these is known what they were; an import tells of its changes in batches, after it.
STAGED = ("function", "department", "manager")
TOLD_WITHIN = timedelta(hours=1)
_PURPOSE = "beforehand"


@dataclass(frozen=True)
class Change:
    """On which day something of an employment became another, and what."""

    at: datetime
    spell_id: UUID | None
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """All that helps to prepare; what is for the interviewer alone is empty for others."""

    case: Any
    employments: Sequence[Any]
    stages: Sequence[Stage]
    changes: Sequence[Change]
    promises: Sequence[Any]
    note: str


def prepare(tx: Tx, talk: Any, account_id: UUID) -> Prepared:
    """Return what helps to prepare a conversation."""
    case = board_store.one(tx.conn, talk.subject_id)
    if case is None or talk.person_id is None:
        raise CaseUnknown
    employments = career.employments(tx.conn, talk.person_id)
    earlier = career.earlier(tx.conn, talk.person_id)
    return Prepared(
        case=case,
        employments=employments,
        stages=stages(employments, earlier, ZoneInfo(settings().zone)),
        changes=_changes(tx, talk.person_id, {(one.spell_id, one.until) for one in earlier}),
        promises=career.promises(tx.conn, talk.person_id),
        note=_read(beforehand.one(tx.conn, talk.id, account_id)),
    )


def note_beforehand(tx: Tx, talk: Any, account_id: UUID, text: str) -> None:
    """Keep what an interviewer wants to remember; emptied, it is gone."""
    if len(text) > LONGEST:
        raise Invalid({"note": [TOO_LONG]})
    if not text.strip():
        beforehand.strike(tx.conn, talk.id)
        return
    token = sealer(_PURPOSE, settings().secret_key).encrypt(text.strip().encode())
    beforehand.write(tx.conn, talk.id, account_id, token, tx.now)


def wipe(tx: Tx) -> int:
    """Wipe what was noted and picked for conversations that are long over, and notes of who has them no more.

    With whom somebody would rather not talk goes too; that it was held, when and by whom stays. Return how many.
    """
    before = tx.now - timedelta(days=BEFOREHAND_KEPT_DAYS)
    return beforehand.wipe(tx.conn, before) + talks.forget_topics(tx.conn, before)


def _changes(tx: Tx, person_id: UUID, known: Collection[tuple[UUID, datetime]]) -> list[Change]:
    """Return what changed of which is not known what it was."""
    lines = log.entries(tx.conn, person_id=person_id, type_prefix="people.changed", limit=MOST_STEPS)
    found = []
    for line in lines:
        spell_id = UUID(line.body["spell_id"]) if line.body.get("spell_id") else None
        was_kept = any(of == spell_id and abs(line.occurred_at - until) < TOLD_WITHIN for of, until in known)
        steps = {*STEPS} - {*STAGED} if was_kept else {*STEPS}
        fields = tuple(field for field in STEPS if field in steps and field in line.body["fields"])
        found.append(Change(line.occurred_at, spell_id, fields))
    return [one for one in found if one.fields]


def _read(token: bytes | None) -> str:
    """Return what was noted; of another key nothing can be read, and nothing breaks."""
    if token is None:
        return ""
    try:
        return sealer(_PURPOSE, settings().secret_key).decrypt(token).decode()
    except InvalidToken:
        return ""
