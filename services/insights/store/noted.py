"""Years as they were counted, each time that they were counted otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, text

from services.insights.tables import noted_year

_LAST = text("SELECT DISTINCT ON (year) * FROM insights.noted_year ORDER BY year, noted_at DESC")
_CHANGES = text("""
    SELECT DISTINCT ON (year) * FROM (
        SELECT n.*, lag(started) OVER w AS was_started, lag(joined) OVER w AS was_joined, lag(gone) OVER w AS was_gone,
               lag(ended) OVER w AS was_ended
        FROM insights.noted_year n WHERE year = ANY(:years) WINDOW w AS (PARTITION BY year ORDER BY noted_at)
    ) told WHERE noted_at >= :since AND was_gone IS NOT NULL ORDER BY year DESC, noted_at DESC""")


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
    return {row.year: Counted(row.started, row.joined, row.gone, row.ended) for row in conn.execute(_LAST)}


def note(conn: Connection, years: dict[int, Counted], now: datetime) -> None:
    """Note years as they are counted now."""
    if years:
        conn.execute(
            insert(noted_year), [{"year": year, "noted_at": now, **vars(one)} for year, one in years.items()]
        )


def changes(conn: Connection, years: Sequence[int], since: datetime) -> list[Change]:
    """Return of these years how they changed the last time, where that was after ``since``; the newest year first."""
    found = conn.execute(_CHANGES, {"years": list(years), "since": since})
    return [
        Change(
            row.year,
            Counted(row.was_started, row.was_joined, row.was_gone, row.was_ended),
            Counted(row.started, row.joined, row.gone, row.ended),
            row.noted_at,
        )
        for row in found
    ]
