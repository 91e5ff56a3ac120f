"""How many touchpoints there are: a day, a programme, an interviewer. Counted where they lie; no row comes along."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Date, cast, func, select

from services.journey.domain.touchpoint import PLANNED, UNSEEN
from services.journey.store.lists import Filters, narrowed
from services.journey.tables import touchpoint
from shared.contracts.programmes import BY_CODE


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """What is planned to leave between two instants, of whom; without a first, also what should have left already."""

    first: datetime | None
    last: datetime
    programmes: Collection[str] = tuple(BY_CODE)
    departments: tuple[UUID, ...] | None = None

    @property
    def meant(self) -> list[ColumnElement[bool]]:
        """Return the conditions. All programmes are named where all are meant: so the index by programme answers."""
        found: list[ColumnElement[bool]] = [
            touchpoint.c.state == PLANNED,
            touchpoint.c.send_at <= self.last,
            touchpoint.c.programme == func.any(list(self.programmes)),
        ]
        if self.first is not None:
            found.append(touchpoint.c.send_at >= self.first)
        if self.departments is not None:
            found.append(touchpoint.c.department_id == func.any(list(self.departments)))
        return found

    def of_everybody(self, programmes: Collection[str]) -> Stretch:
        """Return the same time, of these programmes, of all departments."""
        return replace(self, programmes=programmes, departments=None)


@dataclass(frozen=True)
class DayCount:
    """So many of a programme on a day."""

    day: date
    programme: str
    count: int


@dataclass(frozen=True)
class Load:
    """So many conversations of somebody in the week that begins on a Monday."""

    interviewer: UUID
    week: date
    count: int


def by_day(conn: Connection, filters: Filters) -> list[DayCount]:
    """Return how many fall on each day, by programme."""
    query = narrowed(select(touchpoint.c.due_date, touchpoint.c.programme, func.count()), filters)
    query = query.group_by(touchpoint.c.due_date, touchpoint.c.programme)
    return [
        DayCount(*row) for row in conn.execute(query.order_by(touchpoint.c.due_date, touchpoint.c.programme))
    ]


def leaving_by_day(conn: Connection, stretch: Stretch, zone: str) -> list[DayCount]:
    """Return how many are planned to leave on each day, by programme, on the calendar of ``zone``."""
    day = cast(func.timezone(zone, touchpoint.c.send_at), Date).label("day")
    query = select(day, touchpoint.c.programme, func.count()).where(*stretch.meant)
    query = query.group_by(day, touchpoint.c.programme).order_by(day, touchpoint.c.programme)
    return [DayCount(*row) for row in conn.execute(query)]


def load(conn: Connection, stretch: Stretch, zone: str) -> list[Load]:
    """Return how many conversations each interviewer has in each week."""
    week = cast(func.date_trunc("week", func.timezone(zone, touchpoint.c.send_at)), Date).label("week")
    query = select(touchpoint.c.interviewer, week, func.count()).where(
        touchpoint.c.interviewer.is_not(None), *stretch.meant
    )
    query = query.group_by(touchpoint.c.interviewer, week).order_by(week, touchpoint.c.interviewer)
    return [Load(*row) for row in conn.execute(query)]


def held(conn: Connection) -> dict[str, int]:
    """Return how many of each programme wait now until HR has looked."""
    query = select(touchpoint.c.programme, func.count()).where(
        touchpoint.c.state == PLANNED, touchpoint.c.reason == UNSEEN
    )
    return {row[0]: row[1] for row in conn.execute(query.group_by(touchpoint.c.programme))}
