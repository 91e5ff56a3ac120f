"""Years as they were counted, each time that they were counted otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, text

from services.insights.tables import noted_year

_LAST = text("SELECT DISTINCT ON (year) * FROM insights.noted_year ORDER BY year, noted_at DESC")
# As a year stood when it was noted last before ``since`` (else when it was noted first), and as it stands.
_CHANGES = text("""
    WITH noted AS (SELECT * FROM insights.noted_year WHERE year = ANY(:years)),
    was AS (
        SELECT DISTINCT ON (year) * FROM noted
        ORDER BY year, noted_at >= :since, CASE WHEN noted_at < :since THEN noted_at END DESC, noted_at),
    now AS (SELECT DISTINCT ON (year) * FROM noted ORDER BY year, noted_at DESC)
    SELECT n.year, n.started, n.joined, n.gone, n.ended, n.noted_at, w.started AS was_started, w.joined AS was_joined,
           w.gone AS was_gone, w.ended AS was_ended,
           (SELECT count(*) FROM noted o WHERE o.year = n.year AND o.noted_at > w.noted_at) AS times
    FROM now n JOIN was w USING (year)
    WHERE n.noted_at >= :since AND (n.started, n.joined, n.gone, n.ended) <> (w.started, w.joined, w.gone, w.ended)
    ORDER BY n.year DESC""")


@dataclass(frozen=True)
class Counted:
    """Who was there at the begin of a year, came, went, and was there at its end."""

    started: int
    joined: int
    gone: int
    ended: int


@dataclass(frozen=True)
class Change:
    """A year that is over and was counted otherwise since: as it was, as it is, when that was seen last, how often."""

    year: int
    before: Counted
    now: Counted
    noted_at: datetime
    times: int = 1

    @property
    def smallest(self) -> int:
        """Of how few people it tells."""
        return min(self.before.started, self.before.ended, self.now.started, self.now.ended)


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
    """Return how these years differ from what they were at ``since``; the newest year first."""
    found = conn.execute(_CHANGES, {"years": list(years), "since": since})
    return [
        Change(
            row.year,
            Counted(row.was_started, row.was_joined, row.was_gone, row.was_ended),
            Counted(row.started, row.joined, row.gone, row.ended),
            row.noted_at,
            row.times,
        )
        for row in found
    ]
