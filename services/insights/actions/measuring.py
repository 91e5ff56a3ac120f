"""Turnover: who was there, who came, who went, by group and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.insights import policy
from services.insights.domain import figures, periods
from services.insights.domain.figures import Figures
from services.insights.domain.periods import Period
from services.insights.errors import PeriodBackwards, PeriodTooLong
from services.insights.store import counts, departments, editions
from services.insights.store.editions import Freshness
from shared.db.transaction import Tx
from shared.kernel.settings import settings

# What no group is called: PostgreSQL has no word with such a letter.
_EVERYBODY = "\0"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: by what, from which year to which, within which departments, over how many points."""

    by: str = policy.NONE
    first: int | None = None
    last: int | None = None
    within: tuple[UUID, ...] | None = None
    thirteen: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Figures by group, each of consecutive periods."""

    periods: list[Period]
    figures: list[Figures]

    def period(self, name: str) -> Period:
        """Return the period that is called ``name``."""
        return next(one for one in self.periods if one.name == name)


def last_whole_day(fresh: Freshness) -> date:
    """Return the last day of which everything is counted: the one before the moment up to which all is true."""
    return fresh.until.astimezone(ZoneInfo(settings().zone)).date() - timedelta(days=1)


def turnover(tx: Tx, asked: Question, until: date) -> Answer:
    """Return the figures of calendar years; the last is counted up to ``until``."""
    first, last = _span(tx, asked, until)
    chosen = periods.years(first, last, until)
    return Answer(periods=chosen, figures=measure(tx, asked, chosen))


def measure(tx: Tx, asked: Question, chosen: Sequence[Period]) -> list[Figures]:
    """Return the figures of each group in each period; periods may overlap, and each has a name of its own."""
    return with_whole(tx, asked, chosen)[1]


def with_whole(tx: Tx, asked: Question, chosen: Sequence[Period]) -> tuple[list[Figures], list[Figures]]:
    """Return the figures of everybody together, and those of each group, out of one count."""
    if not chosen:
        return [], []
    bounds = {one.name: periods.month_ends(one) if asked.thirteen else [one.start, one.end] for one in chosen}
    days = sorted({day for some in bounds.values() for day in some})
    tree = departments.all_of_them(tx.conn) if asked.by == policy.DEPARTMENT else {}
    places = _places(asked.by, tree)
    tally = counts.count(
        tx.conn,
        editions.live(tx.conn),
        asked.by,
        days,
        groups=lambda value: [_EVERYBODY, *places(value)],
        within=asked.within,
    )
    at = {day: number for number, day in enumerate(days)}
    found: dict[str | None, list[Figures]] = {
        group: [
            figures.fold(
                policy.ALL if group == _EVERYBODY else group,
                name,
                [tally.between(group, at[start], at[end]) for start, end in pairwise(ends)],
            )
            for name, ends in bounds.items()
        ]
        for group in tally.groups()
    }
    whole = found.pop(_EVERYBODY, [])
    groups = [one for some in found.values() for one in some]
    if asked.by == policy.KIND:
        groups = [
            kind for one in groups for kind in figures.by_kind(one, lambda kind: kind or policy.UNKNOWN_KIND)
        ]
    return _in_order(whole, chosen), _in_order(groups, chosen)


def _in_order(found: Iterable[Figures], chosen: Sequence[Period]) -> list[Figures]:
    """Leave out where nobody was, came or went; the rest by name, the ones without a name last."""
    order = {one.name: number for number, one in enumerate(chosen)}
    anybody = [one for one in found if any(one.heads) or one.joiners or one.leavings]
    return sorted(anybody, key=lambda one: (one.group is None, one.group or "", order[one.period]))


def _places(by: str, tree: dict[UUID, departments.Department]) -> Callable[[Any], Iterable[str | None]]:
    """Where somebody counts: in the own group; of a department also in all above it."""

    def of_department(department_id: UUID | None) -> list[str | None]:
        known = tree.get(department_id) if department_id else None
        return [tree[one].path for one in known.line if one in tree] if known else [None]

    def as_it_is(value: Any) -> list[str | None]:
        return [None if value is None else str(value)]

    return of_department if by == policy.DEPARTMENT else as_it_is


def _span(tx: Tx, asked: Question, until: date) -> tuple[int, int]:
    last = until.year if asked.last is None else asked.last
    first = asked.first
    if first is None:
        began = counts.first_hire(tx.conn, editions.live(tx.conn))
        first = max(began.year if began else last, last - policy.MOST_YEARS + 1)
        first = min(first, last)
    if first > last:
        raise PeriodBackwards({"to": [PeriodBackwards.text]})
    if last - first >= policy.MOST_YEARS:
        raise PeriodTooLong(
            {"from": [PeriodTooLong.text % {"most": policy.MOST_YEARS}]}, most=policy.MOST_YEARS
        )
    return first, last
