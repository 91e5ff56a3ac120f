"""Vacancies and reunions as a newsletter tells of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, select

from services.alumni.domain.offers import REUNION, WORK, Offer
from services.alumni.domain.reunions import OPEN
from services.alumni.tables.reunions import reunion
from services.alumni.tables.work import vacancy

# So many can be chosen from; who has more open at once writes about a few.
MOST = 100


def known(conn: Connection, ids: Collection[UUID], zone: str) -> dict[UUID, Offer]:
    """Return these vacancies and reunions, also what is over."""
    if not ids:
        return {}
    found = [*_work(conn, vacancy.c.id.in_(ids)), *_reunions(conn, reunion.c.id.in_(ids), zone)]
    return {one.id: one for one in found}


def open_at(
    conn: Connection, now: datetime, today: date, zone: str, among: Collection[UUID] | None = None
) -> list[Offer]:
    """Return what somebody can answer then; ``among`` only of these."""
    work = vacancy.c.withdrawn_at.is_(None) & (vacancy.c.opens_on <= today) & (vacancy.c.closes_on >= today)
    meet = (reunion.c.state == OPEN) & (reunion.c.starts_at > now) & (reunion.c.answer_by >= today)
    if among is not None:
        work, meet = work & vacancy.c.id.in_(among), meet & reunion.c.id.in_(among)
    return [*_reunions(conn, meet, zone), *_work(conn, work)]


def _work(conn: Connection, which: ColumnElement[bool]) -> list[Offer]:
    rows = conn.execute(select(vacancy).where(which).order_by(vacancy.c.closes_on, vacancy.c.id).limit(MOST))
    return [
        Offer(
            kind=WORK, id=row.id, title=row.title, place=row.place, until=row.closes_on, hours=_hours(row),
            shown=row.shown,
        )
        for row in rows
    ]  # fmt: skip


def _reunions(conn: Connection, which: ColumnElement[bool], zone: str) -> list[Offer]:
    rows = conn.execute(select(reunion).where(which).order_by(reunion.c.starts_at, reunion.c.id).limit(MOST))
    return [
        Offer(
            kind=REUNION,
            id=row.id,
            title=row.title,
            place=row.place,
            starts=row.starts_at.astimezone(ZoneInfo(zone)),
        )
        for row in rows
    ]


def _hours(row: Row[Any]) -> str:
    ends = [str(one) for one in (row.hours_from, row.hours_to) if one is not None]
    return "–".join(dict.fromkeys(ends))
