"""What leaving costs: HR's own figures by level, and what they come to over a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.insights.domain import costs
from services.insights.domain.costs import Estimate, Level
from services.insights.domain.periods import Period
from services.insights.errors import LevelTaken, LevelUnknown
from services.insights.store import costs as store
from services.insights.store import departments, editions, leavers
from shared.db.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What a period cost: in all, by level and by department (with all above it), the dearest first."""

    whole: Estimate
    levels: list[tuple[Level, Estimate]]
    departments: list[tuple[str | None, Estimate]]


def of_period(tx: Tx, period: Period) -> Costs:
    """Return what the leavings of a period cost."""
    levels = store.levels(tx.conn)
    by_id = {level.id: level for level in levels}
    laid = {function: by_id[level_id] for function, level_id in store.functions(tx.conn).items()}
    rows = leavers.by_function(tx.conn, editions.live(tx.conn), first=period.first_day, last=period.end)
    tree = departments.all_of_them(tx.conn)
    units: dict[str | None, list[tuple[str | None, int]]] = {}
    for row in rows:
        known = tree.get(row.department_id) if row.department_id else None
        for path in [tree[one].path for one in known.line if one in tree] if known else [None]:
            units.setdefault(path, []).append((row.function, row.many))
    by_level = [
        (
            level,
            costs.estimate(
                [(row.function, row.many) for row in rows if laid.get(row.function or "") == level], laid
            ),
        )
        for level in levels
    ]
    of_units = [(path, costs.estimate(counts, laid)) for path, counts in units.items()]
    of_units.sort(key=lambda one: (-one[1].cost.high, one[0] or ""))
    return Costs(
        whole=costs.estimate([(row.function, row.many) for row in rows], laid),
        levels=by_level,
        departments=of_units,
    )


def find(tx: Tx, level_id: UUID) -> Level:
    """Return a level."""
    for level in store.levels(tx.conn):
        if level.id == level_id:
            return level
    raise LevelUnknown


def keep(tx: Tx, level: Level, by: UUID) -> None:
    """Keep a level, new or changed."""
    if store.name_taken(tx.conn, level.name, level.id):
        raise LevelTaken({"name": [LevelTaken.text]})
    store.keep(tx.conn, level, now=tx.now, by=by)


def drop(tx: Tx, level_id: UUID) -> None:
    """Take a level away; twice is once."""
    store.drop(tx.conn, level_id)


def lay(tx: Tx, chosen: Mapping[str, UUID]) -> None:
    """Let functions have these levels; a function or a level that is not there (any more) is left out."""
    known = set(store.known_functions(tx.conn, editions.live(tx.conn)))
    levels = {level.id for level in store.levels(tx.conn)}
    store.lay(tx.conn, {name: level for name, level in chosen.items() if name in known and level in levels})
