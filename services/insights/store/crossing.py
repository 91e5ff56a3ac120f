"""Employments counted by two things at once, of whom somebody asks: who was there, who came, who went."""

# ruff: noqa: S608  the name of an edition and the expressions are constants of this file

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.insights import policy
from services.insights.domain import explorer
from services.insights.store import evenings
from services.insights.store.counts import MOVING, STATIC

_KIND = f"coalesce(e.leave_kind, '{policy.UNKNOWN_KIND}')"
_NOBODY = "CAST(NULL AS text)"
# Which of who went count for a measure.
COUNTS: Mapping[str, str] = {
    explorer.LEAVERS: "true",
    explorer.TURNOVER: "true",
    explorer.VOLUNTARY: "e.leave_kind = 'resignation'",
    explorer.EARLY: "e.last_day < e.hire_date + interval '1 year'",
    explorer.REGRETTED: "m.regretted",
}

# Who worked here before; one contract after another is one employment (store/employments.py).
_BACK = """EXISTS (SELECT FROM insights.employment_{name} before
    WHERE before.person_id = e.person_id AND before.last_day < e.hire_date)"""


@dataclass(frozen=True, kw_only=True)
class Cut:
    """By what people are told apart, and whom it is about; ``within`` are departments, None is all."""

    rows: str
    columns: str
    where: Mapping[str, str] = field(default_factory=dict)
    within: tuple[UUID, ...] | None = None


@dataclass(frozen=True)
class Head:
    """A group on a day: its row and its column, which day (0 is the first), and how many were there."""

    r: Any
    c: Any
    stretch: int
    many: int


def heads(conn: Connection, name: str, cut: Cut, days: Sequence[date]) -> list[Head]:
    """Return who was there on the evening of each day: row, column, which day (0 is the first), how many."""
    if not any(dimension in MOVING for dimension in (cut.rows, cut.columns, *cut.where)):
        return _came_and_gone(conn, name, cut, days)
    query = text(f"""
        SELECT {_expr(cut.rows)} AS r, {_expr(cut.columns)} AS c, count(*) AS many
        FROM insights.employment_{name} e
        WHERE e.hire_date <= :day AND (e.last_day IS NULL OR e.last_day > :day) AND {_where(cut, leaving=False)}
        GROUP BY 1, 2""")
    return [
        Head(r, c, stretch, many)
        for stretch, day in enumerate(days)
        for r, c, many in conn.execute(query, {**_given(cut), "day": day, **evenings.given(day)})
    ]


def _came_and_gone(conn: Connection, name: str, cut: Cut, days: Sequence[date]) -> list[Head]:
    """Where nobody's group moves with the day, who was there is who came before, less who went: two looks at all."""
    parts = (
        f"""SELECT {_expr(cut.rows)} AS r, {_expr(cut.columns)} AS c,
                   width_bucket(e.{day}, CAST(:days AS date[])) AS stretch, {sign}count(*) AS many
            FROM insights.employment_{name} e
            WHERE e.{day} <= :last AND {_where(cut, leaving=False)} GROUP BY 1, 2, 3"""
        for day, sign in (("hire_date", ""), ("last_day", "-"))
    )
    changes: dict[tuple[Any, Any], list[int]] = {}
    for r, c, stretch, many in conn.execute(text(" UNION ALL ".join(parts)), {**_given(cut), **_span(days)}):
        changes.setdefault((r, c), [0] * len(days))[stretch] += many
    return [
        Head(r, c, stretch, many)
        for (r, c), moved in changes.items()
        for stretch, many in enumerate(accumulate(moved))
        if many
    ]


def joins(conn: Connection, name: str, cut: Cut, days: Sequence[date], measure: str) -> list[Any]:
    """Return who came after one day up to the next: row, column, which stretch (1 is the first), how many (count)."""
    counts = _BACK.format(name=name) if measure == explorer.RETURNED else "true"
    query = text(f"""
        SELECT {_expr(cut.rows, "e.hire_date")} AS r, {_expr(cut.columns, "e.hire_date")} AS c,
               width_bucket(e.hire_date, CAST(:days AS date[])) AS stretch,
               count(*) AS came, count(*) FILTER (WHERE {counts}) AS many
        FROM insights.employment_{name} e
        WHERE e.hire_date >= :first AND e.hire_date <= :last AND {_where(cut, "e.hire_date", leaving=False)}
        GROUP BY 1, 2, 3""")
    return list(conn.execute(query, {**_given(cut), **_span(days)}))


def leaves(conn: Connection, name: str, cut: Cut, days: Sequence[date], measure: str) -> list[Any]:
    """Return who went: row, column, stretch, how many count for the measure, of how many, how many HR marked."""
    query = text(f"""
        SELECT {_expr(cut.rows, "e.last_day", leaving=True)} AS r,
               {_expr(cut.columns, "e.last_day", leaving=True)} AS c,
               width_bucket(e.last_day, CAST(:days AS date[])) AS stretch,
               count(*) FILTER (WHERE {COUNTS[measure]}) AS many, count(*) AS gone, count(m.spell_id) AS marked
        FROM insights.employment_{name} e LEFT JOIN insights.leaver_mark m ON m.spell_id = e.spell_id
        WHERE e.last_day >= :first AND e.last_day <= :last AND {_where(cut, "e.last_day", leaving=True)}
        GROUP BY 1, 2, 3""")
    return list(conn.execute(query, {**_given(cut), **_span(days)}))


def values(conn: Connection, name: str, dimension: str) -> list[str]:
    """Return what there is to choose from: functions, places, countries that somebody has or had."""
    column = STATIC[dimension]
    query = text(
        f"SELECT DISTINCT {column} AS value FROM insights.employment_{name} e WHERE {column} IS NOT NULL ORDER BY 1"
    )
    return list(conn.execute(query).scalars())


def _expr(dimension: str, day: str | None = None, *, leaving: bool = False) -> str:
    """Return SQL for the group of a dimension on a day of each, or (None) on one evening of all.

    A year is the stretch itself, and of leaving is all else.
    """
    if dimension in {explorer.NONE, explorer.YEAR}:
        return _NOBODY
    if dimension == explorer.KIND:
        return _KIND if leaving else _NOBODY
    if dimension in MOVING:
        band: Callable[[str], str] = MOVING[dimension][2]
        return evenings.band(dimension) if day is None else band(day)
    return STATIC[dimension]


def _where(cut: Cut, day: str | None = None, *, leaving: bool) -> str:
    parts = ["(CAST(:within AS uuid[]) IS NULL OR e.department_id = ANY(CAST(:within AS uuid[])))"]
    for dimension in cut.where:
        # How somebody went chooses among who went, not among who was there.
        if dimension == explorer.KIND and not leaving:
            continue
        parts.append(f"{_expr(dimension, day, leaving=leaving)} = :at_{dimension}")
    return " AND ".join(parts)


def _given(cut: Cut) -> dict[str, Any]:
    return {
        "within": None if cut.within is None else list(cut.within),
        **{f"at_{dimension}": value for dimension, value in cut.where.items()},
    }


def _span(days: Sequence[date]) -> dict[str, Any]:
    after = [day + timedelta(days=1) for day in days]
    return {"days": after, "first": after[0], "last": days[-1]}
