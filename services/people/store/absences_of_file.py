"""The leaves of a file, done after its spells; see ``fitting`` for which leave a row means."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, text

_NEW = """
INSERT INTO people.absence (id, spell_id, person_id, kind, first_day, last_day, noted_at, changed_at)
SELECT absence_id, spell_id, person_id, coalesce(absence_kind, 'other'), absence_from, absence_until, :now, :now
FROM work WHERE verdict IS NULL AND absence_new
"""
_CHANGED = """
UPDATE people.absence a SET first_day = w.absence_from, last_day = coalesce(w.absence_until, a.last_day),
    kind = coalesce(w.absence_kind, a.kind), changed_at = :now
FROM work w
WHERE w.absence_id = a.id AND NOT w.absence_new AND w.verdict IS NULL
  AND (a.first_day, a.last_day, a.kind)
      IS DISTINCT FROM (w.absence_from, coalesce(w.absence_until, a.last_day), coalesce(w.absence_kind, a.kind))
"""
# Another kind alone is nothing that others may hear of.
_TOLD = """
SELECT o.person_id, o.spell_id, w.absence_id, w.absence_new, a.first_day, a.last_day
FROM outcome o JOIN work w USING (row) JOIN people.absence a ON a.id = w.absence_id
WHERE w.absence_new OR o.of_spell ?| ARRAY['absence_from', 'absence_until']
ORDER BY o.row
"""


def write(conn: Connection, now: datetime) -> None:
    """Write the leaves that are new or different."""
    conn.execute(text(_NEW), {"now": now})
    conn.execute(text(_CHANGED), {"now": now})


def told(conn: Connection) -> list[Row[Any]]:
    """Return the leaves whose days are new or different, for the facts."""
    return list(conn.execute(text(_TOLD)))
