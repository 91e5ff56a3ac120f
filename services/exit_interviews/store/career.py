"""What somebody did here, as others publish it: employments, what changed in them, and promises from earlier talks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

_EMPLOYMENTS = text("""
    SELECT c.spell_id, c.hire_date, c.last_day, c.function, c.department_path, m.display_name AS manager
    FROM people.career_v1 c LEFT JOIN people.contact_v1 m ON m.person_id = c.manager_id
    WHERE c.person_id = :person AND c.state <> 'never_started'
    ORDER BY c.spell_no
""")
_EARLIER = text("""
    SELECT w.spell_id, w.until, w.function, w.department_path, m.display_name AS manager
    FROM people.career_was_v1 w LEFT JOIN people.contact_v1 m ON m.person_id = w.manager_id
    WHERE w.person_id = :person ORDER BY w.id
""")
_PROMISES = text("""
    SELECT state, due_on, ended_at FROM stay.promised_v1 WHERE person_id = :person ORDER BY due_on, id
""")


def employments(conn: Connection, person_id: UUID) -> Sequence[Any]:
    """Return the employments of somebody, the first first, each as it is now or was at its end."""
    return conn.execute(_EMPLOYMENTS, {"person": person_id}).all()


def earlier(conn: Connection, person_id: UUID) -> Sequence[Any]:
    """Return how the employments of somebody stood until they changed, the first first."""
    return conn.execute(_EARLIER, {"person": person_id}).all()


def promises(conn: Connection, person_id: UUID) -> Sequence[Any]:
    """Return how promises to somebody stand, the first due first; not what was promised, nor by whom."""
    return conn.execute(_PROMISES, {"person": person_id}).all()
