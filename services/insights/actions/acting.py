"""Measures: thought of with the figures of that day, changed, moved along, reminded of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.insights import policy
from services.insights.actions import measuring
from services.insights.actions.measuring import Question
from services.insights.domain import costs, periods
from services.insights.domain.costs import Range
from services.insights.domain.measures import NEXT, PLANNED, Measure, Plan
from services.insights.errors import MeasureMoved, MeasureUnknown, NotFromHere
from services.insights.store import costs as cost_store
from services.insights.store import departments, editions, leavers
from services.insights.store import measures as store
from services.insights.store.departments import Department
from services.insights.store.measures import Owner
from shared.db.transaction import Tx
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.letterbox.put import Letter, put

# Owners hear of something in the morning.
MORNING = clock_time(8, 10)


def begin(tx: Tx, measure_id: UUID, plan: Plan, by: UUID) -> None:
    """Keep a new measure beside the figures of this day."""
    figures = figures_of_today(tx, plan)
    one = Measure(id=measure_id, plan=plan, state=PLANNED, figures=figures, version=1)
    store.add(tx.conn, one, now=tx.now, by=by)


def change(tx: Tx, measure_id: UUID, plan: Plan, version: int) -> None:
    """Keep what was changed, unless somebody else changed it since it was looked at."""
    found = find(tx, measure_id, lock=True)
    if found.version != version:
        raise MeasureMoved
    store.change(tx.conn, measure_id, plan, tx.now)


def move(tx: Tx, measure_id: UUID, state: str) -> None:
    """Let a measure begin, be done, or stop; where it is already it stays."""
    found = find(tx, measure_id, lock=True)
    if found.state == state:
        return
    if state not in NEXT[found.state]:
        raise NotFromHere
    store.move(tx.conn, measure_id, state, tx.now)


def note(tx: Tx, measure_id: UUID, note_id: UUID, words: str, by: UUID) -> None:
    """Keep a note."""
    find(tx, measure_id)
    store.note(tx.conn, note_id, measure_id, words=words, now=tx.now, by=by)


def find(tx: Tx, measure_id: UUID, *, lock: bool = False) -> Measure:
    """Return a measure."""
    found = store.find(tx.conn, measure_id, lock=lock)
    if found is None:
        raise MeasureUnknown
    return found


def within(tx: Tx, plan: Plan) -> tuple[UUID, ...] | None:
    """Return the departments that a measure is for; None is all of them."""
    return None if plan.department_id is None else inside(departments.all_of_them(tx.conn), plan)


def inside(tree: Mapping[UUID, Department], plan: Plan) -> tuple[UUID, ...] | None:
    """Return the same where the departments are known already."""
    if plan.department_id is None:
        return None
    return tuple(departments.below(tree, plan.department_id)) or (plan.department_id,)


def figures_of_today(tx: Tx, plan: Plan) -> dict[str, Any]:
    """Return why: how many left in the last twelve months, and what one leaving costs in this group."""
    until = measuring.last_whole_day(editions.freshness(tx.conn, tx.now))
    period = periods.twelve_months(until)
    inside = within(tx, plan)
    found: dict[str, Any] = {"first": period.first_day.isoformat(), "last": period.end.isoformat()}
    found |= _counted(tx, inside, period)
    one = cost_of_one(tx, inside, period)
    if one is not None:
        found |= {"one_low": str(one.low), "one_high": str(one.high)}
    return found


def counted_since(tx: Tx, one: Measure) -> dict[str, Any] | None:
    """Return what the same months come to by now, where that is not what it was when the measure was thought of."""
    if "leavers" not in one.figures:
        return None
    first, last = (date.fromisoformat(one.figures[name]) for name in ("first", "last"))
    now = _counted(tx, within(tx, one.plan), periods.Period("then", first - timedelta(days=1), last))
    same = all(now.get(name) == one.figures.get(name) for name in ("leavers", "mean"))
    return None if same or not now else now


def _counted(tx: Tx, inside: tuple[UUID, ...] | None, period: periods.Period) -> dict[str, Any]:
    for now in measuring.measure(tx, Question(by=policy.NONE, within=inside), [period]):
        return {
            "leavers": now.leavers,
            "mean": str(round(now.mean, 1)),
            "rate": None if now.rate is None else str(now.rate),
        }
    return {}


def cost_of_one(tx: Tx, inside: tuple[UUID, ...] | None, period: periods.Period) -> Range | None:
    """Return what one leaving of this group cost on average; None where HR filled in nothing for it."""
    levels = {level.id: level for level in cost_store.levels(tx.conn)}
    laid = {function: levels[level_id] for function, level_id in cost_store.functions(tx.conn).items()}
    rows = leavers.by_function(tx.conn, editions.live(tx.conn), first=period.first_day, last=period.end)
    counts = [(row.function, row.many) for row in rows if inside is None or row.department_id in inside]
    found = costs.estimate(counts, laid)
    if not found.leavers:
        return None
    return Range(found.cost.low / found.leavers, found.cost.high / found.leavers)


def remind(tx: Tx) -> int:
    """Write to owners whose measure should have begun, or is over: once each."""
    owners = {owner.id: owner for owner in store.owners(tx.conn)}
    due = store.due(tx.conn, clock.today(settings().zone))
    for one in due:
        begins = one.state == PLANNED
        day = one.plan.starts_on if begins else one.plan.ends_on or one.plan.starts_on
        owner = owners.get(one.plan.owner_id) if one.plan.owner_id else None
        if owner is not None:
            put(tx, _letter(one, owner, day, begins=begins))
        # Who can no longer log in is not written to, today or later.
        store.reminded(tx.conn, one.id, day)
    return len(due)


def next_reminder(tx: Tx) -> datetime | None:
    """Return the morning on which an owner will hear of something."""
    day = store.next_turn(tx.conn)
    return datetime.combine(day, MORNING, ZoneInfo(settings().zone)) if day else None


def _letter(one: Measure, owner: Owner, day: date, *, begins: bool) -> Letter:
    given: dict[str, Any] = {
        "key": f"insights:measure:{one.id}:{day}",
        "account_id": owner.id,
        "params": {"day": day.isoformat()},
        "secrets": {
            "link": f"{settings().base_url}/insights/desk/measures/{one.id}",
            "title": one.plan.title,
        },
    }
    if begins:
        return Letter(template="insights/measure_begins", **given)
    return Letter(template="insights/measure_over", **given)
