"""Calendars under secret addresses, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from services.journey.domain.touchpoint import CANCELLED, Touchpoint
from services.journey.store.touchpoints import NAMES
from services.journey.tables import feed
from shared.calendar.window import known_zone
from shared.contracts.programmes import BY_CODE

# What is planned by its moment, what left by when it left, and what does not come (any more) by its date, each by an
# index; of the last only what a reader of this calendar can have seen before.
_AMONG = """
    t.programme = ANY(cast(:programmes AS text[]))
    AND (cast(:interviewer AS uuid) IS NULL OR t.interviewer = :interviewer)
"""
_SHOWN = f"""
    SELECT t.* FROM journey.touchpoint t
    WHERE t.state = 'planned' AND t.send_at BETWEEN :first AND :last AND {_AMONG}
    UNION ALL
    SELECT t.* FROM journey.touchpoint t
    WHERE t.released_at BETWEEN :first AND :last AND {_AMONG}
    UNION ALL
    SELECT t.* FROM journey.touchpoint t
    WHERE t.state IN ('cancelled', 'skipped') AND t.released_at IS NULL
      AND t.due_date BETWEEN cast(:first AS date) AND cast(:last AS date) AND {_AMONG}
      AND EXISTS (SELECT FROM journey.change c WHERE c.touchpoint_id = t.id AND c.state_was = 'planned'
                  AND c.state IN ('cancelled', 'skipped') AND c.changed_at >= :made_at)
"""  # noqa: S608  of our own parts
_COUNT = text(f"SELECT count(*) FROM (SELECT FROM ({_SHOWN}) AS shown LIMIT :most) AS counted")  # noqa: S608
_WHERE = """
    LEFT JOIN LATERAL (SELECT c.time_zone FROM people.career_v1 c WHERE c.person_id = t.person_id
                       ORDER BY c.spell_no DESC LIMIT 1) AS now ON true
"""
_EVENTS = text(f"""
    SELECT {", ".join("t." + name for name in NAMES)}, t.planned_at, now.time_zone,
           (SELECT max(c.changed_at) FROM journey.change c WHERE c.touchpoint_id = t.id) AS changed_at
    FROM ({_SHOWN}) AS t {_WHERE} ORDER BY t.id
""")  # noqa: S608
# What somebody was to hold and another is (or nobody yet): gone from their calendar only once it hears so.
_TAKEN_OVER = text(f"""
    SELECT {", ".join("t." + name for name in NAMES)}, t.planned_at, now.time_zone, taken.changed_at, taken.send_at_was
    FROM (
        SELECT DISTINCT ON (c.touchpoint_id) c.touchpoint_id, c.changed_at, c.send_at_was FROM journey.change c
        WHERE c.interviewer_was = :interviewer AND c.changed_at >= greatest(:made_at, :first)
        ORDER BY c.touchpoint_id, c.id DESC) AS taken
    JOIN journey.touchpoint t ON t.id = taken.touchpoint_id AND t.interviewer IS DISTINCT FROM :interviewer
    {_WHERE} ORDER BY t.id
""")  # noqa: S608
_DAYS = text(f"""
    SELECT (coalesce(t.released_at, t.send_at) AT TIME ZONE :zone)::date AS day, t.programme, t.rule,
           max(t.plan_version) AS version, count(*) AS many, max(t.planned_at) AS planned_at
    FROM ({_SHOWN}) AS t WHERE t.state NOT IN ('cancelled', 'skipped')
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
""")  # noqa: S608
_READ = text("""
    UPDATE journey.feed SET read_at = :now
    WHERE id = :id AND (read_at IS NULL OR read_at < cast(:now AS timestamptz) - interval '5 minutes')
""")
# Whoever made it, or talks in it, has an account that still opens the door; what the API made lives until revoked.
_OPEN = text("""
    SELECT f.* FROM journey.feed f
    WHERE f.secret_hash = :hash AND f.revoked_at IS NULL
      AND (f.interviewer IS NULL OR EXISTS (
            SELECT FROM console.interviewer_v1 a WHERE a.account_id = f.interviewer))
      AND (f.interviewer IS NOT NULL OR f.account_id = :api OR EXISTS (
            SELECT FROM console.interviewer_v1 a WHERE a.account_id = f.account_id AND 'hr' = ANY(a.roles)))
""")


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A calendar: all moments, those of one programme, or the conversations of one interviewer."""

    id: UUID
    account_id: UUID
    interviewer: UUID | None
    programme: str | None
    made_at: datetime
    read_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Event:
    """A touchpoint with what a calendar needs beside it."""

    touchpoint: Touchpoint
    planned_at: datetime
    changed_at: datetime | None
    zone: str


@dataclass(frozen=True)
class DayCount:
    """So many of a moment on a day."""

    day: date
    programme: str
    rule: str
    version: int | None
    many: int
    planned_at: datetime


@dataclass(frozen=True)
class Span:
    """From when till when a calendar shows what is there."""

    first: datetime
    last: datetime


def add(conn: Connection, one: Feed, secret_hash: bytes) -> None:
    """Keep a calendar, by the hash of its secret."""
    conn.execute(insert(feed).values(**one.__dict__, secret_hash=secret_hash))


def listed(conn: Connection, *, interviewer: UUID | None = None) -> list[Feed]:
    """Return the calendars that are not revoked; of one interviewer, or all."""
    query = select(*(feed.c[name] for name in Feed.__dataclass_fields__)).where(feed.c.revoked_at.is_(None))
    if interviewer is not None:
        query = query.where(feed.c.interviewer == interviewer)
    rows = conn.execute(query.order_by(feed.c.made_at.desc(), feed.c.id.desc()))
    return [Feed(**row._mapping) for row in rows]  # noqa: SLF001  the public name of a row's columns


def revoke(conn: Connection, feed_id: UUID, now: datetime, *, interviewer: UUID | None = None) -> bool:
    """Close a calendar (only where it is this interviewer's); False where there is none."""
    closed = feed.update().where(feed.c.id == feed_id, feed.c.revoked_at.is_(None)).values(revoked_at=now)
    if interviewer is not None:
        closed = closed.where(feed.c.interviewer == interviewer)
    return conn.execute(closed.returning(feed.c.id)).first() is not None


def opened_by(conn: Connection, secret_hash: bytes, now: datetime, *, api: UUID) -> Feed | None:
    """Return the calendar behind a secret, and note that it was read."""
    row = conn.execute(_OPEN, {"hash": secret_hash, "api": api}).one_or_none()
    if row is None:
        return None
    conn.execute(_READ, {"id": row.id, "now": now})
    return Feed(**{name: getattr(row, name) for name in Feed.__dataclass_fields__})


def count(conn: Connection, one: Feed, span: Span, *, most: int) -> int:
    """Return how many events a calendar has, up to ``most``."""
    found: int = conn.execute(_COUNT, {**_values(one, span), "most": most}).scalar_one()
    return found


def events(conn: Connection, one: Feed, span: Span, *, zone: str) -> list[Event]:
    """Return what stands in a calendar; ``zone`` is for people who have none."""
    shown = [
        _event(row, Touchpoint._make(row[: len(NAMES)]), zone)
        for row in conn.execute(_EVENTS, _values(one, span))
    ]
    return shown if one.interviewer is None else shown + _taken_over(conn, one, span, zone)


def _taken_over(conn: Connection, one: Feed, span: Span, zone: str) -> list[Event]:
    """Return what the interviewer of a calendar is no longer to hold, cancelled where it stood for them."""
    found = []
    for row in conn.execute(_TAKEN_OVER, _values(one, span)):
        point = Touchpoint._make(row[: len(NAMES)])
        stood = point._replace(state=CANCELLED, send_at=row.send_at_was, released_at=None, interviewer=None)
        found.append(_event(row, stood, zone))
    return found


def _event(row: Any, point: Touchpoint, zone: str) -> Event:
    return Event(point, row.planned_at, row.changed_at, known_zone(row.time_zone, zone))


def days(conn: Connection, one: Feed, span: Span, *, zone: str) -> list[DayCount]:
    """Return how many of each moment there are on each day of the organisation's calendar."""
    return [DayCount(*row) for row in conn.execute(_DAYS, {**_values(one, span), "zone": zone})]


def _values(one: Feed, span: Span) -> dict[str, Any]:
    return {
        "programmes": [one.programme] if one.programme else sorted(BY_CODE),
        "interviewer": one.interviewer,
        "first": span.first,
        "last": span.last,
        "made_at": one.made_at,
    }
