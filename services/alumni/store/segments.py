"""Who is in a segment: counted, sampled, and filed, by one and the same condition."""

# ruff: noqa: S608  what is put together here are words of this file; values are parameters

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.alumni.domain.members import NEWS, SUBJECTS
from services.alumni.domain.news import WANTS, Segment
from services.alumni.domain.trial import SLICES
from shared.kernel.settings import settings

# Members who are written at all, and want to hear about this. ``m`` is the member.
_WRITTEN = "m.state = 'awake' AND m.{subject} AND (m.paused_until IS NULL OR m.paused_until < :today)"


def condition(segment: Segment, today: date, subject: str = NEWS) -> tuple[str, dict[str, Any]]:
    """Return the WHERE of a segment and its values; only the names of our own columns are put together."""
    if subject not in SUBJECTS:
        raise ValueError(subject)
    parts, given = [_WRITTEN.format(subject=subject)], dict[str, Any](today=today)
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
    parts.extend(f"m.{name}" for name in WANTS if name in segment.wants)
    if segment.languages:
        parts.append("coalesce(m.language, m.spoken, :unsaid) = ANY(:languages)")
        given |= {"languages": list(segment.languages), "unsaid": settings().language}
    if segment.from_year:
        parts.append("coalesce(m.last_year, 9999) >= :from_year")
        given["from_year"] = segment.from_year
    if segment.until_year:
        parts.append("coalesce(m.first_year, 0) <= :until_year")
        given["until_year"] = segment.until_year
    return " AND ".join(parts), given


def count(conn: Connection, segment: Segment, today: date, subject: str = NEWS) -> dict[str, int]:
    """Return how many are in a segment, by the language in which they read."""
    where, given = condition(segment, today, subject)
    rows = conn.execute(
        text(
            f"SELECT m.language, m.spoken, count(*) AS many FROM alumni.member m WHERE {where} GROUP BY 1, 2"
        ),
        given,
    )
    found: dict[str, int] = {}
    for row in rows:
        language = row.language or row.spoken or ""
        found[language] = found.get(language, 0) + row.many
    return found


def sample(
    conn: Connection, segment: Segment, today: date, *, limit: int = 8, subject: str = NEWS
) -> list[UUID]:
    """Return some of the persons in a segment."""
    where, given = condition(segment, today, subject)
    rows = conn.execute(
        text(f"SELECT m.person_id FROM alumni.member m WHERE {where} ORDER BY m.joined_at DESC LIMIT :limit"),
        {**given, "limit": limit},
    )
    return list(rows.scalars())


def choices(conn: Connection, column: str, subject: str = NEWS) -> list[str]:
    """Return the places, departments or functions of those who want this, the most frequent first."""
    if column not in {"place", "department", "function"} or subject not in SUBJECTS:
        raise ValueError(column)
    rows = conn.execute(
        text(
            f"SELECT {column} FROM alumni.member WHERE state = 'awake' AND {subject} AND {column} IS NOT NULL"
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
           jsonb_build_object('issue', cast(:issue AS text), 'about', 'news', 'standing',
               jsonb_build_object('service', 'alumni', 'subject', m.id, 'number', m.link_no)) || cast(:more AS jsonb),
           :not_before, :expires_at, :now
    FROM alumni.member m WHERE {where} AND m.frequency = 'each'{part}
    ON CONFLICT DO NOTHING
"""
# Some bits of a number that is this reader's and this newsletter's alone.
_PART = f" AND (hashtextextended(m.id::text || :issue, 0) & {SLICES - 1}) BETWEEN :low AND :high - 1"


@dataclass(frozen=True, kw_only=True)
class Filing:
    """How letters are filed; ``variant``: with which subject, ``slices``: for which part of the readers."""

    issue_id: UUID
    written: list[str]
    first: str
    not_before: datetime
    expires_at: datetime
    now: datetime
    variant: str | None = None
    slices: tuple[int, int] | None = None

    def part(self, variant: str, low: int, high: int) -> Filing:
        """Return how those of one part are filed."""
        return replace(self, variant=variant, slices=(low, high))


def file(conn: Connection, segment: Segment, today: date, filing: Filing) -> int:
    """Put a letter into the box for everybody in a segment, or for a part of them; return how many."""
    where, given = condition(segment, today)
    if filing.slices is not None:
        given |= {"low": filing.slices[0], "high": filing.slices[1]}
    done = conn.execute(
        text(_FILE.format(where=where, part=_PART if filing.slices is not None else "")),
        {**given, "template": "alumni/newsletter", "issue": str(filing.issue_id), "written": filing.written,
         "first": filing.first, "not_before": filing.not_before, "expires_at": filing.expires_at, "now": filing.now,
         "more": json.dumps({"variant": filing.variant} if filing.variant else {})},
    )  # fmt: skip
    return done.rowcount


def note_missed(conn: Connection, segment: Segment, today: date, *, issue_id: UUID, due_at: datetime) -> None:
    """Keep a newsletter for the letter of the month of those who want one a month."""
    where, given = condition(segment, today)
    conn.execute(
        text(
            "INSERT INTO alumni.missed (member_id, issue_id, due_at) SELECT m.id, :issue, :due FROM alumni.member m"
            f" WHERE {where} AND m.frequency = 'monthly' ON CONFLICT DO NOTHING"
        ),
        {**given, "issue": issue_id, "due": due_at},
    )


def _plain(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
