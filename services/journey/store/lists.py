"""Touchpoints to look at: lists by keyset, a person's lane, what is coming."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Date, Select, cast, column, func, or_, select, table, text, tuple_
from sqlalchemy import Uuid as UuidType

from services.journey.domain.rule import Plan, Rule
from services.journey.domain.touchpoint import PLANNED, Touchpoint
from services.journey.store import rulings
from services.journey.store.stop import account_name
from services.journey.store.touchpoints import COLUMNS
from services.journey.tables import change, plan, touchpoint

_contact = table("contact_v1", column("person_id", UuidType), column("display_name"), schema="people")
_career = table(
    "career_v1", column("person_id", UuidType), column("time_zone"), column("spell_id"), schema="people"
)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which touchpoints are asked for; None is all."""

    person: UUID | None = None
    kind: str | None = None
    state: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Line:
    """A touchpoint with what a reader needs beside it; no rule where HR sent it by hand."""

    touchpoint: Touchpoint
    name: str | None
    zone: str | None
    rule: Rule | None


def listed(conn: Connection, filters: Filters, *, after: tuple[date, UUID] | None, limit: int) -> list[Line]:
    """Return touchpoints by due date."""
    query = _narrowed(select(*COLUMNS), filters).order_by(touchpoint.c.due_date, touchpoint.c.id)
    if after is not None:
        query = query.where(tuple_(touchpoint.c.due_date, touchpoint.c.id) > tuple_(*after))
    return _lines(conn, query.limit(limit))


def coming(
    conn: Connection, until: datetime, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Line]:
    """Return what is planned to leave by ``until``, by its moment."""
    query = select(*COLUMNS).where(touchpoint.c.state == PLANNED, touchpoint.c.send_at <= until)
    query = query.order_by(touchpoint.c.send_at, touchpoint.c.id)
    if after is not None:
        query = query.where(tuple_(touchpoint.c.send_at, touchpoint.c.id) > tuple_(*after))
    return _lines(conn, query.limit(limit))


def coming_by_day(conn: Connection, until: datetime, zone: str) -> list[tuple[date, int]]:
    """Return how many are planned to leave on each day, on the organisation's calendar."""
    day = cast(func.timezone(zone, touchpoint.c.send_at), Date).label("day")
    query = (
        select(day, func.count())
        .where(touchpoint.c.state == PLANNED, touchpoint.c.send_at <= until)
        .group_by(day)
        .order_by(day)
    )
    return [(row[0], row[1]) for row in conn.execute(query)]


def leaving_between(
    conn: Connection, programmes: Collection[str], first: datetime, last: datetime, *, at_most: int
) -> dict[str, int]:
    """Return how many letters of each programme leave or left in a period, or wait to be seen; up to ``at_most``."""
    query = text("""
        SELECT asked.programme, (
            SELECT count(*) FROM (
                SELECT FROM journey.touchpoint t
                WHERE t.programme = asked.programme AND t.state = 'planned' AND t.send_at BETWEEN :first AND :last
                UNION ALL
                SELECT FROM journey.touchpoint t
                WHERE t.programme = asked.programme AND t.state = 'planned' AND t.reason = 'unseen'
                UNION ALL
                SELECT FROM journey.touchpoint t
                WHERE t.programme = asked.programme AND t.released_at BETWEEN :first AND :last
                LIMIT :most) AS counted) AS many
        FROM unnest(cast(:programmes AS text[])) AS asked (programme)
    """)
    values = {"programmes": sorted(programmes), "first": first, "last": last, "most": at_most}
    return {row.programme: row.many for row in conn.execute(query, values)}


def changes_of(conn: Connection, ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """Return what changed about touchpoints, oldest first."""
    query = (
        select(change, account_name.c.name.label("by"))
        .outerjoin(account_name, account_name.c.account_id == change.c.by_account)
        .where(change.c.touchpoint_id == func.any(list(ids)))
        .order_by(change.c.id)
    )
    found: dict[UUID, list[Any]] = {}
    for row in conn.execute(query):
        found.setdefault(row.touchpoint_id, []).append(row)
    return found


def name_of(conn: Connection, person_id: UUID) -> str | None:
    """Return the name of somebody, None where there is no such person (any more)."""
    found: str | None = conn.execute(
        select(_contact.c.display_name).where(_contact.c.person_id == person_id)
    ).scalar()
    return found


def kinds(conn: Connection) -> list[tuple[str, str]]:
    """Return programme and rule of every moment that a plan has known, in the order of the newest plans."""
    found: dict[tuple[str, str], None] = {}
    query = select(plan.c.programme, plan.c.rules).order_by(plan.c.programme, plan.c.version.desc())
    for row in conn.execute(query):
        found.update({(row.programme, rule["rule"]): None for rule in row.rules})
    return list(found)


def _narrowed(query: Select[Any], filters: Filters) -> Select[Any]:
    if filters.person is not None:
        query = query.where(touchpoint.c.person_id == filters.person)
    if filters.kind is not None:
        query = query.where(or_(touchpoint.c.programme == filters.kind, touchpoint.c.rule == filters.kind))
    if filters.state is not None:
        query = query.where(touchpoint.c.state == filters.state)
    if filters.first is not None:
        query = query.where(touchpoint.c.due_date >= filters.first)
    if filters.last is not None:
        query = query.where(touchpoint.c.due_date <= filters.last)
    return query


def _lines(conn: Connection, query: Select[Any]) -> list[Line]:
    """Names and zones are looked up for the rows that are shown, not for the table that is searched."""
    found = [Touchpoint(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001  the public name of a row's columns
    names = _names(conn, {one.person_id for one in found})
    zones = _zones(conn, {one.person_id for one in found})
    plans = rulings.versions(conn, {(one.programme, one.plan_version) for one in found if one.plan_version})
    return [
        Line(
            one,
            names.get(one.person_id),
            zones.get(one.person_id),
            _rule_of(one, plans),
        )
        for one in found
    ]


def _names(conn: Connection, ids: set[UUID]) -> Mapping[UUID, str]:
    query = select(_contact.c.person_id, _contact.c.display_name)
    rows = conn.execute(query.where(_contact.c.person_id == func.any(list(ids))))
    return {row.person_id: row.display_name for row in rows}


def _zones(conn: Connection, ids: set[UUID]) -> Mapping[UUID, str]:
    query = select(_career.c.person_id, _career.c.time_zone)
    rows = conn.execute(query.where(_career.c.person_id == func.any(list(ids))))
    return {row.person_id: row.time_zone for row in rows if row.time_zone}


def _rule_of(one: Touchpoint, plans: Mapping[tuple[str, int], Plan]) -> Rule | None:
    used = plans.get((one.programme, one.plan_version)) if one.plan_version else None
    return used.rule(one.rule) if used else None
