"""The conversation of a case in the database, beside what ``shared/appointment`` knows of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update

from services.exit_interviews.policy import AFTERCARE
from services.exit_interviews.tables.forms import TABLES, TALK_TABLES
from shared.appointment.model import CLOSED, DECLINED, HELD, OPEN
from shared.appointment.store import about

talk = TALK_TABLES.talk
form, invitation = TABLES.request, TABLES.asked.invited.invitation


def of_case(conn: Connection, case_id: UUID) -> Any | None:
    """Return the conversation of a case."""
    return about(conn, TALK_TABLES, case_id)


def of_spells(conn: Connection, spell_ids: Collection[UUID]) -> list[Any]:
    """Return the conversations of these employments."""
    return list(conn.execute(select(talk).where(talk.c.spell_id == func.any(list(spell_ids)))))


def of_form(conn: Connection, form_id: UUID) -> Any | None:
    """Return the conversation that goes with a form; aftercare has none."""
    query = (
        select(talk)
        .join(form, form.c.spell_id == talk.c.spell_id)
        .join(invitation, invitation.c.subject_id == form.c.id)
        .where(form.c.id == form_id, invitation.c.questionnaire != AFTERCARE)
    )
    return conn.execute(query).one_or_none()


def to_come(conn: Connection, case_ids: Collection[UUID]) -> list[Any]:
    """Return what can still be of these cases, also where somebody would rather not: locked."""
    states = (*OPEN, DECLINED)
    query = select(talk).where(talk.c.subject_id == func.any(list(case_ids)), talk.c.state.in_(states))
    return list(conn.execute(query.order_by(talk.c.id).with_for_update()))


def forget_topics(conn: Connection, before: datetime) -> int:
    """Forget what was picked to talk about, and who was not wanted, once it is over since then; return of how many."""
    known = (func.cardinality(talk.c.themes) > 0) | (func.cardinality(talk.c.refused) > 0)
    over = talk.c.state.in_((HELD, CLOSED)) & (talk.c.ended_at < before)
    return conn.execute(update(talk).where(over, known).values(themes=[], refused=[])).rowcount


def erase(conn: Connection, case_ids: Collection[UUID]) -> None:
    """Delete the conversations of these cases; what was booked of them has been given up before."""
    conn.execute(delete(talk).where(talk.c.subject_id == func.any(list(case_ids)), talk.c.state.not_in(OPEN)))
