"""Counting employments by group and stretch of time. One scan where a group does not change with the years."""

# ruff: noqa: S608  the name of an edition and the expressions are constants of this file

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.insights import policy
from services.insights.domain.figures import Leaving, Tally

Groups = Callable[[Any], Iterable[str | None]]


def _band(bands: Sequence[tuple[int, str]], value: str, unit: int = 1) -> str:
    """Return SQL for the band in which ``value`` lies; what lies under the first counts to it."""
    starts = ", ".join(str(start * unit) for start, _ in bands[1:])
    names = ", ".join(f"'{name}'" for _, name in bands)
    return f"(ARRAY[{names}])[width_bucket({value}, ARRAY[{starts}]::numeric[]) + 1]"


def _month(day: str) -> str:
    return f"(extract(year FROM {day}) * 12 + extract(month FROM {day}) - 1)"


def _age(day: str) -> str:
    return _band(policy.AGE_BANDS, f"({_month(day)} - e.birth_month)::numeric", 12)


def _tenure(day: str) -> str:
    """By whole months of service on ``day``."""
    unfinished = f"(extract(day FROM {day}) < extract(day FROM e.hire_date))::int"
    months = f"({_month(day)} - {_month('e.hire_date')} - {unfinished})"
    return _band(policy.TENURE_BANDS, f"{months}::numeric", 12)


STATIC: Mapping[str, str] = {
    policy.NONE: f"'{policy.ALL}'",
    policy.KIND: f"'{policy.ALL}'",
    policy.DEPARTMENT: "e.department_id",
    policy.FUNCTION: "e.function",
    policy.HOURS: _band(policy.HOURS_BANDS, "e.hours"),
    policy.PLACE: "e.place",
    policy.COUNTRY: "e.country",
    policy.MANAGER: "e.manager_id",
}
MOVING: Mapping[str, Callable[[str], str]] = {policy.AGE: _age, policy.TENURE: _tenure}
_EARLY = "e.last_day < e.hire_date + interval '1 year'"
_WITHIN = "(CAST(:within AS uuid[]) IS NULL OR e.department_id = ANY(CAST(:within AS uuid[])))"


def count(
    conn: Connection,
    name: str,
    by: str,
    days: Sequence[date],
    *,
    groups: Groups,
    within: Sequence[UUID] | None = None,
) -> Tally:
    """Count everybody in edition ``name`` between the boundaries ``days``; ``groups`` says where a group counts."""
    given = {
        # Whoever has the boundary as last day is gone that evening; whoever begins the day after is not yet there.
        "days": [day + timedelta(days=1) for day in days],
        "within": None if within is None else list(within),
    }
    tally = Tally(len(days) - 1)
    if by in MOVING:
        _moving(conn, name, MOVING[by], given, tally, groups)
    else:
        _static(conn, name, STATIC[by], given, tally, groups)
    return tally


def first_hire(conn: Connection, name: str) -> date | None:
    """Return the first day on which anybody began."""
    query = text(f"SELECT min(hire_date) FROM insights.employment_{name}")
    day: date | None = conn.execute(query).scalar()
    return day


def _static(
    conn: Connection, name: str, group: str, given: dict[str, Any], tally: Tally, groups: Groups
) -> None:
    query = text(f"""
        SELECT {group} AS grp, width_bucket(e.hire_date, CAST(:days AS date[])) AS began,
               CASE WHEN e.last_day IS NULL THEN NULL ELSE width_bucket(e.last_day, CAST(:days AS date[])) END AS ended,
               CASE WHEN e.last_day >= (CAST(:days AS date[]))[1] THEN e.leave_kind END AS kind,
               coalesce(e.last_day >= (CAST(:days AS date[]))[1] AND {_EARLY}, false) AS early, m.regretted,
               count(*) AS many
        FROM insights.employment_{name} e LEFT JOIN insights.leaver_mark m ON m.spell_id = e.spell_id
        WHERE {_WITHIN} GROUP BY 1, 2, 3, 4, 5, 6""")
    last = len(given["days"]) - 1
    for row in conn.execute(query, given):
        where = list(groups(row.grp))
        ended = last + 1 if row.ended is None else row.ended
        for boundary in range(row.began, min(ended, last + 1)):
            tally.head(where, boundary, row.many)
        if 1 <= row.began <= last:
            tally.join(where, row.began, row.many)
        if 1 <= ended <= last:
            tally.leave(where, ended, Leaving(row.kind, row.early, row.regretted, row.many))


def _moving(
    conn: Connection,
    name: str,
    group: Callable[[str], str],
    given: dict[str, Any],
    tally: Tally,
    groups: Groups,
) -> None:
    """A group that changes with the years: who was there, by the band of that evening; who left, by the last day's."""
    heads = text(f"""
        SELECT {group("(d.day - 1)")} AS grp, d.number - 1 AS boundary, count(*) AS many
        FROM unnest(CAST(:days AS date[])) WITH ORDINALITY AS d(day, number)
        JOIN insights.employment_{name} e
          ON e.hire_date < d.day AND (e.last_day IS NULL OR e.last_day >= d.day)
        WHERE {_WITHIN} GROUP BY 1, 2""")
    for row in conn.execute(heads, given):
        tally.head(groups(row.grp), row.boundary, row.many)
    inside = "BETWEEN (CAST(:days AS date[]))[1] AND (CAST(:days AS date[]))[cardinality(CAST(:days AS date[]))] - 1"
    joins = text(f"""
        SELECT {group("e.hire_date")} AS grp, width_bucket(e.hire_date, CAST(:days AS date[])) AS stretch,
               count(*) AS many
        FROM insights.employment_{name} e WHERE e.hire_date {inside} AND {_WITHIN} GROUP BY 1, 2""")
    for row in conn.execute(joins, given):
        tally.join(groups(row.grp), row.stretch, row.many)
    leaves = text(f"""
        SELECT {group("e.last_day")} AS grp, width_bucket(e.last_day, CAST(:days AS date[])) AS stretch,
               e.leave_kind AS kind, {_EARLY} AS early, m.regretted, count(*) AS many
        FROM insights.employment_{name} e LEFT JOIN insights.leaver_mark m ON m.spell_id = e.spell_id
        WHERE e.last_day {inside} AND {_WITHIN} GROUP BY 1, 2, 3, 4, 5""")
    for row in conn.execute(leaves, given):
        tally.leave(groups(row.grp), row.stretch, Leaving(row.kind, row.early, row.regretted, row.many))
