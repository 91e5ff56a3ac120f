"""What the end of a leaving asks: thanks, what HR sees to, staying in touch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.exit_interviews.tables.cases import checked, leaving
from services.exit_interviews.tables.talks import thanks


def words(conn: Connection, talk_id: UUID, *, lock: bool = False) -> Any | None:
    """Return the words of appreciation after a conversation, sealed; None where nobody wrote any."""
    query = select(thanks).where(thanks.c.talk_id == talk_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def keep_words(conn: Connection, talk_id: UUID, sealed: bytes, now: datetime) -> None:
    """Keep what is written until it is sent; what has been sent stays so."""
    made = upsert(thanks).values(talk_id=talk_id, words=sealed, written_at=now)
    conn.execute(
        made.on_conflict_do_update(
            index_elements=["talk_id"],
            set_={"words": sealed, "written_at": now},
            where=thanks.c.sent_at.is_(None),
        )
    )


def sent(conn: Connection, talk_id: UUID, now: datetime) -> None:
    """The words have left; they are kept nowhere."""
    conn.execute(update(thanks).where(thanks.c.talk_id == talk_id).values(words=None, sent_at=now))


def seen_to(conn: Connection, case_id: UUID) -> Mapping[str, datetime]:
    """Return what HR has seen to, and when."""
    rows = conn.execute(select(checked.c.item, checked.c.checked_at).where(checked.c.leaving_id == case_id))
    return {row.item: row.checked_at for row in rows}


def see_to(conn: Connection, case_id: UUID, rows: Sequence[Mapping[str, Any]]) -> None:
    """Note what HR has seen to; what was noted before keeps its moment."""
    if rows:
        conn.execute(
            upsert(checked).on_conflict_do_nothing(), [{"leaving_id": case_id, **row} for row in rows]
        )


def not_after_all(conn: Connection, case_id: UUID, items: Collection[str]) -> None:
    """Take back what HR had noted."""
    conn.execute(delete(checked).where(checked.c.leaving_id == case_id, checked.c.item.in_(list(items))))


def stay_in_touch(conn: Connection, case_id: UUID, subjects: Sequence[str], now: datetime) -> None:
    """Note what somebody ticked, and when."""
    conn.execute(
        update(leaving).where(leaving.c.id == case_id).values(network=list(subjects), network_at=now)
    )
