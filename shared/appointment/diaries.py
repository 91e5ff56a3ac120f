"""Who holds conversations and when they can, as journey publishes it; and when they are taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from shared.appointment.diary import PLACES, USUAL, Block, Diary, Wish, monday
from shared.calendar.months import add_days
from shared.calendar.window import known_zone, start_of_day
from shared.calendar.working import WEEKDAY_CODES
from shared.db.transaction import Tx
from shared.kernel.settings import settings

_WHO = text("""
    SELECT account_id, person_id, name, programmes, a_week, active, time_zone, hours, place, phone, video
    FROM journey.interviewer_v1
    WHERE cast(:ids AS uuid[]) IS NULL OR account_id = ANY (cast(:ids AS uuid[]))
    ORDER BY name, account_id
""")
_ANYBODY = text(
    "SELECT EXISTS (SELECT FROM journey.interviewer_v1 WHERE active AND :code = ANY (programmes))"
)
_AWAY = text("""
    SELECT account_id, first_day, last_day FROM journey.interviewer_away_v1
    WHERE account_id = ANY (cast(:ids AS uuid[])) AND (last_day IS NULL OR last_day >= :first) AND first_day <= :last
""")
_DAYS = text("""
    SELECT account_id, day, opens, closes FROM journey.interviewer_day_v1
    WHERE account_id = ANY (cast(:ids AS uuid[])) AND day BETWEEN :first AND :last ORDER BY opens
""")
_BUSY = text("""
    SELECT account_id, starts_at, ends_at FROM appointment.busy_v1
    WHERE account_id = ANY (cast(:ids AS uuid[])) AND starts_at BETWEEN :first AND :last
      AND (cast(:but AS uuid) IS NULL OR id <> :but)
""")
# Upwards from the latest employment; a line that bites its own tail ends where it began.
_ABOVE = text("""
    WITH RECURSIVE line (manager_id, step) AS (
        SELECT now.manager_id, 1 FROM LATERAL (
            SELECT c.manager_id FROM people.career_v1 c WHERE c.person_id = :person
            ORDER BY c.spell_no DESC LIMIT 1) AS now
        UNION
        SELECT above.manager_id, line.step + 1 FROM line, LATERAL (
            SELECT c.manager_id FROM people.career_v1 c WHERE c.person_id = line.manager_id
            ORDER BY c.spell_no DESC LIMIT 1) AS above
        WHERE line.step < 40
    )
    SELECT DISTINCT manager_id FROM line WHERE manager_id IS NOT NULL
""")
_WEEK = timedelta(days=7)


def diaries(
    tx: Tx, first: date, last: date, *, only: Collection[UUID] | None = None, but: UUID | None = None
) -> dict[UUID, Diary]:
    """Return the diaries of interviewers over these days (and the whole weeks around them).

    ``only`` are accounts, all where it is left out. ``but`` is a booking that does not count: the one to be moved.
    """
    who = tx.conn.execute(_WHO, {"ids": None if only is None else sorted(only)}).all()
    ids = [row.account_id for row in who]
    span = {"ids": ids, "first": add_days(first, -1), "last": add_days(last, 1)}
    away = _by_account(tx.conn.execute(_AWAY, span))
    days = _by_account(tx.conn.execute(_DAYS, span))
    weeks = start_of_day(monday(first), "UTC") - _WEEK, start_of_day(monday(last), "UTC") + 2 * _WEEK
    busy = _by_account(tx.conn.execute(_BUSY, {"ids": ids, "first": weeks[0], "last": weeks[1], "but": but}))
    return {
        row.account_id: _diary(row, away[row.account_id], days[row.account_id], busy[row.account_id])
        for row in who
    }


def anybody(tx: Tx, code: str) -> bool:
    """Say whether anybody holds conversations of this programme."""
    return bool(tx.conn.execute(_ANYBODY, {"code": code}).scalar_one())


def over(
    tx: Tx, wish: Wish, *, only: Collection[UUID] | None = None, but: UUID | None = None
) -> dict[UUID, Diary]:
    """Return the diaries over the days of a wish."""
    return diaries(tx, wish.first, wish.last, only=only, but=but)


def those_above(tx: Tx, person_id: UUID) -> set[UUID]:
    """Return everybody above somebody in the line: the manager, theirs, and so on."""
    return set(tx.conn.execute(_ABOVE, {"person": person_id}).scalars())


def weekly_of(hours: Mapping[str, Any] | None) -> Mapping[int, tuple[Block, ...]]:
    """Return weekly hours as they are kept (``{"mon": [["09:00", "12:30"]]}``); who said nothing has the usual ones."""
    if hours is None:
        return USUAL
    return {
        WEEKDAY_CODES.index(code) + 1: tuple(
            (time.fromisoformat(a), time.fromisoformat(b)) for a, b in blocks
        )
        for code, blocks in hours.items()
    }


def _diary(row: Any, away: list[Any], days: list[Any], busy: list[Any]) -> Diary:
    other: dict[date, list[Block]] = defaultdict(list)
    for one in days:
        other[one.day].append((one.opens, one.closes))
    zone = known_zone(row.time_zone, settings().zone)
    return Diary(
        account_id=row.account_id,
        person_id=row.person_id,
        name=row.name,
        programmes=frozenset(row.programmes),
        a_week=row.a_week,
        active=row.active,
        zone=zone,
        country=settings().country_of(None, zone),
        weekly=weekly_of(row.hours),
        days={day: tuple(blocks) for day, blocks in other.items()},
        away=tuple((one.first_day, one.last_day) for one in away),
        busy=tuple(sorted((one.starts_at, one.ends_at) for one in busy)),
        where={way: getattr(row, way) for way in PLACES if getattr(row, way)},
    )


def _by_account(rows: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(row)
    return found
