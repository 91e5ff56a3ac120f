"""Everybody who was there at any time of a stretch, as lots of people who are alike in all that is told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services.insights import policy
from services.insights.domain import explorer
from services.insights.domain.periods import Period
from services.insights.store import evenings
from services.insights.store.counts import MOVING, STATIC
from services.insights.store.crossing import COUNTS

_GONE = "e.last_day <= :end"
_KIND = f"CASE WHEN {_GONE} THEN coalesce(e.leave_kind, '{policy.UNKNOWN_KIND}') END"
# Where somebody belongs: as of the last day of the stretch, or of the own last day.
_FLAT: Mapping[str, str] = {
    dimension: f"CASE WHEN {_GONE} THEN {MOVING[dimension][2]('e.last_day')} ELSE {evenings.band(dimension)} END"
    if dimension in MOVING
    else STATIC[dimension]
    for dimension in explorer.SHARED_CUTS
    if dimension != explorer.DEPARTMENT
}
# Who had several employments is one person: they come one by one, everybody else by the lot.
_ONE_BY_ONE = "CASE WHEN e.several THEN e.person_id END"
_LOTS = """
    SELECT {number} AS period, {told}, count(*) AS there, count(*) FILTER (WHERE e.hire_date <= :start) AS start,
           count(*) FILTER (WHERE {gone}) AS gone, count(*) FILTER (WHERE {gone} AND {counts}) AS many
    FROM insights.employment_{name} e
    WHERE e.hire_date <= :end AND (e.last_day IS NULL OR e.last_day > :start)
      AND (CAST(:within AS uuid[]) IS NULL OR e.department_id = ANY(CAST(:within AS uuid[])))
    GROUP BY {keys}"""
_BEFORE_FLAT = 4
# What is held against the days of one stretch; of stretches side by side each has its own.
_OF_A_STRETCH = re.compile(r"(?<!:):(start|end|born_\d+|hired_\d+)\b")


class Lot(NamedTuple):
    """Employments that are alike: how many were there, were so at the begin, went, and count for what is asked.

    ``person_id`` is somebody who had more than one employment, and counts as one person; of nobody else it is known.
    ``kind`` is how they went, where that is told apart, of who went. A tuple, for there may be ten thousands of them.
    """

    person_id: UUID | None
    department_id: UUID | None
    kind: str | None
    flat: Mapping[str, str]
    there: int
    start: int
    gone: int
    many: int


def lots(
    conn: Connection,
    name: str,
    chosen: Sequence[Period],
    *,
    by: Sequence[str],
    measure: str,
    kinds: bool,
    within: Sequence[UUID] | None,
) -> list[list[Lot]]:
    """Return of each period who was there on its first evening or came after it, told apart ``by`` these alone.

    One statement, so that PostgreSQL looks at periods side by side.
    """
    flat = [dimension for dimension in _FLAT if dimension in by]
    told = [
        _ONE_BY_ONE,
        "e.department_id" if explorer.DEPARTMENT in by else "CAST(NULL AS uuid)",
        _KIND if kinds else "CAST(NULL AS text)",
        *(_FLAT[dimension] for dimension in flat),
    ]
    given: dict[str, Any] = {"within": None if within is None else list(within)}
    parts = []
    for number, one in enumerate(chosen):
        query = _LOTS.format(
            number=number,
            name=name,
            told=", ".join(told),
            gone=_GONE,
            counts=COUNTS.get(measure, "true"),
            keys=", ".join(str(place) for place in range(1, len(told) + 2)),
        )
        parts.append(_OF_A_STRETCH.sub(rf":\1_of_{number}", query))
        when = {"start": one.start, "end": one.end, **(evenings.given(one.end) if _moving(by) else {})}
        given |= {f"{key}_of_{number}": value for key, value in when.items()}
    found: list[list[Lot]] = [[] for _ in chosen]
    for number, lot in _read(conn.execute(text(" UNION ALL ".join(parts)), given), flat):
        found[number].append(lot)
    return found


def _moving(by: Sequence[str]) -> bool:
    return any(dimension in MOVING for dimension in by)


def _read(rows: Any, flat: Sequence[str]) -> Iterator[tuple[int, Lot]]:
    counts = len(flat) + _BEFORE_FLAT
    known: dict[tuple[str | None, ...], Mapping[str, str]] = {}
    for row in rows:
        number, person_id, department_id, kind = row[:_BEFORE_FLAT]
        values = row[_BEFORE_FLAT:counts]
        if (told := known.get(values)) is None:
            pairs = zip(flat, values, strict=True)
            told = known[values] = {dimension: value for dimension, value in pairs if value is not None}
        yield number, Lot(person_id, department_id, kind, told, *row[counts:])
