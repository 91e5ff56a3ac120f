"""Years as they were counted, each time that they were counted otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from services.insights.tables import noted_year


@dataclass(frozen=True)
class Counted:
    """Who was there at the begin of a year, came, went, and was there at its end."""

    started: int
    joined: int
    gone: int
    ended: int


@dataclass(frozen=True)
class Change:
    """A year that is over and was counted otherwise since: as it was, as it is, and when that was seen."""

    year: int
    before: Counted
    now: Counted
    noted_at: datetime


def last(conn: Connection) -> dict[int, Counted]:
    """Return each year as it was last noted."""
    query = (
        select(noted_year)
        .distinct(noted_year.c.year)
        .order_by(noted_year.c.year, noted_year.c.noted_at.desc())
    )
    return {row.year: Counted(row.started, row.joined, row.gone, row.ended) for row in conn.execute(query)}


def note(conn: Connection, years: dict[int, Counted], now: datetime) -> None:
    """Note years as they are counted now."""
    if years:
        conn.execute(
            insert(noted_year), [{"year": year, "noted_at": now, **vars(one)} for year, one in years.items()]
        )


def changes(conn: Connection, years: Sequence[int], since: datetime) -> list[Change]:
    """Return of these years how they changed the last time, where that was after ``since``; the newest year first."""
    earlier = {
        name: func.lag(noted_year.c[name]).over(
            partition_by=noted_year.c.year, order_by=noted_year.c.noted_at
        )
        for name in ("started", "joined", "gone", "ended")
    }
    told = select(noted_year, *(one.label(f"was_{name}") for name, one in earlier.items())).subquery()
    query = (
        select(told)
        .distinct(told.c.year)
        .where(told.c.year.in_(list(years)), told.c.noted_at >= since, told.c.was_gone.is_not(None))
        .order_by(told.c.year.desc(), told.c.noted_at.desc())
    )
    return [
        Change(
            row.year,
            Counted(row.was_started, row.was_joined, row.was_gone, row.was_ended),
            Counted(row.started, row.joined, row.gone, row.ended),
            row.noted_at,
        )
        for row in conn.execute(query)
    ]
