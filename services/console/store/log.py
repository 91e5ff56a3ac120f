"""What the log's followers could not do, and how far they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select, text

from shared.eventlog.tables import parked


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """The waiting facts of one person with one follower; the first of them is what does not work."""

    follower: str
    person_id: UUID | None
    position: int
    waiting: int
    type: str
    error: str
    attempts: int
    next_try_at: datetime | None
    since: datetime


_STUCK = text("""
    WITH groups AS (
        SELECT follower, person_id, min(position) AS position, count(*) AS waiting, min(parked_at) AS since
        FROM eventlog.parked GROUP BY follower, person_id
    )
    SELECT g.follower, g.person_id, g.position, g.waiting, f.type, p.error, p.attempts, p.next_try_at, g.since
    FROM groups g
    JOIN eventlog.parked p ON p.follower = g.follower AND p.position = g.position
    JOIN eventlog.fact f ON f.position = g.position
    WHERE (g.follower, g.position) > (:follower, :position)
    ORDER BY g.follower, g.position
    LIMIT :limit
""")


def stuck(conn: Connection, *, after: tuple[str, int] | None, limit: int) -> list[Stuck]:
    """What waits, by follower and person."""
    follower, position = after or ("", 0)
    rows = conn.execute(_STUCK, {"follower": follower, "position": position, "limit": limit})
    return [Stuck(**row._asdict()) for row in rows]


def stuck_count(conn: Connection, *, most: int) -> int:
    """How many facts wait; counted no further than `most`."""
    return conn.execute(
        select(func.count()).select_from(select(parked.c.position).limit(most).subquery())
    ).scalar_one()


def is_stuck(conn: Connection, follower: str, person_id: UUID | None) -> bool:
    """Does anything of this person wait with this follower?"""
    whose = parked.c.person_id.is_(None) if person_id is None else parked.c.person_id == person_id
    return conn.execute(
        select(select(parked).where(parked.c.follower == follower, whose).exists())
    ).scalar_one()
