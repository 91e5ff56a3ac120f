"""Who asked to be asked again after leaving, in the database: how they are, or once more half a year on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

_TO_ASK = text("""
    SELECT l.id, l.person_id, l.spell_id FROM exit.leaving l
    JOIN people.reach_v1 r ON r.person_id = l.person_id AND r.at_home AND NOT r.at_work
    WHERE l.later = 'wanted' AND l.last_day BETWEEN :since AND :until
      AND (l.state = 'open' OR l.reason = 'over')
      AND NOT EXISTS (
          SELECT FROM exit.form f JOIN exit.invitation i ON i.subject_id = f.id
          WHERE f.spell_id = l.spell_id AND i.questionnaire = 'exit_later')
    ORDER BY l.last_day, l.id LIMIT :limit
    FOR UPDATE OF l SKIP LOCKED
""")
# Whom the plan has a moment for, it asks itself; one form at a time, and none after a no.
_TO_CARE_FOR = text("""
    SELECT l.id, l.person_id, l.spell_id FROM exit.leaving l
    JOIN people.reach_v1 r ON r.person_id = l.person_id AND r.at_home AND NOT r.at_work
    WHERE l.aftercare = 'wanted' AND l.last_day BETWEEN :since AND :until
      AND (l.state = 'open' OR l.reason = 'over')
      AND NOT EXISTS (
          SELECT FROM journey.touchpoint_v1 t WHERE t.person_id = l.person_id AND t.spell_id = l.spell_id
            AND t.programme = 'aftercare' AND t.rule = :moment)
      AND NOT EXISTS (
          SELECT FROM exit.form f JOIN exit.invitation i ON i.subject_id = f.id
          WHERE f.spell_id = l.spell_id AND i.questionnaire = 'aftercare'
            AND (f.moment = :moment OR f.state IN ('open', 'declined')))
    ORDER BY l.last_day, l.id LIMIT :limit
    FOR UPDATE OF l SKIP LOCKED
""")


def to_care_for(
    conn: Connection, moment: str, *, left_until: date, left_since: date, limit: int
) -> Sequence[Any]:
    """Return the leavings of who asked for aftercare and has this moment now, locked."""
    how = {"moment": moment, "since": left_since, "until": left_until, "limit": limit}
    return conn.execute(_TO_CARE_FOR, how).all()


def to_ask(conn: Connection, *, left_until: date, left_since: date, limit: int) -> Sequence[Any]:
    """Return the leavings of who said yes, left in that time and was not asked yet, locked."""
    return conn.execute(_TO_ASK, {"since": left_since, "until": left_until, "limit": limit}).all()
