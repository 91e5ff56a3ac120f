"""Reports of conversations and their lessons in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, text, union, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.exit_interviews.domain.reports import DRAFT, SHARED, Lesson
from services.exit_interviews.tables.cases import leaving
from services.exit_interviews.tables.forms import TALK_TABLES
from services.exit_interviews.tables.talks import coding, lesson, report, thanks
from shared.kernel.ids import random_id

talk = TALK_TABLES.talk
# What a conversation leaves behind; lessons go with their report.
_LEFT_BEHIND = (report, coding, thanks)

# Not to the board member who was the manager: the person was told that their manager gets nothing.
_RELEASED = """
    SELECT r.*, l.kind, l.department, l.spell_id, date_trunc('quarter', l.last_day::timestamp)::date AS quarter
    FROM exit.report r JOIN exit.leaving l ON l.id = r.leaving_id
    WHERE r.state = 'released' AND NOT EXISTS (
        SELECT FROM people.career_v1 c WHERE c.spell_id = l.spell_id AND c.manager_id = :me)
"""
_LISTED = text(f"""
    {_RELEASED} AND (cast(:after_at AS timestamptz) IS NULL
        OR (r.released_at, r.talk_id) < (:after_at, cast(:after_id AS uuid)))
    ORDER BY r.released_at DESC, r.talk_id DESC LIMIT :limit
""")
_NAMES = text("SELECT given_name, family_name FROM people.contact_v1 WHERE person_id = :person")
_ONE_RELEASED = text(f"{_RELEASED} AND r.talk_id = :talk_id")


def one(conn: Connection, talk_id: UUID, *, lock: bool = False) -> Any | None:
    """Return the report of a conversation."""
    query = select(report).where(report.c.talk_id == talk_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def of_case(conn: Connection, case_id: UUID, *, lock: bool = False) -> Any | None:
    """Return the report of a leaving."""
    query = select(report).where(report.c.leaving_id == case_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def begin(conn: Connection, talk_id: UUID, case_id: UUID, promise: int, now: datetime) -> None:
    """Begin a report, where there is none."""
    made = upsert(report).values(
        talk_id=talk_id, leaving_id=case_id, state=DRAFT, promise=promise, written_at=now
    )
    conn.execute(made.on_conflict_do_nothing())


def change(conn: Connection, talk_id: UUID, **values: Any) -> None:
    """Set columns of a report."""
    conn.execute(update(report).where(report.c.talk_id == talk_id).values(**values))


def lessons(conn: Connection, talk_id: UUID) -> Sequence[Any]:
    """Return the lessons of a report, in their order."""
    return conn.execute(select(lesson).where(lesson.c.talk_id == talk_id).order_by(lesson.c.place)).all()


def learn(conn: Connection, talk_id: UUID, found: Sequence[Lesson]) -> None:
    """Keep these lessons; what the person keeps back stays kept back, at its place."""
    withheld = {row.place for row in lessons(conn, talk_id) if row.withheld}
    conn.execute(delete(lesson).where(lesson.c.talk_id == talk_id))
    rows = [
        {"id": random_id(), "talk_id": talk_id, **vars(each), "withheld": each.place in withheld}
        for each in found
    ]
    if rows:
        conn.execute(insert(lesson), rows)


def withhold(conn: Connection, talk_id: UUID, places: Collection[int]) -> None:
    """Keep back the lessons at these places, and no others."""
    conn.execute(
        update(lesson)
        .where(lesson.c.talk_id == talk_id)
        .values(withheld=lesson.c.place.in_(list(places)) & lesson.c.tell)
    )


def to_be_final(conn: Connection, now: datetime) -> Sequence[Any]:
    """Return the conversations of reports whose reader had the time to say otherwise; the reports are locked."""
    query = select(talk).join(report, report.c.talk_id == talk.c.id)
    query = query.where(report.c.state == SHARED, report.c.agree_by <= now)
    return conn.execute(query.with_for_update(of=report, skip_locked=True)).all()


def next_due(conn: Connection) -> datetime | None:
    """Return when the next report stands by itself."""
    found: datetime | None = conn.execute(
        select(func.min(report.c.agree_by)).where(report.c.state == SHARED)
    ).scalar()
    return found


def released(
    conn: Connection, me: UUID | None, *, after: tuple[Any, Any] | None, limit: int
) -> Sequence[Any]:
    """Return what the board may read, what was released last first."""
    at, key = after or (None, None)
    return conn.execute(_LISTED, {"me": me, "after_at": at, "after_id": key, "limit": limit}).all()


def one_released(conn: Connection, talk_id: UUID, me: UUID | None) -> Any | None:
    """Return a report that the board may read."""
    return conn.execute(_ONE_RELEASED, {"talk_id": talk_id, "me": me}).one_or_none()


def forget_before(conn: Connection, day: date) -> list[UUID]:
    """Delete what is kept of conversations with people whose last day was before; return of which."""
    kept = union(*(select(table.c.talk_id) for table in _LEFT_BEHIND))
    query = select(talk.c.id).join(leaving, leaving.c.id == talk.c.subject_id)
    talks = list(conn.execute(query.where(leaving.c.last_day < day, talk.c.id.in_(kept))).scalars())
    drop(conn, talks)
    return talks


def drop(conn: Connection, talk_ids: Collection[UUID]) -> None:
    """Delete what is kept of these conversations: report, lessons, coding, words that were not sent."""
    for table in _LEFT_BEHIND:
        conn.execute(delete(table).where(table.c.talk_id == func.any(list(talk_ids))))


def about(conn: Connection, case_ids: Collection[UUID]) -> list[UUID]:
    """Return the conversations of these leavings of which something is kept."""
    return list(
        conn.execute(select(talk.c.id).where(talk.c.subject_id == func.any(list(case_ids)))).scalars()
    )


def of_people(conn: Connection, person_ids: Collection[UUID]) -> list[UUID]:
    """Return the conversations with these people."""
    return list(
        conn.execute(select(talk.c.id).where(talk.c.person_id == func.any(list(person_ids)))).scalars()
    )


def names_of(conn: Connection, person_id: UUID) -> tuple[str, str]:
    """Return the names by which somebody would be known in a text: given and family name, empty where not known."""
    row = conn.execute(_NAMES, {"person": person_id}).one_or_none()
    return (row.given_name or "", row.family_name or "") if row else ("", "")
