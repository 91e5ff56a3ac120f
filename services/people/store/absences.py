"""Leaves in the database; two of one employment never share a day (``ex_absence_overlap``)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from services.people.domain import Absence
from services.people.tables.persons import absence

_COLUMNS = [absence.c[name] for name in ("id", "spell_id", "kind", "first_day", "last_day")]


def of_person(conn: Connection, person_id: UUID) -> list[Absence]:
    """Return the leaves of a person, the latest first."""
    query = (
        select(*_COLUMNS)
        .where(absence.c.person_id == person_id)
        .order_by(absence.c.first_day.desc(), absence.c.id)
    )
    return [Absence(**row._asdict()) for row in conn.execute(query)]


def add(conn: Connection, person_id: UUID, made: Absence, now: datetime) -> None:
    """Write a new leave; from here on it follows its employment, whoever that is of."""
    conn.execute(insert(absence).values(**asdict(made), person_id=person_id, noted_at=now, changed_at=now))


def change(conn: Connection, changed: Absence, now: datetime) -> None:
    """Write what is different about a leave."""
    values = {"kind": changed.kind, "first_day": changed.first_day, "last_day": changed.last_day}
    conn.execute(update(absence).where(absence.c.id == changed.id).values(**values, changed_at=now))


def remove(conn: Connection, absence_id: UUID) -> None:
    """Take a leave away."""
    conn.execute(delete(absence).where(absence.c.id == absence_id))


def forget(conn: Connection, person_id: UUID) -> None:
    """Take all leaves of a person away."""
    conn.execute(delete(absence).where(absence.c.person_id == person_id))
