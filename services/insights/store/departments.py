"""The tree of departments, as people publishes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text


@dataclass(frozen=True)
class Department:
    """A department, its path of names, and itself with all above it."""

    id: UUID
    name: str
    path: str
    line: tuple[UUID, ...]


def all_of_them(conn: Connection) -> dict[UUID, Department]:
    """Return every department by its id."""
    rows = conn.execute(
        text("SELECT department_id, name, path, line FROM people.department_v1 ORDER BY path")
    )
    return {
        row.department_id: Department(row.department_id, row.name, row.path, tuple(row.line)) for row in rows
    }


def below(departments: Mapping[UUID, Department], top: UUID) -> list[UUID]:
    """Return ``top`` and every department under it."""
    return [one.id for one in departments.values() if top in one.line]
