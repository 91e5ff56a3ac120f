"""The moments of everybody, as a month, a week and a list: what is coming and what has been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Blueprint, render_template

from services.journey.desk.asked import LIST, OF_WHO, Asked, at, choices_of, days_of, read_asked
from services.journey.domain.grid import MONTH, WEEK, Period, week_of
from services.journey.schemas import words
from services.journey.store import counts, lists
from services.journey.store.counts import DayCount
from services.journey.store.lists import Line
from shared.db.transaction import Tx
from shared.eventlog.unit import Transactions
from shared.kernel import clock
from shared.kernel.settings import settings
from shared.web.layout import url_with
from shared.web.paging import page, read_window

# So many names stand in a day of the week; the rest is counted.
NAMES_A_DAY = 8


def register(desk: Blueprint, transaction: Transactions) -> None:
    """Add the calendar."""

    @desk.get("")
    @desk.get("/")
    def moments() -> str:
        """Show the moments that are coming and that have been, as a month, a week or a list."""
        with transaction() as tx:
            known = choices_of(tx)
            asked = read_asked(tx, known)
            seen = _SIDES[asked.view](tx, asked)
        return render_template(
            f"journey/{asked.view}.html",
            asked=asked,
            known=known,
            day_at=_day_at,
            exported=at(**days_of(asked)),
            at_all=url_with(**dict.fromkeys(OF_WHO)),
            words=words,
            **seen,
        )


def _list(tx: Tx, asked: Asked) -> dict[str, Any]:
    window = read_window()
    lines = lists.listed(tx.conn, asked.filters, after=window.after, limit=window.fetch)
    found = page(lines, window, key=lambda line: (line.touchpoint.due_date, line.touchpoint.id))
    return {"lines": found["items"], "next": found["next"]}


def _month(tx: Tx, asked: Asked) -> dict[str, Any]:
    assert asked.period is not None
    days = _by_day(counts.by_day(tx.conn, asked.filters))
    return {"days": days, "totals": _totals(days.values()), **_around(asked.period)}


def _week(tx: Tx, asked: Asked) -> dict[str, Any]:
    seen = _month(tx, asked)
    lines: dict[date, list[Line]] = {}
    for line in lists.firsts_of_days(tx.conn, asked.filters, sorted(seen["days"]), NAMES_A_DAY):
        lines.setdefault(line.touchpoint.due_date, []).append(line)
    return {"lines": lines, **seen}


_SIDES = {LIST: _list, MONTH: _month, WEEK: _week}


def _around(period: Period) -> dict[str, Any]:
    """Return the period with its neighbours."""

    def link(other: Period | None) -> dict[str, Any] | None:
        return {"period": other, "href": at(view=other.kind, **{other.kind: other.name})} if other else None

    today = clock.today(settings().zone)
    return {
        "period": period,
        "before": link(period.before),
        "after": link(period.after),
        "now": None if period.first <= today <= period.last else at(view=period.kind),
        "today": today,
        "week_days": week_of(today).days,
    }


def _day_at(day: date) -> str:
    """Return where all of a day are listed, narrowed as here."""
    return at(view=LIST, **{"from": day.isoformat(), "to": day.isoformat()})


def _by_day(found: Iterable[DayCount]) -> dict[date, Counter[str]]:
    days: dict[date, Counter[str]] = {}
    for one in found:
        days.setdefault(one.day, Counter())[one.programme] += one.count
    return days


def _totals(days: Iterable[Counter[str]]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for many in days:
        totals += many
    return totals
