"""Measures and what was noted about them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, case, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from services.insights.domain.measures import PLANNED, RUNNING, Measure, Plan
from services.insights.tables import measure, measure_note

# The day on which somebody has to do something about a measure: begin it, or say that it is done.
_TURNS = case((measure.c.state == PLANNED, measure.c.starts_on), else_=measure.c.ends_on)
_UNHEARD = (
    measure.c.state.in_([PLANNED, RUNNING])
    & measure.c.owner_id.is_not(None)
    & (measure.c.reminded.is_(None) | (measure.c.reminded < _TURNS))
)
_PLAN = tuple(one.name for one in fields(Plan))


@dataclass(frozen=True)
class Owner:
    """An account that can see to something."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Note:
    """What somebody noted."""

    words: str
    noted_at: datetime
    by: str | None


def listed(conn: Connection) -> list[Measure]:
    """Return every measure, the one that begins last first."""
    rows = conn.execute(select(measure).order_by(measure.c.starts_on.desc(), measure.c.id.desc()))
    return [_measure(row) for row in rows]


def find(conn: Connection, measure_id: UUID, *, lock: bool = False) -> Measure | None:
    """Return one."""
    query = select(measure).where(measure.c.id == measure_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    return _measure(row) if row else None


def add(conn: Connection, one: Measure, *, now: datetime, by: UUID) -> None:
    """Keep a new measure; the second click on the same form changes nothing."""
    conn.execute(
        insert(measure)
        .values(
            id=one.id, state=one.state, figures=dict(one.figures), version=1, made_at=now, made_by=by, changed_at=now,
            **asdict(one.plan),
        )
        .on_conflict_do_nothing()
    )  # fmt: skip


def change(conn: Connection, measure_id: UUID, plan: Plan, now: datetime) -> None:
    """Keep what was changed; the figures of that day stay."""
    conn.execute(
        update(measure)
        .where(measure.c.id == measure_id)
        .values(version=measure.c.version + 1, changed_at=now, **asdict(plan))
    )


def move(conn: Connection, measure_id: UUID, state: str, now: datetime) -> None:
    """Let a measure stand elsewhere."""
    conn.execute(
        update(measure)
        .where(measure.c.id == measure_id)
        .values(state=state, version=measure.c.version + 1, changed_at=now)
    )


def note(conn: Connection, note_id: UUID, measure_id: UUID, *, words: str, now: datetime, by: UUID) -> None:
    """Keep a note; the second click on the same form changes nothing."""
    values = {"id": note_id, "measure_id": measure_id, "words": words, "noted_at": now, "noted_by": by}
    conn.execute(insert(measure_note).values(**values).on_conflict_do_nothing())


def notes(conn: Connection, measure_id: UUID) -> list[Note]:
    """Return what was noted, the newest first."""
    query = text("""
        SELECT n.words, n.noted_at, a.name FROM insights.measure_note n
        LEFT JOIN console.account_name_v1 a ON a.account_id = n.noted_by
        WHERE n.measure_id = :id ORDER BY n.noted_at DESC, n.id""")
    return [Note(*row) for row in conn.execute(query, {"id": measure_id})]


def owners(conn: Connection) -> list[Owner]:
    """Return who can own a measure, by name."""
    rows = conn.execute(text("SELECT account_id, name FROM console.owner_v1 ORDER BY lower(name)"))
    return [Owner(*row) for row in rows]


def due(conn: Connection, today: date) -> list[Measure]:
    """Return measures of which the first or last day has come, and whose owner has not heard of it."""
    query = select(measure).where(today >= _TURNS, _UNHEARD).order_by(measure.c.id)
    return [_measure(row) for row in conn.execute(query.with_for_update())]


def next_turn(conn: Connection) -> date | None:
    """Return the first day on which an owner will hear of something."""
    day: date | None = conn.execute(select(func.min(_TURNS)).where(_UNHEARD)).scalar()
    return day


def reminded(conn: Connection, measure_id: UUID, day: date) -> None:
    """Note about which day the owner was written to."""
    conn.execute(update(measure).where(measure.c.id == measure_id).values(reminded=day))


def _measure(row: Any) -> Measure:
    plan = Plan(**{name: getattr(row, name) for name in _PLAN})
    return Measure(id=row.id, plan=plan, state=row.state, figures=row.figures, version=row.version)
