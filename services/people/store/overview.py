"""What the desk counts and looks up; every count stops where nobody reads on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select, text

from services.people.tables.persons import person

MOST_COUNTED = 100_000
_MANY = 6

_COUNTS = text("""
    SELECT
        (SELECT count(*) FROM (SELECT 1 FROM people.person
            WHERE forgotten_at IS NULL AND merged_into IS NULL LIMIT :most) a) AS people,
        (SELECT count(*) FROM (SELECT 1 FROM people.spell s JOIN people.person p ON p.id = s.person_id
            WHERE s.latest AND s.state = 'leaving' AND p.merged_into IS NULL LIMIT :most) b) AS leaving,
        (SELECT count(*) FROM (SELECT 1 FROM people.merge_proposal WHERE state = 'open' LIMIT :most) c) AS doubles,
        EXISTS (SELECT 1 FROM people.person WHERE sample) AS sample
""")


@dataclass(frozen=True)
class Counts:
    """What there is."""

    people: int
    leaving: int
    doubles: int
    sample: bool


def counts(conn: Connection) -> Counts:
    """Return how many people there are, how many of them leave, and how many pairs may be one person."""
    row = conn.execute(_COUNTS, {"most": MOST_COUNTED}).one()
    return Counts(row.people, row.leaving, row.doubles, row.sample)


def sample_people(conn: Connection) -> int:
    """Return how many people are invented."""
    return int(conn.execute(select(func.count()).where(person.c.sample)).scalar_one())


def named(conn: Connection, name_key: str) -> list[tuple[UUID, str | None]]:
    """Return id and employee number of who is called so; a handful is enough to see that it is not one."""
    query = select(person.c.id, person.c.employee_number).where(
        person.c.name_key == name_key, person.c.forgotten_at.is_(None), person.c.merged_into.is_(None)
    )
    return [(row.id, row.employee_number) for row in conn.execute(query.order_by(person.c.id).limit(_MANY))]


def hold(conn: Connection, what: str) -> None:
    """Let nobody else do the same thing (a form sent twice) until this transaction ends."""
    conn.execute(text("SELECT pg_advisory_xact_lock(7735002, hashtext(:what))"), {"what": what})
