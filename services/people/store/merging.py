"""Proposals to merge, and moving what belongs to a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, text, tuple_, update

from services.people.tables.persons import merge_proposal, person, spell


def find(conn: Connection, proposal_id: UUID) -> Row[Any] | None:
    """Return a proposal, locked."""
    query = select(merge_proposal).where(merge_proposal.c.id == proposal_id).with_for_update()
    return conn.execute(query).one_or_none()


def listed(
    conn: Connection, *, states: Sequence[str], after: tuple[datetime, UUID] | None, limit: int
) -> list[Row[Any]]:
    """Return proposals, newest first."""
    query = select(merge_proposal).where(merge_proposal.c.state.in_(states))
    if after is not None:
        query = query.where(tuple_(merge_proposal.c.created_at, merge_proposal.c.id) < tuple_(*after))
    order = query.order_by(merge_proposal.c.created_at.desc(), merge_proposal.c.id.desc())
    return list(conn.execute(order.limit(limit)))


def decide(conn: Connection, proposal_id: UUID, values: Mapping[str, Any]) -> None:
    """Write what was decided."""
    conn.execute(update(merge_proposal).where(merge_proposal.c.id == proposal_id).values(**values))


def move_spells(conn: Connection, ids: Sequence[UUID], person_id: UUID) -> None:
    """Give spells to a person; they are numbered anew afterwards."""
    if not ids:
        return
    conn.execute(text("SET CONSTRAINTS people.ex_spell_overlap, people.uq_spell_person_id_no DEFERRED"))
    moved = update(spell).where(spell.c.id.in_(ids))
    conn.execute(moved.values(person_id=person_id, no=spell.c.no + 1_000, latest=False))


def follow(conn: Connection, going: UUID, staying: UUID) -> None:
    """Let whoever was merged into the one that goes, lead to the one that stays."""
    conn.execute(update(person).where(person.c.merged_into == going).values(merged_into=staying))


def lead(conn: Connection, going: UUID, staying: UUID) -> list[UUID]:
    """Let people whose manager goes have the one that stays; return the spells that this was true of."""
    moved = (
        update(spell)
        .where(spell.c.manager_id == going, spell.c.person_id != staying)
        .values(manager_id=staying)
    )
    ids = list(conn.execute(moved.returning(spell.c.id)).scalars())
    conn.execute(
        update(spell).where(spell.c.manager_id == going, spell.c.person_id == staying).values(manager_id=None)
    )
    return ids


def lead_back(conn: Connection, ids: Sequence[UUID], staying: UUID, going: UUID) -> None:
    """Undo ``lead``, where nobody chose another manager since."""
    chosen = update(spell).where(
        spell.c.id.in_(ids), spell.c.manager_id == staying, spell.c.person_id != going
    )
    conn.execute(chosen.values(manager_id=going))
