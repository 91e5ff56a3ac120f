"""Who people are, for the desk alone: asked at the moment of showing, kept nowhere."""

# ruff: noqa: S608  the name of an edition is one of two constants

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, text


def names(conn: Connection, person_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the names of these people, of whom they are known."""
    query = text("SELECT person_id, display_name FROM people.contact_v1 WHERE person_id = ANY(:ids)")
    return {row.person_id: row.display_name for row in conn.execute(query, {"ids": list(person_ids)})}


def department_of(conn: Connection, name: str, person_id: UUID, day: date) -> UUID | None:
    """Return in which department somebody works on ``day``."""
    query = text(f"""
        SELECT department_id FROM insights.employment_{name}
        WHERE person_id = :person AND hire_date <= :day AND (last_day IS NULL OR last_day >= :day)""")
    found: UUID | None = conn.execute(query, {"person": person_id, "day": day}).scalar()
    return found
