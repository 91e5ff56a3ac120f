"""Who was there on each of some days, and who had left by then, by department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from services.insights.store import numbers
from services.insights.store import roll as rolls
from services.insights.store.counts import Moves, up_to
from services.insights.store.labels import Labels


@dataclass(frozen=True)
class Course:
    """Of a department, on the evening of each day: how many were there, and how many had left."""

    there: list[int]
    left: list[int]


def of_departments(conn: Connection, name: str, days: Sequence[date]) -> Mapping[UUID | None, Course]:
    """Return how each department went over ``days``, the first day first."""
    roll = rolls.of(conn, name)
    after = numbers.after(days)
    came, gone = (Moves.of(column, after, None) for column in (roll.hired, roll.left))
    units = Labels(roll.department, roll.words["department"])
    left = up_to(units, gone)
    there = up_to(units, came) - left
    return {
        unit: Course(there=there[at].tolist(), left=left[at].tolist())
        for at, unit in enumerate(units.words)
        if there[at].any() or left[at].any()
    }
