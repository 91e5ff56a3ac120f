"""The explorer of what people said, and of who was asked: reasons are sums of circles, whoever looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

from services.insights.actions import exploring, reasoning
from services.insights.domain import crossing, explorer
from services.insights.domain.crossing import Place
from services.insights.domain.explorer import (
    DEPARTMENT,
    HIDDEN,
    MOMENT,
    NONE,
    PROGRAMME,
    REASON,
    REST,
    TOTAL,
    YEAR,
    Asked,
    Cell,
    Crossed,
    Key,
)
from services.insights.domain.periods import Period
from services.insights.domain.units import looked_into
from services.insights.store import departments, listening
from services.insights.store import told as store
from services.insights.store.told import Cut
from shared.db.transaction import Tx
from shared.disclosure.model import path_of, rule_in_force
from shared.kernel.settings import settings

ROLES: Mapping[str, str] = {explorer.CAUSES: "cause", explorer.DROPS: "drop"}


def reasons(tx: Tx, asked: Asked, until: date) -> Crossed:
    """Return how often reasons were named: one of both directions is always the reasons."""
    least = rule_in_force().group
    top = _top(tx, asked)
    if top is None and DEPARTMENT in asked.filters:
        return Crossed(rows=[], columns=[], cells={})
    by_year = YEAR in {asked.rows, asked.columns}
    if by_year and not asked.year:
        # The years slide up to the last of which anything was told.
        [told] = reasoning.by_year(tx, ROLES[asked.measure])
        asked = replace(asked, year=reasoning.last_year(told, until.year))
    chosen = exploring.spans(asked, until) if asked.year else []
    other = asked.columns if asked.rows == REASON else asked.rows
    cut = Cut(
        rows=other,
        columns=NONE,
        where={name: value for name, value in asked.filters.items() if name != DEPARTMENT},
        top=path_of(top),
        below=looked_into(store.paths(tx.conn), top).top,
        years=[one.end.year for one in chosen],
    )
    people: dict[Key, int] = {}
    named: dict[tuple[str, Key], int] = {}
    for row in store.crossed(tx.conn, cut, roles=[ROLES[asked.measure]], least=least):
        for group in {REST if row.r is None else row.r, TOTAL} if other != NONE else {TOTAL}:
            if row.value is None:
                people[group] = people.get(group, 0) + row.many
            else:
                named[row.value, group] = named.get((row.value, group), 0) + row.many
    cells: dict[Place, Cell] = {}
    for reason in {reason for reason, _ in named}:
        for group, many in people.items():
            # A sum of circles is large enough by itself, but for what was promised before the setting rose.
            cell = (
                Cell(value=crossing.share(named.get((reason, group), 0), many), base=many)
                if many >= least
                else HIDDEN
            )
            cells[(reason, group) if asked.rows == REASON else (group, reason)] = cell
    return _by_weight(asked, exploring.crossed(asked, chosen, cells), named)


def _by_weight(asked: Asked, found: Crossed, named: Mapping[tuple[str, Key], int]) -> Crossed:
    """What was named most stands first."""

    def weight(key: Key) -> tuple[int, str]:
        return -sum(many for (reason, _), many in named.items() if reason == key), key or ""

    rows = sorted(found.rows, key=weight) if asked.rows == REASON else found.rows
    columns = sorted(found.columns, key=weight) if asked.columns == REASON else found.columns
    return Crossed(rows=rows, columns=columns, cells=found.cells)


def _top(tx: Tx, asked: Asked) -> str | None:
    if DEPARTMENT not in asked.filters:
        return None
    tree = departments.all_of_them(tx.conn)
    return next((one.path for one in tree.values() if str(one.id) == asked.filters[DEPARTMENT]), None)


def response(tx: Tx, asked: Asked, until: date) -> Crossed:
    """Return which part of what was asked was answered, or would rather not: of requests, by programme and moment."""
    chosen = exploring.spans(asked, until)
    tally: dict[Place, list[int]] = {}
    for period in chosen:
        since, after = _instants(period)
        for row in listening.states(tx.conn, since=since, until=after):
            named = {
                NONE: None,
                YEAR: period.name,
                PROGRAMME: row.programme,
                MOMENT: f"{row.programme}.{row.moment}",
            }
            hit = row.state == ("answered" if asked.measure == explorer.RESPONSE else "declined")
            place = named[asked.rows], named[asked.columns]
            for one in {place, (place[0], TOTAL), (TOTAL, place[1]), (TOTAL, TOTAL)}:
                counted = tally.setdefault(one, [0, 0])
                counted[0] += row.many * hit
                counted[1] += row.many
    cells = {
        place: Cell(value=crossing.share(part, whole), base=whole) for place, (part, whole) in tally.items()
    }
    return exploring.crossed(asked, chosen, cells)


def _instants(period: Period) -> tuple[datetime, datetime]:
    zone = ZoneInfo(settings().zone)
    return (
        datetime.combine(period.first_day, clock_time(), zone),
        datetime.combine(period.end + timedelta(days=1), clock_time(), zone),
    )
