"""How fast letters leave: what HR chose, what left in which minute and on which day, the turns that were given out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from services.mail.domain.pace import ALL, DAY, MINUTE, PACED, Pace, Wait
from services.mail.tables import letter, pace, pace_count, pace_wait

_NUMBERS = (pace.c.per_minute, pace.c.per_domain, pace.c.first_day, pace.c.since)
_SINCE = text("""
    SELECT count(*) FROM mail.pace_count
    WHERE span = 'day' AND key = '*' AND letters > 0 AND at >= :since AND at < :today
""")
_ASTRAY = text("""
    SELECT coalesce((SELECT max(not_before) FROM mail.letter WHERE state = 'queued' AND reason = 'paced')
                    > coalesce((SELECT max(until) FROM mail.pace_wait), :now), false)
""")
_LOOK_AGAIN = text("""
    UPDATE mail.letter SET not_before = :now, reason = NULL
    WHERE id IN (SELECT id FROM mail.letter WHERE state = 'queued' AND reason = 'paced' FOR UPDATE SKIP LOCKED)
""")


def chosen(conn: Connection, *, lock: bool = False) -> Pace:
    """Return what HR chose; the lock is the turnstile: who counts letters out does so alone."""
    query = select(*_NUMBERS)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    return Pace(**row._mapping) if row else Pace()  # noqa: SLF001  SQLAlchemy's way to read a row by name


def choose(conn: Connection, one: Pace, *, now: datetime, by: UUID | None) -> None:
    """Write what HR chose; who waits is looked at again, under what is chosen now."""
    values: dict[str, Any] = {
        "per_minute": one.per_minute,
        "per_domain": one.per_domain,
        "first_day": one.first_day,
        "since": one.since,
        "changed_at": now,
        "changed_by": by,
    }
    # In the order of who claims: the turnstile, then the turns. Two who wait for one another never go on.
    conn.execute(upsert(pace).values(**values).on_conflict_do_update(index_elements=["one"], set_=values))
    forget_turns(conn)


def forget_turns(conn: Connection) -> None:
    """Give out turns anew: who waits for one that nobody gives any more is looked at again, see ``astray``."""
    conn.execute(delete(pace_wait))


def astray(conn: Connection, now: datetime) -> bool:
    """Say whether letters wait for a turn that was forgotten: one behind the last that is given out."""
    return bool(conn.execute(_ASTRAY, {"now": now}).scalar_one())


def look_again(conn: Connection, now: datetime) -> None:
    """Let all that wait for a turn be looked at now; those that another worker holds have theirs already."""
    conn.execute(_LOOK_AGAIN, {"now": now})


def counts(
    conn: Connection, keys: Iterable[str], minute: datetime, day: datetime
) -> dict[tuple[str, str], int]:
    """Return what left in this minute, by these keys, and on this day."""
    rows = conn.execute(
        select(pace_count).where(
            ((pace_count.c.span == MINUTE) & (pace_count.c.at == minute) & pace_count.c.key.in_([ALL, *keys]))
            | ((pace_count.c.span == DAY) & (pace_count.c.at == day) & (pace_count.c.key == ALL))
        )
    )
    return {(row.span, row.key): row.letters for row in rows}


def days_since(conn: Connection, since: datetime, today: datetime) -> int:
    """Return on how many days before this one something left."""
    return int(conn.execute(_SINCE, {"since": since, "today": today}).scalar_one())


def waits(conn: Connection) -> dict[str, Wait]:
    """Return the turns that were given out."""
    return {row.key: Wait(row.until, row.letters) for row in conn.execute(select(pace_wait))}


def write(
    conn: Connection,
    found: Mapping[tuple[str, str], int],
    turns: Mapping[str, Wait],
    minute: datetime,
    day: datetime,
) -> None:
    """Write what is counted now."""
    rows = [
        {"span": span, "key": key, "at": day if span == DAY else minute, "letters": number}
        for (span, key), number in found.items()
    ]
    if rows:
        statement = upsert(pace_count)
        conn.execute(
            statement.on_conflict_do_update(
                index_elements=["span", "at", "key"], set_={"letters": statement.excluded.letters}
            ),
            rows,
        )
    given = [{"key": key, "until": one.until, "letters": one.letters} for key, one in turns.items()]
    if given:
        statement = upsert(pace_wait)
        new = {name: statement.excluded[name] for name in ("until", "letters")}
        conn.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new), given)


def tidy(conn: Connection, before: datetime) -> None:
    """Forget minutes that are over."""
    conn.execute(delete(pace_count).where(pace_count.c.span == MINUTE, pace_count.c.at < before))
    conn.execute(delete(pace_wait).where(pace_wait.c.until < before))


def waiting(conn: Connection) -> Row[Any]:
    """Return how many letters wait for their turn, and until when."""
    query = select(func.count().label("letters"), func.max(letter.c.not_before).label("until"))
    return conn.execute(query.where(letter.c.state == "queued", letter.c.reason == PACED)).one()


def left_on(conn: Connection, day: datetime) -> int:
    """Return how many left on a day."""
    query = select(pace_count.c.letters).where(
        pace_count.c.span == DAY, pace_count.c.at == day, pace_count.c.key == ALL
    )
    return conn.scalar(query) or 0
