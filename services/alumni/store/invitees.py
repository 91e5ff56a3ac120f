"""Who is invited to a reunion, and who of them is reminded: each in one statement, however many they are."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, text

from services.alumni.domain.members import REUNIONS
from services.alumni.domain.news import Segment
from services.alumni.domain.reunions import Reunion
from services.alumni.store import segments
from services.alumni.tables.reunions import reunion

_LETTERS = """
    INSERT INTO mail.letter (key, template, kind, person_id, address, language, params, not_before, expires_at,
                             queued_at)
    SELECT cast(:template AS text) || '/' || :id || '/' || m.id, :template, :kind, m.person_id, 'private', m.language,
           jsonb_build_object('about', 'reunions', 'reunion', cast(:id AS text), 'title',
               coalesce(cast(:texts AS jsonb) -> coalesce(m.language, m.spoken) ->> 'title', :title),
               'place', cast(:place AS text), 'starts_at', cast(:starts_at AS text), 'answer_by',
               cast(:answer_by AS text), 'standing',
               jsonb_build_object('service', 'alumni', 'subject', m.id, 'number', m.link_no)),
           :now, :expires_at, :now
    FROM alumni.member m
    WHERE {where}
    ON CONFLICT DO NOTHING
"""
# Whoever was invited, and said nothing yet.
_SILENT = """ AND m.joined_at <= :invited_at
    AND NOT EXISTS (SELECT FROM alumni.attendance a WHERE a.reunion_id = cast(:id AS uuid) AND a.member_id = m.id)"""


def invite(conn: Connection, one: Reunion, *, now: datetime, today: date) -> int:
    """Invite everybody in the segment who wants to come to reunions; return how many."""
    where, given = segments.condition(Segment.read(one.segment), today, REUNIONS)
    given |= {"template": "alumni/reunion", "kind": "request", "expires_at": one.starts_at}
    return _write(conn, one, where, given, now)


def nudge(conn: Connection, one: Reunion, *, now: datetime, today: date, closes: datetime) -> int:
    """Remind those who were invited and said nothing; return how many."""
    where, given = segments.condition(Segment.read(one.segment), today, REUNIONS)
    given |= {"template": "alumni/reunion_reminder", "kind": "reminder", "expires_at": closes,
              "invited_at": one.invited_at}  # fmt: skip
    return _write(conn, one, where + _SILENT, given, now)


def to_nudge(conn: Connection, *, before: date) -> list[Row[Any]]:
    """Return the reunions of which the last day to answer is near, and nobody was reminded yet."""
    query = select(reunion.c.id).where(
        reunion.c.state == "open", reunion.c.nudged_at.is_(None), reunion.c.answer_by <= before
    )
    return list(conn.execute(query.with_for_update(skip_locked=True)))


def next_nudge(conn: Connection) -> date | None:
    """Return the next last day to answer of which nobody was reminded yet."""
    query = select(reunion.c.answer_by).where(reunion.c.state == "open", reunion.c.nudged_at.is_(None))
    return conn.scalar(query.order_by(reunion.c.answer_by).limit(1))


def answered(conn: Connection, reunion_id: UUID) -> dict[str, int]:
    """Return how many answered each of a reunion's own questions."""
    rows = conn.execute(
        text(
            "SELECT k.key, count(*) AS many FROM alumni.attendance a, jsonb_object_keys(a.answers) k (key)"
            " WHERE a.reunion_id = :id GROUP BY 1"
        ),
        {"id": reunion_id},
    )
    return {row.key: row.many for row in rows}


def _write(conn: Connection, one: Reunion, where: str, given: dict[str, Any], now: datetime) -> int:
    told = {
        "id": str(one.id), "title": one.title, "texts": json.dumps(one.texts), "place": one.place,
        "starts_at": one.starts_at.isoformat(), "answer_by": one.answer_by.isoformat(), "now": now,
    }  # fmt: skip
    return conn.execute(text(_LETTERS.format(where=where)), {**given, **told}).rowcount
