"""Touchpoints in the database: read, add, change; and what people publishes of employments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import Connection, bindparam, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from services.journey.domain.plan import Plan
from services.journey.domain.settle import Change
from services.journey.domain.touchpoint import DUE, PLANNED, Spell, Touchpoint
from services.journey.errors import PlanChanged
from services.journey.tables import plan, stop, touchpoint
from shared.calendar.errors import UnknownZone
from shared.calendar.window import zone_of
from shared.calendar.working import WorkCalendar, days_off
from shared.kernel.ids import new_id

COLUMNS = [column for column in touchpoint.c if column.name != "planned_at"]
NAMES = [column.name for column in COLUMNS]
_VALUES = attrgetter(*NAMES)
# What may change of a touchpoint once it is there.
MOVING = ("anchor_date", "due_date", "send_at", "closes_on", "state", "reason", "released_at")

# One look in the index for each of them (OFFSET 0 keeps it so), whatever the planner believes of tables that have just
# been filled: joined as a set, planning a large import read all of people for every thousand.
# Careers of forgotten people stay for the figures; they get no letters.
_SPELLS = text("""
    SELECT found.*, EXISTS (SELECT FROM journey.pause p WHERE p.person_id = found.person_id) AS paused
    FROM unnest(cast(:ids AS uuid[])) AS asked (id),
    LATERAL (
        SELECT c.person_id, c.spell_id, c.hire_date, c.state, c.deceased, c.country, c.region, c.time_zone,
               c.part_time_days, c.forgotten
        FROM people.career_v1 c
        WHERE c.person_id = asked.id
        OFFSET 0) AS found
    WHERE NOT found.forgotten
""")

# Asked inside the question what is due: a tick stays one query.
_GOING = ~select(stop.c.id).where(stop.c.lifted_at.is_(None)).exists()

_COPY = f"COPY journey.touchpoint ({', '.join(NAMES)}, planned_at) FROM STDIN"

_MOVE = text("""
    UPDATE journey.touchpoint t
    SET anchor_date = n.anchor_date, due_date = n.due_date, send_at = n.send_at, closes_on = n.closes_on,
        state = n.state, reason = n.reason, released_at = n.released_at
    FROM unnest(cast(:ids AS uuid[]), cast(:anchor_date AS date[]), cast(:due_date AS date[]),
                cast(:send_at AS timestamptz[]), cast(:closes_on AS date[]), cast(:state AS text[]),
                cast(:reason AS text[]), cast(:released_at AS timestamptz[]))
         AS n (id, anchor_date, due_date, send_at, closes_on, state, reason, released_at)
    WHERE t.id = n.id
""")

_NOTE_CHANGES = text("""
    INSERT INTO journey.change (id, touchpoint_id, changed_at, state_was, state, due_date_was, send_at_was, reason,
                                by_account)
    SELECT c.id, c.touchpoint_id, :now, c.state_was, c.state, c.due_date_was, c.send_at_was, c.reason,
           cast(:by AS uuid)
    FROM unnest(cast(:ids AS uuid[]), cast(:touchpoints AS uuid[]), cast(:states_were AS text[]),
                cast(:states AS text[]), cast(:dates_were AS date[]), cast(:moments_were AS timestamptz[]),
                cast(:reasons AS text[]))
         AS c (id, touchpoint_id, state_was, state, due_date_was, send_at_was, reason)
""")

# By the index too, and locked in one order by all.
_OF_PEOPLE = text("""
    SELECT t.* FROM unnest(cast(:ids AS uuid[])) AS asked (id),
    LATERAL (
        SELECT id, person_id, spell_id, programme, rule, occurrence, plan_version, anchor_date, due_date, send_at,
               closes_on, state, reason, released_at
        FROM journey.touchpoint WHERE person_id = asked.id ORDER BY id FOR UPDATE) AS t
""")

_REHOME = text("""
    UPDATE journey.touchpoint t SET person_id = :into_id
    FROM people.career_v1 c
    WHERE t.person_id = :from_id AND t.state <> 'due' AND c.person_id = :into_id AND c.spell_id = t.spell_id
      AND NOT EXISTS (
        SELECT 1 FROM journey.touchpoint other
        WHERE other.person_id = :into_id AND other.spell_id = t.spell_id AND other.programme = t.programme
          AND other.rule = t.rule AND other.occurrence = t.occurrence)
""")


def keep_plan(conn: Connection, used: Plan, now: datetime) -> None:
    """See to it that the version of the plan in use stands in the database as it is; raise where it was altered."""
    rules = [
        {
            "programme": rule.programme,
            "rule": rule.name,
            "anchor": rule.anchor,
            "after": {rule.after.unit: rule.after.number},
            "closes_after": {rule.closes_after.unit: rule.closes_after.number},
            "while": sorted(rule.live_while),
        }
        for rule in used.rules
    ]
    known = conn.execute(select(plan.c.rules).where(plan.c.version == used.version)).scalar()
    if known is None:
        row = {"version": used.version, "rules": rules, "in_use_from": now}
        conn.execute(insert(plan).values(row).on_conflict_do_nothing())
    elif known != rules:
        raise PlanChanged(f"version {used.version} of the plan was changed; give the new rules a new version")


def plan_version(conn: Connection, version: int) -> list[Mapping[str, Any]]:
    """Return the rules of a version as they were when it was used."""
    found: list[Mapping[str, Any]] = conn.execute(
        select(plan.c.rules).where(plan.c.version == version)
    ).scalar_one()
    return found


def spells_of(conn: Connection, person_ids: Collection[UUID], default_zone: str) -> list[Spell]:
    """Return all employments of these people, as people publishes them now."""
    return [_spell(row, default_zone) for row in conn.execute(_SPELLS, {"ids": list(person_ids)})]


def touchpoints_of(conn: Connection, person_ids: Collection[UUID]) -> list[Touchpoint]:
    """Return all touchpoints of these people, locked until the transaction ends."""
    return [_touchpoint(row) for row in conn.execute(_OF_PEOPLE, {"ids": sorted(person_ids)})]


def claim_due(conn: Connection, now: datetime, limit: int) -> list[Touchpoint]:
    """Return planned touchpoints whose moment has come and that nobody else is releasing, locked; none in a stop."""
    query = (
        select(*COLUMNS)
        .where(touchpoint.c.state == PLANNED, touchpoint.c.send_at <= now, _GOING)
        .order_by(touchpoint.c.send_at, touchpoint.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_touchpoint(row) for row in conn.execute(query)]


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
    """Return a touchpoint, locked until the transaction ends."""
    query = select(*COLUMNS).where(touchpoint.c.id == touchpoint_id).with_for_update()
    row = conn.execute(query).one_or_none()
    return _touchpoint(row) if row else None


def save(
    conn: Connection, changes: Sequence[Change], now: datetime, because: str, *, by: UUID | None = None
) -> None:
    """Write what changed, and keep what it was and why; ``by`` is the account that did it by hand."""
    if not changes:
        return
    after, before = [one.after for one in changes], [one.before for one in changes]
    ids = [one.id for one in after]
    conn.execute(_MOVE, {"ids": ids, **{name: [getattr(one, name) for one in after] for name in MOVING}})
    conn.execute(
        _NOTE_CHANGES,
        {
            "now": now,
            "by": by,
            "ids": [new_id() for _ in changes],
            "touchpoints": ids,
            "states_were": [one.state for one in before],
            "states": [one.state for one in after],
            "dates_were": [one.due_date for one in before],
            "moments_were": [one.send_at for one in before],
            "reasons": [one.reason or because for one in after],
        },
    )


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


def _spell(row: Any, default_zone: str) -> Spell:
    return Spell(
        person_id=row.person_id,
        spell_id=row.spell_id,
        hire_date=row.hire_date,
        state=row.state,
        deceased=bool(row.deceased),
        zone=_known_zone(row.time_zone, default_zone),
        calendar=_calendar(row.country, row.region, row.part_time_days),
        paused=row.paused,
    )


@lru_cache(maxsize=4096)
def _calendar(country: str | None, region: str | None, part_time_days: str | None) -> WorkCalendar:
    """One object for all who work alike: what is worked out for one of them is found again for the others."""
    return WorkCalendar(country, region, days_off(part_time_days))


@lru_cache(maxsize=1024)
def _known_zone(name: str | None, default_zone: str) -> str:
    """People refuses zones that do not exist; one that a newer zone file dropped must not stop everybody's letters."""
    if not name:
        return default_zone
    try:
        zone_of(name)
    except UnknownZone:
        return default_zone
    return name


def _touchpoint(row: Any) -> Touchpoint:
    return Touchpoint(**row._mapping)  # noqa: SLF001  the public name of a row's columns
