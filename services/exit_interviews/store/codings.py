"""Reasons as interviewers heard them, and which of them can go under seal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.exit_interviews.domain.coding import Coded
from services.exit_interviews.tables.forms import TABLES
from services.exit_interviews.tables.talks import coding

# Once nobody changes the form any more, and the person is gone: then both views stand.
_READY = text("""
    SELECT c.*, t.subject_id AS case_id, t.person_id, f.id AS form_id, i.questionnaire, i.version AS form_version
    FROM exit.coding c
    JOIN exit.talk t ON t.id = c.talk_id
    JOIN exit.leaving l ON l.id = t.subject_id
    LEFT JOIN exit.form f ON f.id = l.asked_form
    LEFT JOIN exit.invitation i ON i.subject_id = f.id
    WHERE c.filed_at IS NULL AND l.last_day < :today AND (f.id IS NULL OR f.closes_at <= :now)
    FOR UPDATE OF c SKIP LOCKED
""")


def one(conn: Connection, talk_id: UUID) -> Any | None:
    """Return how the interviewer of a conversation coded it."""
    return conn.execute(select(coding).where(coding.c.talk_id == talk_id)).one_or_none()


def keep(conn: Connection, talk_id: UUID, version: int, coded: Coded, now: datetime) -> bool:
    """Keep a coding; return False where it went under seal already."""
    values = {
        "version": version,
        "causes": list(coded.causes),
        "last_drop": coded.last_drop,
        "prevented": list(coded.prevented),
        "coded_at": now,
    }
    made = upsert(coding).values(talk_id=talk_id, **values)
    done = conn.execute(
        made.on_conflict_do_update(
            index_elements=["talk_id"], set_=values, where=coding.c.filed_at.is_(None)
        ).returning(coding.c.talk_id)
    )
    return done.one_or_none() is not None


def ready(conn: Connection, now: datetime, today: Any) -> Sequence[Any]:
    """Return the codings that can go under seal, each with the form of the same person, locked."""
    return conn.execute(_READY, {"now": now, "today": today}).all()


def file(conn: Connection, talk_ids: Collection[UUID], rows: Sequence[Any], now: datetime) -> None:
    """Put sheets under seal among the answers that wait for company, and note it."""
    if rows:
        conn.execute(insert(TABLES.asked.waiting), list(rows))
    conn.execute(update(coding).where(coding.c.talk_id == func.any(list(talk_ids))).values(filed_at=now))
