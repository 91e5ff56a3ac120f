"""Counting employments by group and stretch of time: who came, who went, and from that who was there."""

# ruff: noqa: S608  the name of an edition and the expressions are constants of this file

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

from services.insights import policy
from services.insights.domain import bands
from services.insights.domain.figures import Leaving, Tally

Groups = Callable[[Any], Iterable[str | None]]


def _band(bands: Sequence[tuple[int, str]], value: str, unit: int = 1, kind: str = "int") -> str:
    """Return SQL for the band in which ``value`` lies; what lies under the first counts to it."""
    starts = ", ".join(str(start * unit) for start, _ in bands[1:])
    names = ", ".join(f"'{name}'" for _, name in bands)
    return f"(ARRAY[{names}])[width_bucket({value}, ARRAY[{starts}]::{kind}[]) + 1]"


def _month(day: str) -> str:
    return f"(extract(year FROM {day})::int * 12 + extract(month FROM {day})::int - 1)"


def _age(day: str) -> str:
    return _band(policy.AGE_BANDS, f"{_month(day)} - e.birth_month", 12)


def _tenure(day: str) -> str:
    """By whole months of service on ``day``."""
    unfinished = f"(extract(day FROM {day}) < extract(day FROM e.hire_date))::int"
    return _band(policy.TENURE_BANDS, f"{_month(day)} - {_month('e.hire_date')} - {unfinished}", 12)


STATIC: Mapping[str, str] = {
    policy.NONE: f"'{policy.ALL}'",
    policy.KIND: f"'{policy.ALL}'",
    policy.DEPARTMENT: "e.department_id",
    policy.FUNCTION: "e.function",
    policy.HOURS: _band(policy.HOURS_BANDS, "e.hours", kind="numeric"),
    policy.PLACE: "e.place",
    policy.COUNTRY: "e.country",
    policy.MANAGER: "e.manager_id",
}
# The band of a value on a day, the value in SQL, and the band of a day in SQL.
MOVING: Mapping[str, tuple[Callable[[Any, date], str | None], str, Callable[[str], str]]] = {
    policy.AGE: (bands.age_band, "e.birth_month", _age),
    policy.TENURE: (bands.tenure_band, "e.hire_date", _tenure),
}
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
        _moving(conn, name, by, given, tally, groups)
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
    """Who came and who went, each in one scan; who was there is what came before, less what went before."""
    present = _Present(len(given["days"]))
    for row in conn.execute(_joins(name, group), given):
        present.change(row.grp, row.stretch, row.many)
        if row.stretch:
            tally.join(groups(row.grp), row.stretch, row.many)
    for row in conn.execute(_leaves(name, group), given):
        present.change(row.grp, row.stretch, -row.many)
        if row.stretch:
            tally.leave(groups(row.grp), row.stretch, Leaving(row.kind, row.early, row.regretted, row.many))
    for grp, boundary, many in present.heads():
        tally.head(groups(grp), boundary, many)


class _Present:
    """How many of a group are there on each boundary, out of who came and went between them."""

    def __init__(self, boundaries: int) -> None:
        self._many = boundaries
        self._changes: dict[Any, list[int]] = {}

    def change(self, group: Any, stretch: int, many: int) -> None:
        """Count who came or went (less than none) by the boundary of ``stretch``."""
        self._changes.setdefault(group, [0] * self._many)[stretch] += many

    def heads(self) -> Iterator[tuple[Any, int, int]]:
        """Yield group, boundary and how many were there."""
        for group, changes in self._changes.items():
            for boundary, many in enumerate(accumulate(changes)):
                if many:
                    yield group, boundary, many


def _joins(name: str, group: str) -> TextClause:
    return text(f"""
        SELECT {group} AS grp, width_bucket(e.hire_date, CAST(:days AS date[])) AS stretch, count(*) AS many
        FROM insights.employment_{name} e
        WHERE e.hire_date < (CAST(:days AS date[]))[cardinality(CAST(:days AS date[]))] AND {_WITHIN} GROUP BY 1, 2""")


def _leaves(name: str, group: str) -> TextClause:
    """How somebody went is only asked of who went after the first boundary."""
    inside = "e.last_day >= (CAST(:days AS date[]))[1]"
    return text(f"""
        SELECT {group} AS grp, width_bucket(e.last_day, CAST(:days AS date[])) AS stretch,
               CASE WHEN {inside} THEN e.leave_kind END AS kind, {inside} AND {_EARLY} AS early,
               CASE WHEN {inside} THEN m.regretted END AS regretted, count(*) AS many
        FROM insights.employment_{name} e LEFT JOIN insights.leaver_mark m ON m.spell_id = e.spell_id
        WHERE e.last_day < (CAST(:days AS date[]))[cardinality(CAST(:days AS date[]))] AND {_WITHIN}
        GROUP BY 1, 2, 3, 4, 5""")


def _moving(
    conn: Connection, name: str, by: str, given: dict[str, Any], tally: Tally, groups: Groups
) -> None:
    """A group that changes with the years: who was there, by the band of that evening; who left, by the last day's."""
    of_day, raw, band = MOVING[by]
    present = _Present(len(given["days"]))
    for row in conn.execute(_joins(name, raw), given):
        present.change(row.grp, row.stretch, row.many)
    for row in conn.execute(_leaves(name, raw), given):
        present.change(row.grp, row.stretch, -row.many)
    for value, boundary, many in present.heads():
        tally.head(groups(of_day(value, given["days"][boundary] - timedelta(days=1))), boundary, many)
    for row in conn.execute(_joins(name, band("e.hire_date")), given):
        if row.stretch:
            tally.join(groups(row.grp), row.stretch, row.many)
    for row in conn.execute(_leaves(name, band("e.last_day")), given):
        if row.stretch:
            tally.leave(groups(row.grp), row.stretch, Leaving(row.kind, row.early, row.regretted, row.many))
