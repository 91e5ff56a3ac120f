"""Who leaves and was not invited, with what is known of why: by the letter, by HR's word, by the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

# Whose latest form is one that reached them has been invited. Aftercare is no invitation.
_NOT_INVITED = text("""
    SELECT l.id, l.person_id, l.kind, l.last_day, l.state, l.told_at, l.asked_state AS form_state,
           l.asked_delivery AS delivery, t.state AS moment_state, t.due_date, t.reason AS moment_reason
    FROM exit.leaving l
    LEFT JOIN LATERAL (
        SELECT t.state, t.due_date, t.reason FROM journey.touchpoint_v1 t
        WHERE t.spell_id = l.spell_id AND t.person_id = l.person_id AND t.programme = 'exit' AND t.rule <> 'later'
        ORDER BY (t.state = 'planned') DESC, t.due_date DESC LIMIT 1) t ON l.asked_state IS NULL
    WHERE l.state = 'open'
      AND (l.asked_state IS NULL
           OR l.asked_state = 'open' AND l.asked_delivery IN ('no_address', 'suppressed', 'refused'))
      AND (cast(:after_day AS date) IS NULL OR (l.last_day, l.id) > (:after_day, cast(:after_id AS uuid)))
    ORDER BY l.last_day, l.id LIMIT :limit
""")


def listed(conn: Connection, *, after: tuple[date, UUID] | None, limit: int) -> Sequence[Any]:
    """Return who was not invited, the first last day first."""
    day, key = after or (None, None)
    return conn.execute(_NOT_INVITED, {"after_day": day, "after_id": key, "limit": limit}).all()
