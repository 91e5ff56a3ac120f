"""Who opened what somebody let be read with their name, and who may not: whoever is above them in the line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, text

from services.exit_interviews.tables.cases import reading
from shared.kernel.ids import new_id

# Upwards by the manager of each, as careers stand; a circle ends where it began.
_ABOVE = text("""
    WITH RECURSIVE above (id) AS (
        SELECT manager_id FROM people.career_v1 WHERE spell_id = :spell AND manager_id IS NOT NULL
        UNION
        SELECT c.manager_id FROM above a JOIN people.career_v1 c ON c.person_id = a.id WHERE c.manager_id IS NOT NULL
    )
    SELECT EXISTS (SELECT FROM above WHERE id = :person)
""")
_READ = text("""
    SELECT r.read_at, r.account_id, r.parts, a.name FROM exit.reading r
    LEFT JOIN console.account_name_v1 a ON a.account_id = r.account_id
    WHERE r.leaving_id = :case ORDER BY r.read_at, r.id
""")


def is_above(conn: Connection, spell_id: UUID, person_id: UUID) -> bool:
    """Say whether this person is above the employment in the line."""
    return bool(conn.scalar(_ABOVE, {"spell": spell_id, "person": person_id}))


def note(conn: Connection, case_id: UUID, account_id: UUID, parts: Sequence[str], now: datetime) -> None:
    """Note that somebody read these parts."""
    conn.execute(
        insert(reading),
        [
            {
                "id": new_id(),
                "leaving_id": case_id,
                "account_id": account_id,
                "read_at": now,
                "parts": list(parts),
            }
        ],
    )


def of_case(conn: Connection, case_id: UUID) -> Sequence[Any]:
    """Return who read when, the first first."""
    return conn.execute(_READ, {"case": case_id}).all()
