"""Who is in a segment: counted, sampled, and filed, by one and the same condition."""

# ruff: noqa: S608  what is put together here are words of this file; values are parameters

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.alumni.domain.news import Segment

# Members who are written at all, and want this subject. ``m`` is the member.
_WRITTEN = "m.state = 'awake' AND m.{subject} AND (m.paused_until IS NULL OR m.paused_until < :today)"
_SUBJECTS = frozenset({"news", "reunions", "vacancies"})


def condition(subject: str, segment: Segment, today: date) -> tuple[str, dict[str, Any]]:
    """Return the WHERE of a segment and its values; only the names of our own columns are put together."""
    if subject not in _SUBJECTS:
        raise ValueError(subject)
    parts, values = [_WRITTEN.format(subject=subject)], {"today": today}
    given: dict[str, Any] = dict(values)
    if segment.places:
        parts.append("m.place = ANY(:places)")
        given["places"] = list(segment.places)
    if segment.functions:
        parts.append("m.function = ANY(:functions)")
        given["functions"] = list(segment.functions)
    if segment.departments:
        parts.append("(m.department = ANY(:departments) OR m.department LIKE ANY(:below))")
        given["departments"] = list(segment.departments)
        given["below"] = [f"{_plain(one)} > %" for one in segment.departments]
    if segment.from_year:
        parts.append("coalesce(m.last_year, 9999) >= :from_year")
        given["from_year"] = segment.from_year
    if segment.until_year:
        parts.append("coalesce(m.first_year, 0) <= :until_year")
        given["until_year"] = segment.until_year
    return " AND ".join(parts), given


def count(conn: Connection, subject: str, segment: Segment, today: date) -> dict[str, int]:
    """Return how many are in a segment, by the language in which they read."""
    where, given = condition(subject, segment, today)
    rows = conn.execute(
        text(
            "SELECT coalesce(m.language, m.spoken, '') AS language, count(*) AS many"
            f" FROM alumni.member m WHERE {where} GROUP BY 1"
        ),
        given,
    )
    return {row.language: row.many for row in rows}


def sample(conn: Connection, subject: str, segment: Segment, today: date, *, limit: int = 8) -> list[UUID]:
    """Return some of the persons in a segment."""
    where, given = condition(subject, segment, today)
    rows = conn.execute(
        text(f"SELECT m.person_id FROM alumni.member m WHERE {where} ORDER BY m.joined_at DESC LIMIT :limit"),
        {**given, "limit": limit},
    )
    return list(rows.scalars())


def choices(conn: Connection, column: str) -> list[str]:
    """Return the places, departments or functions of those who want news, the most frequent first."""
    if column not in {"place", "department", "function"}:
        raise ValueError(column)
    rows = conn.execute(
        text(
            f"SELECT {column} FROM alumni.member WHERE state = 'awake' AND news AND {column} IS NOT NULL"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 50"
        )
    )
    return list(rows.scalars())


# One statement, however many readers: their letters lie in the box, or none does. The key makes a second copy none.
_FILE = """
    INSERT INTO mail.letter (key, template, kind, person_id, address, language, params, not_before, expires_at,
                             queued_at)
    SELECT :template || '/' || :issue || '/' || m.id, :template, 'request', m.person_id, 'private',
           CASE WHEN coalesce(m.language, m.spoken) = ANY(:written) THEN coalesce(m.language, m.spoken) ELSE :first END,
           jsonb_build_object('issue', cast(:issue AS text), 'about', cast(:subject AS text), 'standing',
               jsonb_build_object('service', 'alumni', 'subject', m.id, 'number', m.link_no)),
           :not_before, :expires_at, :now
    FROM alumni.member m WHERE {where}
    ON CONFLICT DO NOTHING
"""


def file(
    conn: Connection, subject: str, segment: Segment, today: date, *,
    issue_id: UUID, written: list[str], first: str, not_before: datetime, expires_at: datetime, now: datetime,
) -> int:  # fmt: skip
    """Put a letter into the box for everybody in a segment; return how many."""
    where, given = condition(subject, segment, today)
    if subject == "news":
        where += " AND m.frequency = 'each'"
    done = conn.execute(
        text(_FILE.format(where=where)),
        {**given, "template": "alumni/newsletter", "subject": subject, "issue": str(issue_id), "written": written,
         "first": first, "not_before": not_before, "expires_at": expires_at, "now": now},
    )  # fmt: skip
    return done.rowcount


def _plain(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
