"""Touchpoints in the database: read, add, change; and what people publishes of employments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from services.journey.domain.plan import Plan
from services.journey.domain.settle import Change
from services.journey.domain.touchpoint import DUE, PLANNED, Spell, Touchpoint
from services.journey.errors import PlanChanged
from services.journey.tables import change, plan, touchpoint
from shared.calendar.errors import UnknownZone
from shared.calendar.window import zone_of
from shared.calendar.working import WorkCalendar, days_off
from shared.kernel.ids import new_id

COLUMNS = [column for column in touchpoint.c if column.name != "planned_at"]
# What may change of a touchpoint once it is there.
MOVING = ("anchor_date", "due_date", "send_at", "closes_on", "state", "reason", "released_at")

# Joined from the ids, not filtered by them: right after a large import the planner knows nothing about the tables yet.
# Careers of forgotten people stay for the figures; who is no contact any more gets no letters either.
_SPELLS = text("""
    SELECT c.person_id, c.spell_id, c.hire_date, c.state, c.deceased, c.country, c.region, c.time_zone,
           c.part_time_days
    FROM unnest(cast(:ids AS uuid[])) AS asked (id)
    JOIN people.career_v1 c ON c.person_id = asked.id
    JOIN people.contact_v1 k ON k.person_id = asked.id
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
    query = (
        select(*COLUMNS)
        .where(touchpoint.c.person_id == func.any(list(person_ids)))
        .order_by(touchpoint.c.id)
        .with_for_update()
    )
    return [_touchpoint(row) for row in conn.execute(query)]


def claim_due(conn: Connection, now: datetime, limit: int) -> list[Touchpoint]:
    """Return planned touchpoints whose moment has come and that nobody else is releasing, locked."""
    query = (
        select(*COLUMNS)
        .where(touchpoint.c.state == PLANNED, touchpoint.c.send_at <= now)
        .order_by(touchpoint.c.send_at, touchpoint.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_touchpoint(row) for row in conn.execute(query)]


def add(conn: Connection, touchpoints: Sequence[Touchpoint], now: datetime) -> None:
    """Add touchpoints; one that is there already stays as it is."""
    if touchpoints:
        rows = [{**_row(one), "planned_at": now} for one in touchpoints]
        conn.execute(insert(touchpoint).on_conflict_do_nothing(), rows)


def save(conn: Connection, changes: Sequence[Change], now: datetime, because: str) -> None:
    """Write what changed, and keep what it was and why."""
    if not changes:
        return
    moved: dict[str, Any] = {name: bindparam(f"new_{name}") for name in MOVING}
    conn.execute(
        touchpoint.update().where(touchpoint.c.id == bindparam("row_id")).values(moved),
        [
            {"row_id": one.after.id, **{f"new_{name}": getattr(one.after, name) for name in MOVING}}
            for one in changes
        ],
    )
    conn.execute(
        change.insert(),
        [
            {
                "id": new_id(),
                "touchpoint_id": one.after.id,
                "changed_at": now,
                "state_was": one.before.state,
                "state": one.after.state,
                "due_date_was": one.before.due_date,
                "send_at_was": one.before.send_at,
                "reason": one.after.reason or because,
            }
            for one in changes
        ],
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
    """Return when the first planned touchpoint leaves."""
    found: datetime | None = conn.execute(
        select(func.min(touchpoint.c.send_at)).where(touchpoint.c.state == PLANNED)
    ).scalar()
    return found


def _spell(row: Any, default_zone: str) -> Spell:
    return Spell(
        person_id=row.person_id,
        spell_id=row.spell_id,
        hire_date=row.hire_date,
        state=row.state,
        deceased=bool(row.deceased),
        zone=_known_zone(row.time_zone, default_zone),
        calendar=WorkCalendar(row.country, row.region, days_off(row.part_time_days)),
    )


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


def _row(one: Touchpoint) -> dict[str, Any]:
    return {column.name: getattr(one, column.name) for column in COLUMNS}
