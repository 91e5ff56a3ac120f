"""Newsletters, as alumni publishes them: their words, whether they may leave, and who still wants them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

# A paused letter waits here; the index of what is due never comes to it.
LATER = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
PAUSED, STOPPED, UNWANTED = "issue_paused", "issue_stopped", "not_wanted"

_WORDS = text("SELECT * FROM alumni.issue_v1 WHERE issue_id = ANY(:issues)")
_WANTED = text("""
    SELECT asked.id, asked.about
    FROM unnest(cast(:persons AS uuid[]), cast(:abouts AS text[])) AS asked (id, about)
    JOIN alumni.member_v1 m ON m.person_id = asked.id
    WHERE m.state = 'awake' AND (m.paused_until IS NULL OR m.paused_until < :today)
      AND CASE asked.about WHEN 'news' THEN m.news WHEN 'reunions' THEN m.reunions WHEN 'vacancies' THEN m.vacancies
                           ELSE m.news OR m.reunions OR m.vacancies END
""")
_RESUME = text("""
    UPDATE mail.letter SET not_before = :now, reason = NULL
    WHERE params ? 'issue' AND (params ->> 'issue')::uuid = :issue AND state = 'queued' AND reason = 'issue_paused'
""")
_STOP = text("""
    UPDATE mail.letter SET state = 'cancelled', reason = 'issue_stopped', secrets = NULL
    WHERE params ? 'issue' AND (params ->> 'issue')::uuid = :issue AND state IN ('queued', 'parked')
""")


def words(conn: Connection, issues: Sequence[UUID]) -> list[Row[Any]]:
    """Return these newsletters in all the languages in which they are written."""
    return list(conn.execute(_WORDS, {"issues": list(issues)})) if issues else []


def wanted(conn: Connection, asked: Sequence[tuple[UUID, str]], today: date) -> set[tuple[UUID, str]]:
    """Return who still wants to hear about what they are written about."""
    if not asked:
        return set()
    persons, abouts = [person for person, _ in asked], [about for _, about in asked]
    rows = conn.execute(_WANTED, {"persons": persons, "abouts": abouts, "today": today})
    return {(row.id, row.about) for row in rows}


def resume(conn: Connection, issue: UUID, now: datetime) -> int:
    """What was paused may leave; returns how many."""
    return conn.execute(_RESUME, {"issue": issue, "now": now}).rowcount


def stop(conn: Connection, issue: UUID) -> int:
    """What waits never leaves; returns how many."""
    return conn.execute(_STOP, {"issue": issue}).rowcount
