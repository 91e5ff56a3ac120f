"""Touchpoints in the database: read, add, change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import Connection, bindparam, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from services.journey.domain.settle import Change
from services.journey.domain.touchpoint import DUE, PLANNED, SEEN, SKIPPED, TOGETHER, UNSEEN, Touchpoint
from services.journey.errors import ChangedMeanwhile
from services.journey.tables import stop, touchpoint
from shared.kernel.ids import new_id

COLUMNS = [column for column in touchpoint.c if column.name != "planned_at"]
NAMES = [column.name for column in COLUMNS]
_VALUES = attrgetter(*NAMES)
# What may change of a touchpoint once it is there.
MOVING = (
    "plan_version",
    "anchor_date",
    "due_date",
    "send_at",
    "closes_on",
    "state",
    "reason",
    "detail",
    "released_at",
    "moved_to",
    "moved_because",
    "department_id",
    "interviewer",
    "sequence",
)

# Asked inside the question what is due: a tick stays one query.
_GOING = ~select(stop.c.id).where(stop.c.lifted_at.is_(None)).exists()

_COPY = f"COPY journey.touchpoint ({', '.join(NAMES)}, planned_at) FROM STDIN"

_MOVE = text("""
    UPDATE journey.touchpoint t
    SET plan_version = n.plan_version, anchor_date = n.anchor_date, due_date = n.due_date, send_at = n.send_at,
        closes_on = n.closes_on, state = n.state, reason = n.reason, detail = n.detail, released_at = n.released_at,
        moved_to = n.moved_to, moved_because = n.moved_because, department_id = n.department_id,
        interviewer = n.interviewer, sequence = n.sequence
    FROM unnest(cast(:ids AS uuid[]), cast(:plan_version AS int[]), cast(:anchor_date AS date[]),
                cast(:due_date AS date[]), cast(:send_at AS timestamptz[]), cast(:closes_on AS date[]),
                cast(:state AS text[]), cast(:reason AS text[]), cast(:detail AS text[]),
                cast(:released_at AS timestamptz[]), cast(:moved_to AS date[]),
                cast(:moved_because AS text[]), cast(:department_id AS uuid[]), cast(:interviewer AS uuid[]),
                cast(:sequence AS int[]), cast(:states_were AS text[]))
         AS n (id, plan_version, anchor_date, due_date, send_at, closes_on, state, reason, detail, released_at,
               moved_to, moved_because, department_id, interviewer, sequence, state_was)
    WHERE t.id = n.id AND t.state = n.state_was
""")

_NOTE_CHANGES = text("""
    INSERT INTO journey.change (id, touchpoint_id, changed_at, state_was, state, due_date_was, send_at_was,
                                reason_was, moved_to_was, moved_because_was, interviewer_was, reason, by_account,
                                hand_id)
    SELECT c.id, c.touchpoint_id, :now, c.state_was, c.state, c.due_date_was, c.send_at_was, c.reason_was,
           c.moved_to_was, c.moved_because_was, c.interviewer_was, c.reason, cast(:by AS uuid), cast(:hand AS uuid)
    FROM unnest(cast(:ids AS uuid[]), cast(:touchpoints AS uuid[]), cast(:states_were AS text[]),
                cast(:states AS text[]), cast(:dates_were AS date[]), cast(:moments_were AS timestamptz[]),
                cast(:reasons_were AS text[]), cast(:moved_to_were AS date[]),
                cast(:moved_because_were AS text[]), cast(:interviewers_were AS uuid[]), cast(:reasons AS text[]))
         AS c (id, touchpoint_id, state_was, state, due_date_was, send_at_was, reason_was, moved_to_was,
               moved_because_was, interviewer_was, reason)
""")

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
    return [_touchpoint(row) for row in conn.execute(_OF_PEOPLE, {"ids": sorted(person_ids)})]


def waiting_persons(conn: Connection, now: datetime, limit: int) -> set[UUID]:
    """Return of whom the moment has come of the first ``limit`` planned touchpoints; nobody in a stop."""
    query = select(touchpoint.c.person_id).where(
        touchpoint.c.state == PLANNED, touchpoint.c.send_at <= now, _GOING
    )
    return set(conn.execute(query.order_by(touchpoint.c.send_at, touchpoint.c.id).limit(limit)).scalars())


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
            _copy(conn, ((*_VALUES(one), now) for one in touchpoints))
    except UniqueViolation:
        # Somebody else planned for one of these people meanwhile: theirs stay, row by row.
        rows = [{**dict(zip(NAMES, _VALUES(one), strict=True)), "planned_at": now} for one in touchpoints]
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
    return _touchpoint(row) if row else None


def save(
    conn: Connection,
    changes: Sequence[Change],
    now: datetime,
    because: str,
    *,
    by: UUID | None = None,
    hand: UUID | None = None,
) -> None:
    """Write what changed, and keep what it was and why; ``by`` is the account that did it, in which action.

    An answer that came in meanwhile is not overwritten: then nothing of this is written, and it is tried again.
    """
    if not changes:
        return
    after, before = [one.after for one in changes], [one.before for one in changes]
    ids = [one.id for one in after]
    values = {name: [getattr(one, name) for one in after] for name in MOVING}
    moved = conn.execute(_MOVE, {"ids": ids, **values, "states_were": [one.state for one in before]})
    if moved.rowcount != len(changes):
        raise ChangedMeanwhile
    conn.execute(
        _NOTE_CHANGES,
        {
            "now": now,
            "by": by,
            "hand": hand,
            "ids": [new_id() for _ in changes],
            "touchpoints": ids,
            "states_were": [one.state for one in before],
            "states": [one.state for one in after],
            "dates_were": [one.due_date for one in before],
            "moments_were": [one.send_at for one in before],
            "reasons_were": [one.reason for one in before],
            "moved_to_were": [one.moved_to for one in before],
            "moved_because_were": [one.moved_because for one in before],
            "interviewers_were": [one.interviewer for one in before],
            "reasons": [one.reason or because for one in after],
        },
    )


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
    query = select(touchpoint.c.send_at).where(touchpoint.c.state == PLANNED, _GOING)
    found: datetime | None = conn.execute(query.order_by(touchpoint.c.send_at).limit(1)).scalar()
    return found


def _touchpoint(row: Any) -> Touchpoint:
    return Touchpoint(**row._mapping)  # noqa: SLF001  the public name of a row's columns
