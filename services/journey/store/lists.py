"""Touchpoints to look at: lists by keyset, a person's lane, what is coming."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    column,
    func,
    select,
    table,
    text,
    tuple_,
    union_all,
)
from sqlalchemy import Uuid as UuidType

from services.journey.domain.rule import Plan, Rule
from services.journey.domain.touchpoint import STATES, Touchpoint
from services.journey.store import choices, rulings
from services.journey.store.stop import account_name
from services.journey.store.touchpoints import COLUMNS
from services.journey.tables import change, touchpoint
from shared.contracts.programmes import BY_CODE

_contact = table("contact_v1", column("person_id", UuidType), column("display_name"), schema="people")
_career = table(
    "career_v1", column("person_id", UuidType), column("time_zone"), column("spell_id"), schema="people"
)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which touchpoints are asked for; None is all."""

    person: UUID | None = None
    programme: str | None = None
    rule: str | None = None
    state: str | None = None
    # A department with all below it.
    departments: tuple[UUID, ...] | None = None
    interviewer: UUID | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A touchpoint with what a reader needs beside it; no rule where HR sent it by hand."""

    touchpoint: Touchpoint
    name: str | None
    zone: str | None
    rule: Rule | None
    department: str | None = None
    interviewer: str | None = None


def listed(conn: Connection, filters: Filters, *, after: tuple[date, UUID] | None, limit: int) -> list[Line]:
    """Return touchpoints by due date."""
    # First which, by the index alone; then what they hold, of those that are shown.
    each = [_first_ids(one, after, limit) for one in _by_index(filters)]
    found = union_all(*(select(one) for one in each)).subquery()
    query = select(*COLUMNS).join(found, found.c.id == touchpoint.c.id)
    return _lines(conn, query.order_by(touchpoint.c.due_date, touchpoint.c.id).limit(limit))


def _by_index(filters: Filters) -> list[Filters]:
    """Return what is asked for as one index has it in order: of one programme and state, or of all."""
    if (filters.programme is None and filters.state is None) or filters.person or filters.interviewer:
        return [filters]
    programmes = [filters.programme] if filters.programme else list(BY_CODE)
    states = [filters.state] if filters.state else list(STATES)
    return [replace(filters, programme=code, state=state) for code in programmes for state in states]


def _first_ids(filters: Filters, after: tuple[date, UUID] | None, limit: int) -> Any:
    which = narrowed(select(touchpoint.c.id), filters).order_by(touchpoint.c.due_date, touchpoint.c.id)
    if after is not None:
        which = which.where(tuple_(touchpoint.c.due_date, touchpoint.c.id) > tuple_(*after))
    return which.limit(limit).subquery()


def firsts_of_days(conn: Connection, filters: Filters, days: Sequence[date], most: int) -> list[Line]:
    """Return the first ``most`` of each of these days."""
    if not days:
        return []
    each = [
        narrowed(select(touchpoint.c.id), replace(filters, first=day, last=day))
        .order_by(touchpoint.c.due_date, touchpoint.c.id)
        .limit(most)
        .subquery()
        for day in days
    ]
    found = union_all(*(select(one.c.id) for one in each)).subquery()
    query = select(*COLUMNS).join(found, found.c.id == touchpoint.c.id)
    return _lines(conn, query.order_by(touchpoint.c.due_date, touchpoint.c.id))


def coming(
    conn: Connection, meant: Sequence[ColumnElement[bool]], *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Line]:
    """Return what is planned to leave, by its moment; ``meant`` says what of it (see counts.Stretch)."""
    query = select(*COLUMNS).where(*meant).order_by(touchpoint.c.send_at, touchpoint.c.id)
    if after is not None:
        query = query.where(tuple_(touchpoint.c.send_at, touchpoint.c.id) > tuple_(*after))
    return _lines(conn, query.limit(limit))


def leaving_between(
    conn: Connection, programmes: Collection[str], first: datetime, last: datetime, *, at_most: int
) -> dict[str, int]:
    """Return how many letters of each programme leave or left in a period, or wait to be seen; up to ``at_most``.

    Of the plan: what HR sends by hand it has looked at.
    """
    query = text("""
        SELECT asked.programme, (
            SELECT count(*) FROM (
                SELECT FROM journey.touchpoint t
                WHERE t.programme = asked.programme AND t.state = 'planned' AND t.send_at BETWEEN :first AND :last
                  AND t.rule <> 'by_hand'
                UNION ALL
                SELECT FROM journey.touchpoint t
                WHERE t.programme = asked.programme AND t.state = 'planned' AND t.reason = 'unseen'
                UNION ALL
                SELECT FROM journey.touchpoint t
                WHERE t.programme = asked.programme AND t.released_at BETWEEN :first AND :last
                  AND t.rule <> 'by_hand'
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


def narrowed(query: Select[Any], filters: Filters) -> Select[Any]:
    """Return ``query`` over touchpoints, of those alone that are asked for."""
    equal = {
        touchpoint.c.person_id: filters.person,
        touchpoint.c.programme: filters.programme,
        touchpoint.c.rule: filters.rule,
        touchpoint.c.state: filters.state,
        touchpoint.c.interviewer: filters.interviewer,
    }
    query = query.where(*(column == value for column, value in equal.items() if value is not None))
    if filters.departments is not None:
        query = query.where(touchpoint.c.department_id == func.any(list(filters.departments)))
    if filters.first is not None:
        query = query.where(touchpoint.c.due_date >= filters.first)
    if filters.last is not None:
        query = query.where(touchpoint.c.due_date <= filters.last)
    return query


def _lines(conn: Connection, query: Select[Any]) -> list[Line]:
    """Names and zones are looked up for the rows that are shown, not for the table that is searched."""
    found = list(map(Touchpoint._make, conn.execute(query)))
    names = _names(conn, {one.person_id for one in found})
    zones = _zones(conn, {one.person_id for one in found})
    plans = rulings.versions(conn, {(one.programme, one.plan_version) for one in found if one.plan_version})
    departments = choices.paths(conn, {one.department_id for one in found if one.department_id})
    interviewers = choices.account_names(conn, {one.interviewer for one in found if one.interviewer})
    return [
        Line(
            touchpoint=one,
            name=names.get(one.person_id),
            zone=zones.get(one.person_id),
            rule=_rule_of(one, plans),
            department=departments.get(one.department_id) if one.department_id else None,
            interviewer=interviewers.get(one.interviewer) if one.interviewer else None,
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
