"""Absence and satisfaction from files: looked at first, then taken in; of departments with enough people alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from services.insights.domain.periods import month_end
from services.insights.errors import FileGone
from services.insights.imports.columns import ABSENCE
from services.insights.imports.figures import Figure, Reader, RefusedRow
from services.insights.store import departments, editions
from services.insights.store import gathered as store
from services.insights.store.departments import Department
from shared.db.transaction import Tx
from shared.disclosure.model import rule_in_force
from shared.kernel import clock
from shared.kernel.ids import new_id
from shared.kernel.settings import settings
from shared.tabular.files import open_table

# What nobody took in by then is laid away by night.
_LIES = timedelta(days=1)


def look(tx: Tx, stream: BinaryIO, *, kind: str, file_name: str, by: UUID) -> UUID:
    """Read a file and keep what would be taken in, and why what would not; return its id."""
    reader = Reader(kind, open_table(stream), clock.today(settings().zone))
    read = list(reader.rows())
    figures = [one for one in read if isinstance(one, Figure)]
    refused = [one for one in read if isinstance(one, RefusedRow)]
    rows: list[dict[str, Any]] = []
    for one in _judged(tx, figures, reader.department):
        (refused if isinstance(one, RefusedRow) else rows).append(one)  # type: ignore[arg-type]
    file_id = new_id()
    store.look(
        tx.conn,
        {
            "id": file_id,
            "kind": kind,
            "file_name": file_name[:200],
            "lines": len(read),
            "rows": rows,
            "refused": [asdict(one) for one in sorted(refused, key=lambda one: one.row)],
            "looked_at": tx.now,
            "looked_by": by,
        },
    )
    return file_id


def take(tx: Tx, file_id: UUID) -> int:
    """Take a file in; twice is once. Return how many rows it brought."""
    found = find(tx, file_id, lock=True)
    if found.taken_at is None:
        store.keep(tx.conn, found.kind, [_as_row(found.kind, row) for row in found.rows])
        store.taken(tx.conn, file_id, len(found.rows), tx.now)
        return len(found.rows)
    return int(found.taken)


def find(tx: Tx, file_id: UUID, *, lock: bool = False) -> Any:
    """Return a file that lies to be looked at, or was taken in."""
    found = store.find(tx.conn, file_id, lock=lock)
    if found is None:
        raise FileGone
    return found


def drop(tx: Tx, file_id: UUID) -> None:
    """Lay a file away; twice is once."""
    store.drop(tx.conn, file_id)


def tidy(tx: Tx) -> int:
    """Lay away files that nobody took in, and figures of departments that are no more; return how many."""
    known = departments.all_of_them(tx.conn)
    return store.drop_old(tx.conn, tx.now - _LIES) + store.drop_strays(tx.conn, list(known))


def _judged(tx: Tx, figures: Sequence[Figure], column: str) -> Iterator[dict[str, Any] | RefusedRow]:
    """Yield what goes in; refuse a department that we do not know, that is too small, or that came before."""
    tree = departments.all_of_them(tx.conn)
    known, least = _by_name(tree), rule_in_force().group
    missing = [month_end(one.first) for one in figures if one.people is None]
    heads = store.present(tx.conn, editions.live(tx.conn), missing) if missing else {}
    seen: dict[tuple[UUID, date, date], int] = {}
    for one in figures:
        found = known.get(one.department.casefold(), [])
        if len(found) != 1:
            code = "department_twice" if found else "department_unknown"
            yield RefusedRow(one.row, column, one.department, code)
            continue
        key = found[0].id, one.first, one.last
        people = (
            one.people if one.people is not None else _heads(tree, heads, found[0].id, month_end(one.first))
        )
        if people < least:
            yield RefusedRow(
                one.row, column, one.department, "too_few", {"least": str(least), "many": str(people)}
            )
        elif key in seen:
            yield RefusedRow(one.row, column, one.department, "came_before", {"other": str(seen[key])})
        else:
            seen[key] = one.row
            yield {
                "department_id": str(found[0].id),
                "department": found[0].path,
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "value": one.value,
                "highest": one.highest,
                "people": people,
            }


def _by_name(tree: Mapping[UUID, Department]) -> dict[str, list[Department]]:
    """A department goes by its path; by its bare name where that is the only one of that name."""
    found: dict[str, list[Department]] = {}
    for one in tree.values():
        found.setdefault(one.path.casefold(), []).append(one)
    for one in tree.values():
        if one.name.casefold() != one.path.casefold():
            found.setdefault(one.name.casefold(), []).append(one)
    return found


def _heads(
    tree: Mapping[UUID, Department], heads: Mapping[tuple[UUID, date], int], top: UUID, day: date
) -> int:
    return sum(heads.get((one, day), 0) for one in departments.below(tree, top))


def _as_row(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    common = {"department_id": UUID(row["department_id"]), "people": row["people"]}
    if kind == ABSENCE:
        return {**common, "month": date.fromisoformat(row["first"]), "percent": row["value"]}
    return {
        **common,
        "first_day": date.fromisoformat(row["first"]),
        "last_day": date.fromisoformat(row["last"]),
        "score": row["value"],
        "highest": row["highest"],
    }
