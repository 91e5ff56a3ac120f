"""What somebody has written and not sent: sealed, so that the table shows to nobody what a person did not send.

A draft holds what was typed, right or wrong, by question. Saving is one statement that lays the new answers over the
old, question by question: two tabs may write at once, the last word on each question wins, and none is lost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import structlog
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Update, bindparam, func, literal_column, update
from sqlalchemy.dialects.postgresql import JSONB

from shared.db.transaction import Tx
from shared.invitation.model import State
from shared.kernel.errors import Invalid
from shared.kernel.settings import settings
from shared.questionnaire import cleaning
from shared.questionnaire.kinds import Raw
from shared.questionnaire.sealing import NO_MOMENT, sealer
from shared.questionnaire.tables import QuestionnaireTables

MOST = 2 * cleaning.LONG
"""More than a question takes, so that a text that is too long is still there to be shortened."""
log = structlog.get_logger()
TOO_LONG = "Deze tekst is zo lang dat we hem niet kunnen bewaren. Kort hem in."


@dataclass(frozen=True)
class Entry:
    """What somebody wrote, and on which sheet."""

    raw: Raw
    sheet: str


def save(
    tx: Tx,
    tables: QuestionnaireTables,
    invitation_id: UUID,
    *,
    before: Mapping[str, Entry],
    new: Mapping[str, Entry],
) -> None:
    """Lay ``new`` over the draft. Where nothing differs from ``before``, nothing is written."""
    nothing_yet = Entry(Raw(), "")
    new = {key: entry for key, entry in new.items() if entry.raw != before.get(key, nothing_yet).raw}
    if not new:
        return
    # What was emptied stays as an empty answer: it too has a sheet that wrote it last.
    sealed = {key: _seal(invitation_id, key, entry) for key, entry in new.items()}
    tx.conn.execute(_lay_over(tables), {"invitation_id": invitation_id, "sealed": sealed})


def drop(tx: Tx, tables: QuestionnaireTables, invitation_id: UUID) -> None:
    """Erase what was written and not sent."""
    invitation = tables.invited.invitation
    tx.conn.execute(update(invitation).where(invitation.c.id == invitation_id).values(draft=None))


def opened(invitation_id: UUID, draft: Mapping[str, Any] | None) -> dict[str, Entry]:
    """Return what a draft holds, by question; what another key has sealed cannot be read any more."""
    found = {}
    for key, sealed in (draft or {}).items():
        try:
            found[key] = _open(invitation_id, key, sealed)
        except InvalidToken:
            log.warning("draft_sealed_with_another_key", invitation_id=str(invitation_id))
    return found


def cleaned(raws: Mapping[str, Raw]) -> dict[str, Raw]:
    """Return ``raws`` as they may enter a database; raise Invalid where one is beyond all bounds."""
    beyond = {key: [TOO_LONG] for key, raw in raws.items() if _size(raw) > MOST}
    if beyond:
        raise Invalid(beyond)
    return {
        key: Raw(
            tuple(clean for clean in map(cleaning.long_text, raw.values) if clean),
            cleaning.short_text(raw.other),
        )
        for key, raw in raws.items()
    }


@cache
def _lay_over(tables: QuestionnaireTables) -> Update:
    invitation = tables.invited.invitation
    draft = func.coalesce(invitation.c.draft, literal_column("'{}'::jsonb"))
    return (
        update(invitation)
        .where(
            invitation.c.id == bindparam("invitation_id"),
            invitation.c.state.in_((State.OPEN, State.ANSWERED)),
        )
        .values(draft=draft.op("||")(bindparam("sealed", type_=JSONB)))
    )


def _size(raw: Raw) -> int:
    return sum(len(value) + 1 for value in raw.values) + len(raw.other)


def _seal(invitation_id: UUID, key: str, entry: Entry) -> str:
    plain = json.dumps(
        [str(invitation_id), key, entry.raw.values, entry.raw.other, entry.sheet], ensure_ascii=False
    )
    return _sealer().encrypt_at_time(plain.encode(), NO_MOMENT).decode("ascii")


def _open(invitation_id: UUID, key: str, sealed: str) -> Entry:
    plain = json.loads(_sealer().decrypt(sealed))
    if plain[:2] != [str(invitation_id), key]:
        message = "a draft's answer was moved from where it was sealed"
        raise ValueError(message)
    return Entry(Raw(tuple(plain[2]), plain[3]), plain[4])


def _sealer() -> Fernet:
    return sealer("drafts", settings().secret_key)
