"""What somebody was here before: how an employment stood until it changed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select, text

from services.people.tables.persons import spell, spell_was

# What makes a career; pay and hours are nobody's business later on.
FIELDS = frozenset({"function", "department_id", "manager_id"})
# What has not begun yet was nothing before.
_KEPT = """
INSERT INTO people.spell_was (spell_id, until, function, department_id, manager_id)
SELECT s.id, :now, s.function, s.department_id, s.manager_id FROM people.spell s {whose} AND s.hire_date <= :today
"""
_ONE = text(_KEPT.format(whose="WHERE s.id = :spell_id"))
# In the work of an import; what a field is told as there, see store/work.
_LISTED = text(
    _KEPT.format(
        whose="JOIN work w ON w.spell_id = s.id JOIN outcome o USING (row)"
        " WHERE NOT w.new_spell AND o.of_spell ?| ARRAY['function', 'department', 'manager']"
    )
)


def keep(conn: Connection, spell_id: UUID, now: datetime, today: date) -> None:
    """Keep how an employment stands, before it changes."""
    conn.execute(_ONE, {"spell_id": spell_id, "now": now, "today": today})


def keep_listed(conn: Connection, now: datetime, today: date) -> None:
    """Keep how each employment stands that a list changes."""
    conn.execute(_LISTED, {"now": now, "today": today})


def forget(conn: Connection, person_id: UUID) -> None:
    """Take away what somebody was before."""
    spells = select(spell.c.id).where(spell.c.person_id == person_id)
    conn.execute(delete(spell_was).where(spell_was.c.spell_id.in_(spells)))
