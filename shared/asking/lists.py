"""Requests to look at: lists by keyset, counts per moment. Who took part, never what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, column, func, select, table, tuple_
from sqlalchemy import Uuid as UuidType

from shared.asking.model import ANSWERED, CLOSED, DECLINED, EXPIRED, OPEN
from shared.asking.programme import Programme
from shared.questionnaire import restoring
from shared.questionnaire.model import Question
from shared.questionnaire.values import Value

_contact = table("contact_v1", column("person_id", UuidType), column("display_name"), schema="people")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which requests are looked for; None is all."""

    person: UUID | None = None
    moment: str | None = None
    state: str | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many requests of a moment stand how."""

    moment: str
    open: int
    answered: int
    declined: int
    closed: int

    @property
    def asked(self) -> int:
        """Return how many were asked."""
        return self.open + self.answered + self.declined + self.closed

    @property
    def finished(self) -> int:
        """Return how many had their chance: answered, declined, or let the time pass."""
        return self.answered + self.declined + self.closed

    @property
    def response(self) -> float | None:
        """Return the share of those that had their chance who answered; None where nobody had."""
        return self.answered / self.finished if self.finished else None


def listed(
    conn: Connection, request: Table, filters: Filters, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Return requests, the newest first."""
    query = select(request).order_by(request.c.opened_at.desc(), request.c.id.desc()).limit(limit)
    for name in ("state", "moment"):
        if (value := getattr(filters, name)) is not None:
            query = query.where(request.c[name] == value)
    if filters.person is not None:
        query = query.where(request.c.person_id == filters.person)
    if after is not None:
        query = query.where(tuple_(request.c.opened_at, request.c.id) < tuple_(*after))
    return list(conn.execute(query))


def one(conn: Connection, request: Table, request_id: UUID) -> Any | None:
    """Return one request."""
    return conn.execute(select(request).where(request.c.id == request_id)).one_or_none()


def named_answers(conn: Connection, programme: Programme, request_id: UUID) -> list[tuple[Question, Value]]:
    """Return what somebody answered by name, in the order of the questions; nothing of what was said in confidence."""
    tables = programme.tables.asked
    found = restoring.named_response(conn, tables, request_id)
    if found is None:
        return []
    response, key, version = found
    questionnaire = programme.catalogue().find(key, version)
    said = restoring.answers_of(conn, tables, questionnaire, response)
    return [(questionnaire.questions[one], value) for one, value in said.items()]


def counts(conn: Connection, request: Table, moments: Sequence[str], *, since: date) -> list[Count]:
    """Return how the requests that opened since then stand, per moment.

    What ended because somebody left or died is left out: they had no chance to answer.
    """
    query = (
        select(request.c.moment, request.c.state, func.count())
        .where(request.c.opened_at >= since, func.coalesce(request.c.reason, EXPIRED) == EXPIRED)
        .group_by(request.c.moment, request.c.state)
    )
    found: dict[str, dict[str, int]] = {}
    for moment, state, number in conn.execute(query):
        found.setdefault(moment, {})[state] = number
    names = [*moments, *sorted(found.keys() - set(moments))]
    return [
        Count(
            moment=name,
            **{state: found.get(name, {}).get(state, 0) for state in (OPEN, ANSWERED, DECLINED, CLOSED)},
        )
        for name in names
    ]


def names(conn: Connection, ids: set[UUID]) -> Mapping[UUID, str]:
    """Return the names of these people."""
    query = select(_contact.c.person_id, _contact.c.display_name)
    rows = conn.execute(query.where(_contact.c.person_id == func.any(list(ids))))
    return {row.person_id: row.display_name for row in rows}
