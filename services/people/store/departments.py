"""Departments: a tree, written as a path."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, text
from sqlalchemy.dialects.postgresql import insert

from services.people.policy import PATH_SEPARATOR
from services.people.tables.persons import department
from shared.kernel.ids import new_id


def ensure(conn: Connection, paths: Iterable[str]) -> dict[str, UUID]:
    """Return the id of every department in ``paths``; those that are new are made, with all above them."""
    wanted = sorted({path for path in paths if path})
    known = _ids(conn, {prefix for path in wanted for prefix in _prefixes(path)})
    for prefix in sorted(
        {prefix for path in wanted for prefix in _prefixes(path)},
        key=lambda one: (one.count(PATH_SEPARATOR), one),
    ):
        if prefix in known:
            continue
        above, _, name = prefix.rpartition(PATH_SEPARATOR)
        conn.execute(
            insert(department)
            .values(
                id=(own := new_id()),
                parent_id=known.get(above),
                name=name,
                path=prefix,
                line=_line(known.get(above), own),
            )
            .on_conflict_do_nothing(index_elements=["path"])
        )
        known |= _ids(conn, {prefix})
    return {path: known[path] for path in wanted}


def listed(conn: Connection) -> list[Row[Any]]:
    """Return all departments in the order of their paths."""
    return list(conn.execute(select(department).order_by(department.c.path)))


def path_of(conn: Connection, department_id: UUID) -> str | None:
    """Return the path of a department."""
    return conn.execute(
        select(department.c.path).where(department.c.id == department_id)
    ).scalar_one_or_none()


def _line(above: UUID | None, own: UUID) -> Any:
    """Return all that a department belongs to, itself last: who is above wrote theirs down before."""
    return func.array_append(
        func.coalesce(
            select(department.c.line).where(department.c.id == above).scalar_subquery(), text("'{}'::uuid[]")
        ),
        own,
    )


def _ids(conn: Connection, paths: set[str]) -> dict[str, UUID]:
    rows = conn.execute(select(department.c.path, department.c.id).where(department.c.path.in_(paths)))
    return {row.path: row.id for row in rows}


def _prefixes(path: str) -> list[str]:
    parts = path.split(PATH_SEPARATOR)
    return [PATH_SEPARATOR.join(parts[: count + 1]) for count in range(len(parts))]
