"""Who was there on each of some days, and who had left by then, by department: two scans, however many days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

# Whoever has the day as last day is gone that evening; whoever begins the day after is not yet there.
_CHANGES = """
    SELECT e.department_id, width_bucket(e.hire_date, CAST(:days AS date[])) AS at, count(*)::int AS came, 0 AS gone
    FROM insights.employment_{name} e WHERE e.hire_date < :after GROUP BY 1, 2
    UNION ALL
    SELECT e.department_id, width_bucket(e.last_day, CAST(:days AS date[])), 0, count(*)::int
    FROM insights.employment_{name} e WHERE e.last_day < :after GROUP BY 1, 2"""


@dataclass(frozen=True)
class Course:
    """Of a department, on the evening of each day: how many were there, and how many had left."""

    there: list[int]
    left: list[int]


def of_departments(conn: Connection, name: str, days: Sequence[date]) -> Mapping[UUID | None, Course]:
    """Return how each department went over ``days``, the first day first."""
    after = [day + timedelta(days=1) for day in days]
    came: dict[UUID | None, list[int]] = {}
    gone: dict[UUID | None, list[int]] = {}
    row: Any
    for row in conn.execute(text(_CHANGES.format(name=name)), {"days": after, "after": after[-1]}):
        for changes, many in ((came, row.came), (gone, row.gone)):
            changes.setdefault(row.department_id, [0] * len(after))[row.at] += many
    return {
        unit: Course(
            there=[here - left for here, left in zip(accumulate(came[unit]), accumulate(gone[unit]), strict=True)],
            left=list(accumulate(gone[unit])),
        )
        for unit in came
    }  # fmt: skip
