"""The note of a conversation."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from services.stay_interviews.tables import TALK_TABLES, note

DRAFT, SHARED, AGREED = "draft", "shared", "agreed"


def one(conn: Connection, talk_id: UUID, *, lock: bool = False) -> Any | None:
    """Return the note of a conversation."""
    query = select(note).where(note.c.talk_id == talk_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def write(conn: Connection, talk_id: UUID, text: str, now: datetime) -> None:
    """Keep what the interviewer writes; what the person has in hand already stays as it is."""
    made = insert(note).values(talk_id=talk_id, state=DRAFT, text=text, written_at=now)
    conn.execute(
        made.on_conflict_do_update(
            index_elements=["talk_id"], set_={"text": text, "written_at": now}, where=note.c.state == DRAFT
        )
    )


def change(conn: Connection, talk_id: UUID, **values: Any) -> None:
    """Set columns of a note."""
    conn.execute(update(note).where(note.c.talk_id == talk_id).values(**values))


def to_be_final(conn: Connection, now: datetime) -> list[UUID]:
    """Return the notes whose reader had the time to say otherwise, locked."""
    query = select(note.c.talk_id).where(note.c.state == SHARED, note.c.agree_by <= now)
    return list(conn.execute(query.with_for_update(skip_locked=True)).scalars())


def next_due(conn: Connection) -> datetime | None:
    """Return when the next note is final by itself."""
    found: datetime | None = conn.execute(
        select(func.min(note.c.agree_by)).where(note.c.state == SHARED)
    ).scalar()
    return found


def forget_before(conn: Connection, moment: datetime) -> int:
    """Delete conversations whose note is older, with note and promises; return how many."""
    old = select(note.c.talk_id).where(note.c.written_at < moment)
    talk = TALK_TABLES.talk
    return conn.execute(delete(talk).where(talk.c.id.in_(old))).rowcount
