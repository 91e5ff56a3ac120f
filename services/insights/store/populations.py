"""Everybody who was there at any time of a stretch, as lots of people who are alike in all that is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services.insights import policy
from services.insights.domain import explorer
from services.insights.domain.periods import Period
from services.insights.store.counts import MOVING, STATIC
from services.insights.store.crossing import COUNTS

# Where somebody belongs: as of the last day of the stretch, or of the own last day.
_DAY = 'least(e.last_day, p."end")'
_GONE = 'e.last_day <= p."end"'
_KIND = f"CASE WHEN {_GONE} THEN coalesce(e.leave_kind, '{policy.UNKNOWN_KIND}') END"
_FLAT: Mapping[str, str] = {
    dimension: MOVING[dimension][2](_DAY) if dimension in MOVING else f"({STATIC[dimension]})::text"
    for dimension in explorer.SHARED_CUTS
    if dimension != explorer.DEPARTMENT
}
# Who had several employments is one person: they come one by one, everybody else by the lot.
_LOTS = """
    WITH several AS MATERIALIZED (
        SELECT person_id FROM insights.employment_{name} GROUP BY person_id HAVING count(*) > 1)
    SELECT p.n::int AS stretch, {told}, count(*) AS there, count(*) FILTER (WHERE e.hire_date <= p.start) AS start,
           count(*) FILTER (WHERE {gone}) AS gone, count(*) FILTER (WHERE {gone} AND {counts}) AS many
    FROM unnest(CAST(:starts AS date[]), CAST(:ends AS date[])) WITH ORDINALITY AS p(start, "end", n)
    JOIN insights.employment_{name} e
        ON e.hire_date <= p."end" AND (e.last_day IS NULL OR e.last_day > p.start)
    LEFT JOIN several s ON s.person_id = e.person_id
    WHERE CAST(:within AS uuid[]) IS NULL OR e.department_id = ANY(CAST(:within AS uuid[]))
    GROUP BY {keys}"""


_BEFORE_FLAT = 4


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
    """Return of each period who was there on its first evening or came after it, told apart ``by`` these alone."""
    flat = [dimension for dimension in _FLAT if dimension in by]
    told = [
        "s.person_id",
        "e.department_id" if explorer.DEPARTMENT in by else "CAST(NULL AS uuid)",
        _KIND if kinds else "CAST(NULL AS text)",
        *(_FLAT[dimension] for dimension in flat),
    ]
    query = _LOTS.format(
        name=name,
        told=", ".join(told),
        gone=_GONE,
        counts=COUNTS.get(measure, "true"),
        keys=", ".join(str(number + 1) for number in range(len(told) + 1)),
    )
    given = {
        "starts": [one.start for one in chosen],
        "ends": [one.end for one in chosen],
        "within": None if within is None else list(within),
    }
    found: list[list[Lot]] = [[] for _ in chosen]
    for stretch, lot in _read(conn.execute(text(query), given), flat):
        found[stretch - 1].append(lot)
    return found


def _read(rows: Any, flat: Sequence[str]) -> Iterator[tuple[int, Lot]]:
    counts = len(flat) + _BEFORE_FLAT
    known: dict[tuple[str | None, ...], Mapping[str, str]] = {}
    for row in rows:
        stretch, person_id, department_id, kind = row[:_BEFORE_FLAT]
        values = row[_BEFORE_FLAT:counts]
        if (told := known.get(values)) is None:
            pairs = zip(flat, values, strict=True)
            told = known[values] = {dimension: value for dimension, value in pairs if value is not None}
        yield stretch, Lot(person_id, department_id, kind, told, *row[counts:])
