"""Whom HR means: people, and which of their moments, in order of person so that long work can go on where it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.journey.domain.intent import EMPLOYMENTS, OF_PEOPLE, TAKE_BACK, Intent, Selection
from services.journey.domain.touchpoint import BY_HAND, PLANNED, SKIPPED

# One look in the index for each: the latest employment says where somebody works now. Careers of forgotten people stay
# for the figures only.
_LATEST = """
    LATERAL (
        SELECT c.department_ids, c.function, c.country, c.state, c.forgotten FROM people.career_v1 c
        WHERE c.person_id = {person} ORDER BY c.spell_no DESC LIMIT 1) AS now
"""
_WHOM = {
    "department": "cast(:department AS uuid) = ANY(now.department_ids)",
    "function": "lower(now.function) = lower(:function)",
    "country": "now.country = :country",
}
_WHICH = {
    "programme": "t.programme = :programme",
    "rule": "t.rule = :rule",
    "state": "t.state = :state",
    "first": "t.due_date >= :first",
    "last": "t.due_date <= :last",
}


@dataclass(frozen=True)
class Meant:
    """Somebody who is meant; ``touchpoint_id`` is None where the person is, not one of their moments."""

    person_id: UUID
    touchpoint_id: UUID | None


def meant(conn: Connection, intent: Intent, *, after: UUID | None, limit: int) -> list[Meant]:
    """Return about ``limit`` of what is meant, of people after ``after``; all moments of the last of them."""
    clause, values = _clause(intent)
    key = "p.person_id" if intent.kind in OF_PEOPLE else "t.person_id"
    if after is not None:
        clause, values = f"{clause} AND {key} > :after", {**values, "after": after}
    what = f"{key} AS person_id, {'NULL' if intent.kind in OF_PEOPLE else 't.id'} AS touchpoint_id"
    query = text(f"SELECT {what} FROM {clause} ORDER BY 1 FETCH FIRST :limit ROWS WITH TIES")  # noqa: S608  of our own parts
    return [Meant(*row) for row in conn.execute(query, {**values, "limit": limit})]


def count(conn: Connection, intent: Intent) -> int:
    """Return how many are meant."""
    clause, values = _clause(intent)
    found: int = conn.execute(text(f"SELECT count(*) FROM {clause}"), values).scalar_one()  # noqa: S608  of our own parts
    return found


def _clause(intent: Intent) -> tuple[str, dict[str, Any]]:
    """Return FROM and WHERE, and their values."""
    who = _with_state(intent)
    asked = {name: getattr(who, name) for name in (*_WHOM, *_WHICH) if getattr(who, name) is not None}
    whom = [_WHOM[name] for name in asked if name in _WHOM]
    which = [_WHICH[name] for name in asked if name in _WHICH]
    values: dict[str, Any] = dict(asked)
    if intent.kind in OF_PEOPLE:
        if states := EMPLOYMENTS[who.employment]:
            whom.append("now.state = ANY(cast(:states AS text[]))")
            values["states"] = list(states)
        if which:
            inner = " AND ".join(which)
            whom.append(
                f"EXISTS (SELECT FROM journey.touchpoint t WHERE t.person_id = p.person_id AND {inner})"
            )
        source = f"journey.lane p, {_LATEST.format(person='p.person_id')}"
    else:
        source = f"journey.touchpoint t, {_LATEST.format(person='t.person_id')}"
        whom += which
        if intent.kind == TAKE_BACK:
            whom.append("t.reason = ANY(cast(:by_hand AS text[]))")
            values["by_hand"] = list(BY_HAND)
    return f"{source} WHERE {' AND '.join([*whom, 'NOT now.forgotten'])}", values


def _with_state(intent: Intent) -> Selection:
    """What waits can be moved or skipped, what was skipped taken back: where no state is asked, that one is meant."""
    if intent.kind in OF_PEOPLE or intent.who.state is not None:
        return intent.who
    state = SKIPPED if intent.kind == TAKE_BACK else PLANNED
    return Selection(**{**intent.who.__dict__, "state": state})
