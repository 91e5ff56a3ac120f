"""Everybody who was there at any time of a stretch: bare employments, to be gathered into large enough groups."""

# ruff: noqa: S608  the name of an edition is one of two constants

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, text


@dataclass(frozen=True)
class Employment:
    """An employment as far as it is counted."""

    spell_id: UUID
    person_id: UUID
    hire_date: date
    last_day: date | None
    kind: str | None
    department_id: UUID | None
    function: str | None
    hours: str | None
    place: str | None
    country: str | None
    birth_month: int | None


def between(
    conn: Connection, name: str, *, start: date, end: date, within: Sequence[UUID] | None
) -> list[Employment]:
    """Return who was there on the evening of ``start`` or came after it, up to ``end``; always in the same order."""
    query = text(f"""
        SELECT spell_id, person_id, hire_date, last_day, leave_kind, department_id, function, hours::text, place,
               country, birth_month
        FROM insights.employment_{name}
        WHERE hire_date <= :end AND (last_day IS NULL OR last_day > :start)
          AND (CAST(:within AS uuid[]) IS NULL OR department_id = ANY(CAST(:within AS uuid[])))
        ORDER BY spell_id""")
    given = {"start": start, "end": end, "within": None if within is None else list(within)}
    return [Employment(*row) for row in conn.execute(query, given).all()]
