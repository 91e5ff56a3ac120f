"""Check-ins to look at: lists by keyset, counts per moment. Who took part, never what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, column, func, select, table, tuple_
from sqlalchemy import Uuid as UuidType

from services.onboarding.domain import ANSWERED, CLOSED, DECLINED, OPEN
from services.onboarding.tables import checkin

_contact = table("contact_v1", column("person_id", UuidType), column("display_name"), schema="people")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which check-ins are asked for; None is all."""

    person: UUID | None = None
    moment: str | None = None
    state: str | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many check-ins of a moment stand how."""

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
    conn: Connection, filters: Filters, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Return check-ins, the newest first."""
    query = select(checkin).order_by(checkin.c.opened_at.desc(), checkin.c.id.desc()).limit(limit)
    for name in ("state", "moment"):
        if (value := getattr(filters, name)) is not None:
            query = query.where(checkin.c[name] == value)
    if filters.person is not None:
        query = query.where(checkin.c.person_id == filters.person)
    if after is not None:
        query = query.where(tuple_(checkin.c.opened_at, checkin.c.id) < tuple_(*after))
    return list(conn.execute(query))


def one(conn: Connection, checkin_id: UUID) -> Any | None:
    """Return one check-in."""
    return conn.execute(select(checkin).where(checkin.c.id == checkin_id)).one_or_none()


def counts(conn: Connection, moments: tuple[str, ...], since: date) -> list[Count]:
    """Return how the check-ins that opened since then stand, per moment.

    What ended because somebody left or died is left out: they had no chance to answer.
    """
    query = (
        select(checkin.c.moment, checkin.c.state, func.count())
        .where(checkin.c.opened_at >= since, func.coalesce(checkin.c.reason, "expired") == "expired")
        .group_by(checkin.c.moment, checkin.c.state)
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
