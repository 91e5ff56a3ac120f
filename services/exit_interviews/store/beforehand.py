"""What an interviewer notes before a conversation: sealed, one a conversation, for who wrote it and nobody else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from services.exit_interviews.tables.forms import TALK_TABLES
from services.exit_interviews.tables.talks import beforehand

talk = TALK_TABLES.talk


def one(conn: Connection, talk_id: UUID, account_id: UUID) -> bytes | None:
    """Return what somebody noted for a conversation, under seal."""
    query = select(beforehand.c.sealed).where(
        beforehand.c.talk_id == talk_id, beforehand.c.account_id == account_id
    )
    found = conn.execute(query).scalar()
    return bytes(found) if found is not None else None


def write(conn: Connection, talk_id: UUID, account_id: UUID, sealed: bytes, now: datetime) -> None:
    """Keep it; of who held the conversation before, nothing stays."""
    values = {"account_id": account_id, "sealed": sealed, "written_at": now}
    made = insert(beforehand).values(talk_id=talk_id, **values)
    conn.execute(made.on_conflict_do_update(index_elements=["talk_id"], set_=values))


def strike(conn: Connection, talk_id: UUID) -> None:
    """Take it away."""
    conn.execute(delete(beforehand).where(beforehand.c.talk_id == talk_id))


def wipe(conn: Connection, before: datetime) -> int:
    """Delete what belongs to conversations that were over before then, or that somebody else holds; return how many."""
    over = select(talk.c.id).where(
        talk.c.id == beforehand.c.talk_id,
        (talk.c.ended_at < before) | talk.c.account_id.is_distinct_from(beforehand.c.account_id),
    )
    return conn.execute(delete(beforehand).where(over.exists())).rowcount
