"""How people are called, whose manager is whose, and who has an account that may hold conversations."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, text

_NAMES = text(
    "SELECT person_id, display_name FROM people.contact_v1 WHERE person_id = ANY(cast(:ids AS uuid[]))"
)
_SHORT = text(
    "SELECT person_id, given_name, family_name FROM people.contact_v1 WHERE person_id = ANY(cast(:ids AS uuid[]))"
)
# Upwards from the latest employment of each; a line that bites its own tail ends where it began.
_LINES = text("""
    WITH RECURSIVE line (person_id, manager_id) AS (
        SELECT asked.id, now.manager_id FROM unnest(cast(:ids AS uuid[])) AS asked (id), LATERAL (
            SELECT c.manager_id FROM people.career_v1 c WHERE c.person_id = asked.id
            ORDER BY c.spell_no DESC LIMIT 1) AS now
        UNION
        SELECT line.person_id, above.manager_id FROM line, LATERAL (
            SELECT c.manager_id FROM people.career_v1 c WHERE c.person_id = line.manager_id
            ORDER BY c.spell_no DESC LIMIT 1) AS above
    )
    SELECT person_id, manager_id FROM line WHERE manager_id IS NOT NULL
""")
_ACCOUNTS = text(
    "SELECT account_id, name, person_id, roles FROM console.interviewer_v1 ORDER BY name, account_id"
)
_GONE = text("""
    SELECT asked.id FROM unnest(cast(:ids AS uuid[])) AS asked (id)
    WHERE NOT EXISTS (
        SELECT FROM people.career_v1 c WHERE c.person_id = asked.id AND NOT c.deceased AND NOT c.forgotten
        AND c.state IN ('active', 'leaving'))
""")
_AWAY = text("""
    SELECT person_id, first_day, last_day FROM people.absence_v1
    WHERE person_id = ANY(cast(:ids AS uuid[])) AND (last_day IS NULL OR last_day >= :since)
""")


@dataclass(frozen=True)
class Candidate:
    """An account that may hold conversations."""

    account_id: UUID
    name: str
    person_id: UUID | None
    roles: tuple[str, ...]


def names_of(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return how these people are called."""
    return {row.person_id: row.display_name for row in conn.execute(_NAMES, {"ids": list(set(ids))})}


def short_names_of(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return first names with the first letter of the last: ``Fatima V.``."""
    found = {}
    for row in conn.execute(_SHORT, {"ids": list(set(ids))}):
        given, family = (row.given_name or "").strip(), (row.family_name or "").strip()
        # Of "de Vries" the V, also where the name came in one piece.
        initial = next((word[0] for word in family.split() if word[0].isupper()), family[:1].upper())
        found[row.person_id] = " ".join(part for part in (given, f"{initial}." if initial else "") if part)
    return found


def lines_above(conn: Connection, ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return of each of these people everybody above them: the manager, theirs, and so on."""
    found: dict[UUID, set[UUID]] = {one: set() for one in ids}
    for row in conn.execute(_LINES, {"ids": sorted(found)}):
        found[row.person_id].add(row.manager_id)
    return found


def candidates(conn: Connection) -> list[Candidate]:
    """Return the accounts that may hold conversations."""
    return [
        Candidate(row.account_id, row.name, row.person_id, tuple(row.roles))
        for row in conn.execute(_ACCOUNTS)
    ]


def not_at_work(conn: Connection, ids: Collection[UUID]) -> set[UUID]:
    """Return who of these people has left, died or was forgotten."""
    return set(conn.execute(_GONE, {"ids": sorted(ids)}).scalars())


def away(conn: Connection, ids: Collection[UUID], since: date) -> list[tuple[UUID, date, date | None]]:
    """Return the absences of these people that end on or after ``since``."""
    return [tuple(row) for row in conn.execute(_AWAY, {"ids": sorted(ids), "since": since})]
