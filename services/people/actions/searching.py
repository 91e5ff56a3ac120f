"""Find people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.people.domain import Person
from services.people.errors import DepartmentUnknown
from services.people.store import departments, people
from services.people.store.people import Search
from shared.db.transaction import Tx
from shared.tabular.raw import squeeze


def search(
    tx: Tx, *, words: str, department: str, state: str, window: tuple[tuple[Any, ...] | None, int]
) -> list[tuple[str, Person]]:
    """Return people in the order of their names, each with its sort key. ``window``: after which key, how many."""
    after, limit = window
    path = department_path(tx, department) if department else None
    wanted = Search(
        words=squeeze(words.replace("\x00", "")),
        department_path=path,
        state=state or None,
        after=(str(after[0]), after[1]) if after else None,
        limit=limit,
    )
    return people.listed(tx.conn, wanted)


def department_path(tx: Tx, given: str) -> str:
    """Return the path of a department that is given by its id or its path; of an unknown path, the path itself."""
    try:
        known = departments.path_of(tx.conn, UUID(given))
    except ValueError:
        return given.replace("\x00", "")
    if known is None:
        raise DepartmentUnknown
    return known
