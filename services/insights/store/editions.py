"""Which edition is read, what is being built beside it, and up to which moment all is true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text, update

from services.insights.tables import EDITIONS, edition
from shared.eventlog.tables import checkpoint, fact, parked

FOLLOWER = "insights"
# Beyond so many nobody reads the number.
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Freshness:
    """All that happened before ``until`` is counted; ``behind`` facts of people are not, ``waiting`` ones failed."""

    until: datetime
    behind: int
    waiting: int

    @property
    def more_than(self) -> int | None:
        """Where there are more facts than are counted, more than how many."""
        return MOST_COUNTED if self.behind > MOST_COUNTED else None


@dataclass(frozen=True)
class Building:
    """An edition that is being built: from the first fact to ``head``, now at ``position``."""

    name: str
    begun_at: datetime
    head: int
    position: int


def live(conn: Connection) -> str:
    """Return the name of the edition that is read."""
    name: str = conn.execute(select(edition.c.name).where(edition.c.live)).scalar_one()
    return name


def other(name: str) -> str:
    """Return the name of the edition beside it."""
    (beside,) = (one for one in EDITIONS if one != name)
    return beside


def building(conn: Connection, *, lock: bool = False) -> Building | None:
    """Return what is being built, if anything."""
    query = select(edition).where(edition.c.begun_at.is_not(None))
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    return Building(row.name, row.begun_at, row.start_head, row.position) if row else None


def begin(conn: Connection, name: str, now: datetime, head: int) -> None:
    """Empty the edition beside the one that is read, and note that it is being built."""
    conn.execute(text(f"TRUNCATE insights.employment_{name}"))
    # Whoever holds the roll of what it was does not find the last change noted, and reads everybody.
    conn.execute(
        update(edition)
        .where(edition.c.name == name)
        .values(begun_at=now, start_head=head, position=0, finished_at=None, changes=edition.c.changes + 1)
    )


def move(conn: Connection, name: str, position: int) -> None:
    """Note how far the building came."""
    conn.execute(update(edition).where(edition.c.name == name).values(position=position))


def swap(conn: Connection, name: str, now: datetime) -> None:
    """Let ``name`` be read from now on."""
    conn.execute(update(edition).where(edition.c.live).values(live=False))
    done = {"live": True, "begun_at": None, "start_head": None, "position": None, "finished_at": now}
    conn.execute(update(edition).where(edition.c.name == name).values(**done))


def hold_followers(conn: Connection) -> int:
    """Keep the follower where it is until the commit; return that position."""
    query = select(checkpoint.c.position).where(checkpoint.c.follower == FOLLOWER).with_for_update()
    return int(conn.execute(query).scalar() or 0)


def freshness(conn: Connection, now: datetime) -> Freshness:
    """Return up to which moment what we count is true."""
    position = int(
        conn.execute(select(checkpoint.c.position).where(checkpoint.c.follower == FOLLOWER)).scalar() or 0
    )
    unseen = (
        select(fact.c.occurred_at)
        .where(fact.c.position > position, fact.c.type.like("people.%"))
        .order_by(fact.c.position)
        .limit(MOST_COUNTED + 1)
    )
    behind = list(conn.execute(unseen).scalars())
    waiting = conn.execute(
        select(func.count()).select_from(parked).where(parked.c.follower == FOLLOWER)
    ).scalar_one()
    return Freshness(min(behind, default=now), len(behind), waiting)
