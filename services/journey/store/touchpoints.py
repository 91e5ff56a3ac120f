"""Touchpoints in the database: read, add, change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import Connection, bindparam, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from services.journey.domain.touchpoint import DUE, PLANNED, SEEN, SKIPPED, TOGETHER, UNSEEN, Touchpoint
from services.journey.tables import touchpoint
from shared.contracts.programmes import BY_CODE

# In the order of its fields: a row that is read is a touchpoint.
NAMES = Touchpoint._fields
COLUMNS = [touchpoint.c[name] for name in NAMES]
# The first of each programme, by the index alone; that nothing leaves in a stop is asked along with it: a tick stays
# one query.
_FIRST_OF_EACH = """
    FROM unnest(cast(:programmes AS text[])) AS asked (programme),
    LATERAL (
        SELECT t.person_id, t.send_at, t.id FROM journey.touchpoint t
        WHERE t.programme = asked.programme AND t.state = 'planned' {due}
        ORDER BY t.send_at, t.id LIMIT :limit) AS first
    WHERE NOT EXISTS (SELECT FROM journey.stop WHERE lifted_at IS NULL)
"""
_NEXT = text(f"SELECT min(first.send_at) {_FIRST_OF_EACH.format(due='')}")
_WAITING = text(f"""
    SELECT first.person_id {_FIRST_OF_EACH.format(due="AND t.send_at <= :now")}
    ORDER BY first.send_at, first.id LIMIT :limit
""")

_COPY = f"COPY journey.touchpoint ({', '.join(NAMES)}, planned_at) FROM STDIN"

# By the index too. The rows are not locked: the lane of the person is, and locks on a million rows are as many writes.
_OF_PEOPLE = text(f"""
    SELECT t.* FROM unnest(cast(:ids AS uuid[])) AS asked (id),
    LATERAL (
        SELECT {", ".join(NAMES)} FROM journey.touchpoint WHERE person_id = asked.id ORDER BY id) AS t
""")  # noqa: S608  names of our own columns

# What has left goes along also where its employment stays out of sight (kept twice): whoever goes on got that letter.
_REHOME = text("""
    UPDATE journey.touchpoint t SET person_id = :into_id
    WHERE t.person_id = :from_id AND t.state <> 'due'
      AND (EXISTS (
            SELECT 1 FROM people.career_v1 c WHERE c.person_id = :into_id AND c.spell_id = t.spell_id)
        OR t.released_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM people.career_v1 c WHERE c.person_id = :from_id)
          AND EXISTS (SELECT 1 FROM people.career_v1 c WHERE c.person_id = :into_id))
      AND NOT EXISTS (
        SELECT 1 FROM journey.touchpoint other
        WHERE other.person_id = :into_id AND other.spell_id = t.spell_id AND other.programme = t.programme
          AND other.rule = t.rule AND other.occurrence = t.occurrence AND other.about IS NOT DISTINCT FROM t.about)
""")


def touchpoints_of(conn: Connection, person_ids: Collection[UUID]) -> list[Touchpoint]:
    """Return all touchpoints of these people. Whoever changes them holds their lanes."""
    return list(map(Touchpoint._make, conn.execute(_OF_PEOPLE, {"ids": sorted(person_ids)}).all()))


def waiting_persons(conn: Connection, now: datetime, limit: int) -> set[UUID]:
    """Return of whom the moment has come of the first ``limit`` planned touchpoints; nobody in a stop."""
    values = {"programmes": list(BY_CODE), "now": now, "limit": limit}
    return set(conn.execute(_WAITING, values).scalars())


def taken_along(conn: Connection, ids: Collection[UUID]) -> dict[tuple[UUID, str], list[str]]:
    """Return the moments that go along with others, by person and by what they go along with (with its day)."""
    query = select(touchpoint.c.person_id, touchpoint.c.detail, touchpoint.c.rule).where(
        touchpoint.c.person_id == func.any(list(ids)),
        touchpoint.c.state == SKIPPED,
        touchpoint.c.reason == TOGETHER,
    )
    found: dict[tuple[UUID, str], list[str]] = {}
    for row in conn.execute(query.order_by(touchpoint.c.rule)):
        found.setdefault((row.person_id, row.detail), []).append(row.rule)
    return found


def add(conn: Connection, touchpoints: Sequence[Touchpoint], now: datetime) -> None:
    """Add touchpoints; one that is there already stays as it is."""
    if not touchpoints:
        return
    try:
        with conn.begin_nested():
            _copy(conn, ((*one, now) for one in touchpoints))
    except UniqueViolation:
        # Somebody else planned for one of these people meanwhile: theirs stay, row by row.
        rows = [{**one._asdict(), "planned_at": now} for one in touchpoints]
        conn.execute(insert(touchpoint).on_conflict_do_nothing(), rows)


def _copy(conn: Connection, rows: Iterable[Sequence[Any]]) -> None:
    """Stream rows in: a tenth of the price of as many INSERTs."""
    driver = conn.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in rows:
            copy.write_row(row)


def one(conn: Connection, touchpoint_id: UUID) -> Touchpoint | None:
    """Return a touchpoint."""
    query = select(*COLUMNS).where(touchpoint.c.id == touchpoint_id)
    row = conn.execute(query).one_or_none()
    return Touchpoint._make(row) if row else None


def unseen_persons(conn: Connection, programme: str) -> list[UUID]:
    """Return of whom something waits until HR has looked at a programme."""
    query = select(touchpoint.c.person_id).where(
        touchpoint.c.programme == programme, touchpoint.c.state == PLANNED, touchpoint.c.reason == UNSEEN
    )
    return list(conn.execute(query.distinct()).scalars())


def wake(conn: Connection, programme: str, now: datetime) -> int:
    """Let leave what waited until HR had looked: at the next release, where the window is open; return how many.

    Whoever asks holds the lanes of ``unseen_persons``.
    """
    woken = (
        touchpoint.update()
        .where(
            touchpoint.c.programme == programme,
            touchpoint.c.state == PLANNED,
            touchpoint.c.reason == UNSEEN,
        )
        .values(send_at=now, reason=SEEN, sequence=touchpoint.c.sequence + 1)
    )
    return conn.execute(woken).rowcount


def rehome(conn: Connection, from_id: UUID, into_id: UUID) -> None:
    """Let the touchpoints of employments that moved to another record of the same person move along."""
    conn.execute(_REHOME, {"from_id": from_id, "into_id": into_id})


def answered_as(conn: Connection, ids: Collection[UUID], state: str, only_from: Collection[str]) -> list[Any]:
    """Set released touchpoints that stand in one of ``only_from`` to ``state``; return (id, person_id) of those."""
    query = (
        touchpoint.update()
        .where(
            touchpoint.c.id == func.any(list(ids)),
            touchpoint.c.state.in_(only_from),
            touchpoint.c.released_at.is_not(None),
        )
        .values(state=state, reason=None)
        .returning(touchpoint.c.id, touchpoint.c.person_id)
    )
    return list(conn.execute(query))


def note_undelivered(conn: Connection, reasons: Mapping[UUID, str]) -> None:
    """Note at the open touchpoints of people why no letter reaches them."""
    conn.execute(
        touchpoint.update()
        .where(touchpoint.c.person_id == bindparam("person"), touchpoint.c.state == DUE)
        .values(reason=bindparam("why")),
        [{"person": person, "why": why} for person, why in reasons.items()],
    )


def erase(conn: Connection, person_ids: Iterable[UUID]) -> None:
    """Delete everything about these people."""
    conn.execute(delete(touchpoint).where(touchpoint.c.person_id == func.any(list(person_ids))))


def next_send_at(conn: Connection) -> datetime | None:
    """Return when the first planned touchpoint leaves, None while everything is stopped."""
    found: datetime | None = conn.execute(_NEXT, {"programmes": list(BY_CODE), "limit": 1}).scalar()
    return found
