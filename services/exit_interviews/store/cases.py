"""Leaving cases in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Connection,
    Select,
    Uuid,
    bindparam,
    column,
    delete,
    exists,
    func,
    select,
    table,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from services.exit_interviews.domain.cases import CLOSED, OPEN, OVER, Case
from services.exit_interviews.tables.cases import leaving

_career = table("career_v1", column("person_id", Uuid), column("sample", Boolean), schema="people")


def of_people(conn: Connection, person_ids: Collection[UUID], spell_ids: Collection[UUID]) -> dict[UUID, Any]:
    """Return the cases of these people and of these employments, by employment, locked."""
    query = _cases(person_ids, spell_ids).with_for_update()
    return {row.spell_id: row for row in conn.execute(query)}


def of_spells(conn: Connection, spell_ids: Collection[UUID]) -> dict[UUID, Any]:
    """Return the cases of these employments, by employment."""
    return {row.spell_id: row for row in conn.execute(_cases((), spell_ids))}


def _cases(person_ids: Collection[UUID], spell_ids: Collection[UUID]) -> Select[Any]:
    return (
        select(leaving)
        .where(
            (leaving.c.person_id == func.any(list(person_ids)))
            | (leaving.c.spell_id == func.any(list(spell_ids)))
        )
        .order_by(leaving.c.id)
    )


def one(conn: Connection, case_id: UUID) -> Any | None:
    """Return one case."""
    return conn.execute(select(leaving).where(leaving.c.id == case_id)).one_or_none()


def locked(conn: Connection, case_id: UUID) -> Any | None:
    """Return one case, locked."""
    return conn.execute(select(leaving).where(leaving.c.id == case_id).with_for_update()).one_or_none()


def add(conn: Connection, cases: Sequence[Case], now: datetime) -> set[UUID]:
    """Add cases; return the ids of those whose employment had none yet."""
    if not cases:
        return set()
    rows = [{**vars(case), "state": OPEN, "opened_at": now} for case in cases]
    made = conn.execute(insert(leaving).on_conflict_do_nothing().returning(leaving.c.id), rows)
    return set(made.scalars())


def change(conn: Connection, changes: Mapping[UUID, Mapping[str, Any]]) -> None:
    """Note whose case it is now, and its kind and days."""
    names = ("person_id", "kind", "notice_date", "last_day")
    if changes:
        conn.execute(
            update(leaving)
            .where(leaving.c.id == bindparam("case"))
            .values({name: bindparam(f"new_{name}") for name in names}),
            [{"case": key, **{f"new_{name}": new[name] for name in names}} for key, new in changes.items()],
        )


def close(conn: Connection, reasons: Mapping[UUID, str], now: datetime) -> None:
    """Close open cases, each with its reason."""
    if reasons:
        conn.execute(
            update(leaving)
            .where(leaving.c.id == bindparam("case"), leaving.c.state == OPEN)
            .values(state=CLOSED, reason=bindparam("why"), closed_at=now),
            [{"case": key, "why": why} for key, why in reasons.items()],
        )


def close_over(conn: Connection, before: date, now: datetime) -> list[Any]:
    """Close open cases whose last day is before ``before``; return (id, person_id) of those."""
    query = (
        update(leaving)
        .where(leaving.c.state == OPEN, leaving.c.last_day < before)
        .values(state=CLOSED, reason=OVER, closed_at=now)
        .returning(leaving.c.id, leaving.c.person_id)
    )
    return list(conn.execute(query))


def reopen(conn: Connection, ids: Collection[UUID]) -> None:
    """Let closed cases go on."""
    conn.execute(
        update(leaving)
        .where(leaving.c.id == func.any(list(ids)))
        .values(state=OPEN, reason=None, closed_at=None)
    )


def note_told(conn: Connection, case_id: UUID, account_id: UUID, now: datetime) -> None:
    """Note who said when that the person has been told."""
    conn.execute(update(leaving).where(leaving.c.id == case_id).values(told_at=now, told_by=account_id))


def note_aftercare(conn: Connection, case_id: UUID, word: str) -> None:
    """Note that aftercare is wanted, or stops."""
    conn.execute(update(leaving).where(leaving.c.id == case_id).values(aftercare=word))


def note_later(conn: Connection, case_id: UUID, word: str) -> None:
    """Note that somebody may be asked once more, or not."""
    conn.execute(update(leaving).where(leaving.c.id == case_id).values(later=word))


def erase(conn: Connection, person_ids: Collection[UUID], now: datetime) -> None:
    """Let no case know these people any more: that somebody left stays, in which month, for the figures.

    Whom people took out altogether (a sample that was removed) never left.
    """
    theirs = leaving.c.person_id == func.any(list(person_ids))
    real = exists().where(_career.c.person_id == leaving.c.person_id, ~_career.c.sample)
    conn.execute(delete(leaving).where(theirs, ~real))
    conn.execute(
        update(leaving)
        .where(theirs, leaving.c.state == OPEN)
        .values(state=CLOSED, reason="forgotten", closed_at=now)
    )
    conn.execute(
        update(leaving)
        .where(theirs)
        .values(
            person_id=None,
            spell_id=None,
            notice_date=None,
            network=None,
            network_at=None,
            last_day=func.date_trunc("month", leaving.c.last_day),
        )
    )
