"""Circles of managers in a file: the row that closes one is refused."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from services.people.imports.circles import find_circles
from services.people.store import matching


def refuse_circles(conn: Connection, *, by_name: bool) -> None:
    """Refuse, of every circle, the last of its rows in the file, until there is none.

    A circle that holds no row of this file was there before and is not this file's fault.
    """
    while True:
        rows: dict[UUID, int | None] = {}
        above: dict[UUID, UUID] = {}
        for line in matching.lines(conn):
            above[line.person_id] = line.manager_id
            rows[line.person_id] = line.row
        closing = [
            max(row for member in circle if (row := rows[member]) is not None)
            for circle in find_circles(above)
            if any(rows[member] is not None for member in circle)
        ]
        if not closing:
            return
        matching.refuse(conn, closing, "circular_manager")
        # Who was to report to a refused newcomer goes in without a manager.
        matching.find_managers(conn, by_name=by_name)
