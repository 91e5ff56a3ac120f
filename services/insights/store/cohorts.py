"""How long those who began in the same year were there."""

# ruff: noqa: S608  the name of an edition is one of two constants

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, text

from services.insights.domain.survival import Span


def spans(
    conn: Connection, name: str, *, first: int, last: int, until: date, within: Sequence[UUID] | None = None
) -> dict[int, list[Span]]:
    """Return by year of the first day how long people were there, up to ``until``, and whether they left."""
    query = text(f"""
        SELECT extract(year FROM e.hire_date)::int AS year,
               least(coalesce(e.last_day, :until), :until) - e.hire_date AS days,
               coalesce(e.last_day <= :until, false) AS gone, count(*) AS many
        FROM insights.employment_{name} e
        WHERE e.hire_date BETWEEN :first AND least(CAST(:last AS date), CAST(:until AS date))
          AND (CAST(:within AS uuid[]) IS NULL OR e.department_id = ANY(CAST(:within AS uuid[])))
        GROUP BY 1, 2, 3""")
    given = {
        "first": date(first, 1, 1),
        "last": date(last, 12, 31),
        "until": until,
        "within": None if within is None else list(within),
    }
    found: dict[int, list[Span]] = {}
    for row in conn.execute(query, given):
        found.setdefault(row.year, []).append(Span(row.days, row.gone, row.many))
    return found
