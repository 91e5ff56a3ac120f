"""What waits for the letter of the month of who wants no more than one: newsletters, and work that fits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

# What a reader missed since their last letter of the month, in their language where it is written in that.
_NEWS = text("""
    INSERT INTO mail.letter (key, template, kind, person_id, address, language, params, not_before, expires_at,
                             queued_at)
    SELECT 'alumni/digest/' || :month || '/' || m.id, 'alumni/digest', 'request', m.person_id, 'private', m.language,
           jsonb_build_object('about', 'news', 'items', items.list, 'standing',
               jsonb_build_object('service', 'alumni', 'subject', m.id, 'number', m.link_no)),
           :now, :expires_at, :now
    FROM alumni.member m,
    LATERAL (
        SELECT jsonb_agg(jsonb_build_object('issue', i.id, 'title',
                             CASE WHEN i.trial ->> 'winner' = 'b' THEN coalesce(own.subject_b, first.subject_b)
                                  ELSE coalesce(own.subject, first.subject) END)
                         ORDER BY i.send_at) AS list
        FROM alumni.missed x JOIN alumni.issue i ON i.id = x.issue_id
        LEFT JOIN alumni.issue_text own ON own.issue_id = i.id AND own.language = coalesce(m.language, m.spoken)
            AND own.subject <> ''
        LEFT JOIN alumni.issue_text first ON first.issue_id = i.id AND first.language = i.language
        WHERE x.member_id = m.id AND i.state = 'sending' AND x.due_at <= :now) items
    WHERE m.state = 'awake' AND m.news AND (m.paused_until IS NULL OR m.paused_until < :today)
      AND m.id IN (SELECT x.member_id FROM alumni.missed x WHERE x.due_at <= :now) AND items.list IS NOT NULL
    ON CONFLICT DO NOTHING
""")
_HEARD = text("""
    DELETE FROM alumni.missed x USING alumni.issue i
    WHERE i.id = x.issue_id AND x.due_at <= :now AND i.state <> 'paused'
""")
# What stands still now may go on: it waits for the letter of another month.
_LATER = text("UPDATE alumni.missed SET due_at = :later WHERE due_at <= :now")
# A letter of its own: each consent is about one thing, and is asked once more when a letter leaves.
_WORK = text("""
    INSERT INTO mail.letter (key, template, kind, person_id, address, language, params, not_before, expires_at,
                             queued_at)
    SELECT 'alumni/digest_work/' || :month || '/' || m.id, 'alumni/digest_work', 'request', m.person_id, 'private',
           m.language, jsonb_build_object('about', 'vacancies', 'items', work.list, 'standing',
               jsonb_build_object('service', 'alumni', 'subject', m.id, 'number', m.link_no)),
           :now, :expires_at, :now
    FROM alumni.member m,
    LATERAL (
        SELECT jsonb_agg(jsonb_build_object('vacancy', v.id, 'title', v.title, 'place', v.place,
                                            'closes_on', v.closes_on) ORDER BY v.closes_on, v.id) AS list
        FROM alumni.missed_work x JOIN alumni.vacancy v ON v.id = x.vacancy_id
        WHERE x.member_id = m.id AND x.due_at <= :now AND v.withdrawn_at IS NULL AND v.closes_on >= :today
          AND NOT EXISTS (SELECT FROM alumni.interest i WHERE i.vacancy_id = v.id AND i.member_id = m.id)) work
    WHERE m.state = 'awake' AND m.vacancies AND (m.paused_until IS NULL OR m.paused_until < :today)
      AND m.id IN (SELECT x.member_id FROM alumni.missed_work x WHERE x.due_at <= :now) AND work.list IS NOT NULL
    ON CONFLICT DO NOTHING
""")
_TOLD = text("DELETE FROM alumni.missed_work WHERE due_at <= :now")
_NEXT = text(
    "SELECT least((SELECT min(due_at) FROM alumni.missed), (SELECT min(due_at) FROM alumni.missed_work))"
)


def next_due(conn: Connection) -> datetime | None:
    """Return when the next letter of the month is due; None where nobody missed anything."""
    found: datetime | None = conn.scalar(_NEXT)
    return found


def send(conn: Connection, *, now: datetime, today: date, expires_at: datetime, later: datetime) -> int:
    """Put the letters of the month into the box for whoever missed something; return how many."""
    given: dict[str, Any] = {"month": f"{today:%Y-%m}", "now": now, "today": today, "expires_at": expires_at}
    number = conn.execute(_NEWS, given).rowcount + conn.execute(_WORK, given).rowcount
    conn.execute(_HEARD, {"now": now})
    conn.execute(_LATER, {"now": now, "later": later})
    conn.execute(_TOLD, {"now": now})
    return number
