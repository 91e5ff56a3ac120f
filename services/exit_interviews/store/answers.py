"""What somebody said about who may read what, and their reasons in rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from services.exit_interviews.tables import leaving, part, reason


def keep_parts(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep who may read which part."""
    if rows:
        conn.execute(insert(part), list(rows))


def keep_reasons(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep reasons."""
    if rows:
        conn.execute(insert(reason), list(rows))


def parts_of(conn: Connection, response_id: UUID) -> dict[str, str]:
    """Return how each part of a response may be used."""
    rows = conn.execute(select(part.c.part, part.c.use).where(part.c.response_id == response_id))
    return {row.part: row.use for row in rows}


def release(conn: Connection, today: date) -> int:
    """Let what may be used by now count in groups; return how many parts."""
    done = conn.execute(
        update(part).where(~part.c.released, part.c.usable_from <= today).values(released=True)
    )
    return done.rowcount


def note_talk(conn: Connection, case_id: UUID, *, wants: bool | None, topics: Sequence[str]) -> None:
    """Note at the case whether somebody wants to talk, and about what; they said so with their name."""
    conn.execute(
        update(leaving).where(leaving.c.id == case_id).values(wants_talk=wants, topics=list(topics) or None)
    )


def note_aftercare(conn: Connection, case_id: UUID, word: str) -> None:
    """Note that aftercare is wanted, or stops."""
    conn.execute(update(leaving).where(leaving.c.id == case_id).values(aftercare=word))


def note_talked(conn: Connection, case_id: UUID, account_id: UUID, now: Any) -> None:
    """Note who says when that the talk has been held."""
    conn.execute(update(leaving).where(leaving.c.id == case_id).values(talked_at=now, talked_by=account_id))


def note_told(conn: Connection, case_id: UUID, account_id: UUID, now: Any) -> None:
    """Note who said when that the person has been told."""
    conn.execute(update(leaving).where(leaving.c.id == case_id).values(told_at=now, told_by=account_id))
