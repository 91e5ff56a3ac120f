"""Exit forms beside what asking knows of them: of which employment, open again, and what waits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from services.exit_interviews.domain.cases import DISMISSAL, OPEN
from services.exit_interviews.tables.cases import held, leaving
from services.exit_interviews.tables.forms import TABLES

form, invitation = TABLES.request, TABLES.asked.invited.invitation


def of_spells(conn: Connection, spell_ids: Collection[UUID]) -> list[Any]:
    """Return the forms of these employments with what they ask, the oldest first."""
    query = (
        select(form, invitation.c.questionnaire, invitation.c.version)
        .join(invitation, invitation.c.subject_id == form.c.id)
        .where(form.c.spell_id == func.any(list(spell_ids)))
        .order_by(form.c.opened_at, form.c.id)
    )
    return list(conn.execute(query))


def case_of(conn: Connection, form_id: UUID) -> Any | None:
    """Return the leaving case of a form."""
    query = select(leaving).join(form, form.c.spell_id == leaving.c.spell_id).where(form.c.id == form_id)
    return conn.execute(query).one_or_none()


def lengthen(conn: Connection, closings: Mapping[UUID, tuple[date, datetime]]) -> None:
    """Let open forms close later, never earlier."""
    if closings:
        conn.execute(
            update(form)
            .where(form.c.id == bindparam("form"), form.c.closes_at < bindparam("new_at"))
            .values(closes_on=bindparam("new_on"), closes_at=bindparam("new_at")),
            [{"form": key, "new_on": on, "new_at": at} for key, (on, at) in closings.items()],
        )


def open_again(conn: Connection, form_id: UUID) -> Any | None:
    """Open a form that was declined; return it."""
    query = (
        update(form)
        .where(form.c.id == form_id, form.c.state == "declined")
        .values(state="open", ended_at=None)
        .returning(form.c.id, form.c.touchpoint_id, form.c.person_id, form.c.moment)
    )
    return conn.execute(query).one_or_none()


def hold(conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep moments that came too early."""
    if rows:
        conn.execute(insert(held).on_conflict_do_nothing(), list(rows))


def let_go(conn: Connection, touchpoint_ids: Collection[UUID]) -> None:
    """Forget moments that were cancelled."""
    conn.execute(delete(held).where(held.c.touchpoint_id == func.any(list(touchpoint_ids))))


def released(conn: Connection, person_ids: Collection[UUID]) -> list[Any]:
    """Take the moments of these people that wait for nothing any more: told, or no dismissal after all; return them."""
    free = (
        select(held.c.touchpoint_id)
        .join(leaving, leaving.c.id == held.c.leaving_id)
        .where(
            held.c.person_id == func.any(list(person_ids)),
            or_(leaving.c.told_at.is_not(None), leaving.c.kind != DISMISSAL, leaving.c.state != OPEN),
        )
    )
    query = delete(held).where(held.c.touchpoint_id.in_(free)).returning(held)
    return list(conn.execute(query))


def take_overdue(conn: Connection, today: date) -> list[Any]:
    """Take the moments that waited until it was too late; return them."""
    query = delete(held).where(held.c.closes_on < today).returning(held)
    return list(conn.execute(query))


def forget(conn: Connection, person_ids: Collection[UUID]) -> None:
    """Let nothing wait for these people."""
    conn.execute(delete(held).where(held.c.person_id == func.any(list(person_ids))))
