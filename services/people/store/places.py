"""Places of work: known by their name, however it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from services.people.domain import Place
from services.people.tables.persons import person, place, spell
from shared.kernel.ids import new_id

_COLUMNS = [place.c[name] for name in ("id", "name", "country", "region", "time_zone")]
_SAME_NAME = text("lower(name)")


def ensure(conn: Connection, name: str) -> UUID:
    """Return the id of the place called ``name``; one that is new is made."""
    same = select(place.c.id).where(func.lower(place.c.name) == func.lower(name))
    found: UUID | None = conn.execute(same).scalar_one_or_none()
    if found is None:
        made = insert(place).values(id=new_id(), name=name)
        conn.execute(made.on_conflict_do_nothing(index_elements=[_SAME_NAME]))
        found = conn.execute(same).scalar_one()
    return found


def find(conn: Connection, place_id: UUID, *, lock: bool = False) -> Place | None:
    """Return a place."""
    query = select(*_COLUMNS).where(place.c.id == place_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    return Place(**row._asdict()) if row else None


def listed(conn: Connection) -> list[tuple[Place, int]]:
    """Return all places by name, each with how many people work there."""
    at_work = spell.c.latest & spell.c.state.in_(("expected", "active", "leaving"))
    here = (
        select(spell.c.place_id, func.count().label("people"))
        .join(person, (person.c.id == spell.c.person_id) & person.c.merged_into.is_(None))
        .where(at_work, spell.c.place_id.is_not(None))
        .group_by(spell.c.place_id)
        .subquery()
    )
    query = (
        select(*_COLUMNS, func.coalesce(here.c.people, 0).label("people"))
        .outerjoin(here, here.c.place_id == place.c.id)
        .order_by(func.people.fold(place.c.name), place.c.id)
    )
    return [(_place(row), row.people) for row in conn.execute(query)]


def names(conn: Connection) -> list[str]:
    """Return the names of all places, to choose from."""
    return list(conn.execute(select(place.c.name).order_by(func.people.fold(place.c.name))).scalars())


def change(conn: Connection, place_id: UUID, values: Mapping[str, Any]) -> None:
    """Write what is different about a place."""
    conn.execute(update(place).where(place.c.id == place_id).values(**values))


def people_of(conn: Connection, place_id: UUID) -> list[Row[Any]]:
    """Return who works or last worked there (person, spell), with what of where and when is their own."""
    query = (
        select(
            person.c.id,
            spell.c.id.label("spell_id"),
            *(person.c[name] for name in ("country", "region", "time_zone")),
        )
        .join(spell, (spell.c.person_id == person.c.id) & spell.c.latest)
        .where(spell.c.place_id == place_id, person.c.merged_into.is_(None), person.c.forgotten_at.is_(None))
        .order_by(person.c.id)
    )
    return list(conn.execute(query))


def _place(row: Any) -> Place:
    return Place(id=row.id, name=row.name, country=row.country, region=row.region, time_zone=row.time_zone)
