"""Who took part, by where people belong: an administration of HR, not an answer; small groups together all the same.

Who left or died before the time was over had no chance, and does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, text

from shared.asking.model import ANSWERED, BANDS, LONGER
from shared.disclosure.figures import NOBODY, Figure, table
from shared.disclosure.figures import Table as FigureTable
from shared.disclosure.model import DEPARTMENT, PATH_SEPARATOR, Rule
from shared.kernel.chance import shares_differ
from shared.results.comparing import direction
from shared.results.periods import Period

TENURE = "tenure_band"
# How many whole months somebody was in service when asked, as ``shared/asking`` counts bands.
_MONTHS = "extract(year FROM age(r.opened_at, c.hire_date)) * 12 + extract(month FROM age(r.opened_at, c.hire_date))"
_NAMES: Mapping[str, str] = {
    DEPARTMENT: "split_part(c.department_path, :mark, :depth)",
    "function": "c.function",
    TENURE: "CASE "
    + " ".join(f"WHEN {_MONTHS} < {months} THEN '{band}'" for months, band in BANDS)
    + f" WHEN c.hire_date IS NOT NULL THEN '{LONGER}' END",
    "place": "c.place",
    "country": "c.country",
    "contract": "c.contract",
    "moment": "r.moment",
}
BY = tuple(_NAMES)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Told apart by what, of those asked in which period (None is all), in which department."""

    by: str = DEPARTMENT
    period: Period | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Of each group how many had their chance (``people``) and how many of them answered; and in the period before."""

    now: FigureTable[str]
    before: Mapping[str, Figure] = field(default_factory=dict)
    total_before: Figure | None = None

    def verdict(self, now: Figure | None, before: Figure | None) -> str | None:
        """Return whether a response moved by more than chance explains; None where there is no before."""
        if now is None or before is None:
            return None
        parts = [one.tally.get(ANSWERED, 0) for one in (now, before)]
        real = shares_differ(parts[0], now.people, parts[1], before.people)
        return direction(now.share(ANSWERED), before.share(ANSWERED), real=real)


def rates(conn: Connection, request: Table, asked: Asked, rule: Rule) -> Rates:
    """Return who took part, group by group."""
    now = _counted(conn, request, asked, asked.period)
    made = table(*now, least=rule.group)
    if asked.period is None:
        return Rates(now=made)
    earlier = table(*_counted(conn, request, asked, asked.period.before), least=rule.group)
    return Rates(now=made, before=earlier.shown, total_before=earlier.total)


def departments(conn: Connection, request: Table) -> list[tuple[str, ...]]:
    """Return the departments of which somebody was asked, each with those above it."""
    query = f"""
        SELECT DISTINCT c.department_path AS path
        FROM {request.schema}.{request.name} r JOIN people.career_v1 c ON c.spell_id = r.spell_id
        WHERE c.department_path IS NOT NULL
    """  # noqa: S608  schema and table are ours
    paths = {tuple(path.split(PATH_SEPARATOR)) for path in conn.execute(text(query)).scalars() if path}
    return sorted({path[:depth] for path in paths for depth in range(1, len(path) + 1)})


def _counted(
    conn: Connection, request: Table, asked: Asked, period: Period | None
) -> tuple[dict[str, Figure], Figure]:
    query = f"""
        SELECT {_NAMES[asked.by]} AS name, count(*) AS finished,
               count(*) FILTER (WHERE r.state = 'answered') AS answered
        FROM {request.schema}.{request.name} r LEFT JOIN people.career_v1 c ON c.spell_id = r.spell_id
        WHERE r.state <> 'open' AND coalesce(r.reason, 'expired') = 'expired'
          AND (cast(:since AS date) IS NULL
               OR (r.opened_at >= :since AND r.opened_at < cast(:until AS date) + interval '3 months'))
          AND (cast(:within AS text) = '' OR c.department_path = :within
               OR starts_with(c.department_path, :within || :mark))
        GROUP BY 1
    """  # noqa: S608  names, schema and table are ours
    params: dict[str, Any] = {
        "since": period.since if period else None,
        "until": period.until if period else None,
        "within": PATH_SEPARATOR.join(asked.within),
        "mark": PATH_SEPARATOR,
    }
    if asked.by == DEPARTMENT:
        params["depth"] = len(asked.within) + 1
    rows = conn.execute(text(query), params)
    groups = {row.name or "": Figure(people=row.finished, tally={ANSWERED: row.answered}) for row in rows}
    return groups, groups.pop("", NOBODY)


def quarters(conn: Connection, request: Table) -> list[date]:
    """Return the quarters in which somebody was asked."""
    query = (
        f"SELECT DISTINCT date_trunc('quarter', opened_at)::date AS day FROM {request.schema}.{request.name}"  # noqa: S608
    )
    return list(conn.execute(text(query)).scalars())
