"""Whom a broken promise is about: what happened to them, and what was planned for them, before the house goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house import House

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LOOKS = {
    "facts": "SELECT position, occurred_at, type, body FROM eventlog.fact WHERE person_id = :one ORDER BY position",
    "spells": "SELECT * FROM people.spell WHERE person_id = :one ORDER BY no",
    "touchpoints": "SELECT * FROM journey.touchpoint WHERE person_id = :one ORDER BY due_date",
    "changes": """
        SELECT c.* FROM journey.change c JOIN journey.touchpoint t ON t.id = c.touchpoint_id
        WHERE t.person_id = :one ORDER BY c.changed_at""",
    "letters": "SELECT * FROM mail.letter WHERE person_id = :one ORDER BY queued_at",
}


def of_everybody_in(said: str, house: House) -> Iterator[str]:
    """Yield lines on each person whose id stands in ``said``."""
    for one in dict.fromkeys(_ID.findall(said)):
        if not house.sql("SELECT id FROM people.person WHERE id = :one", one=one):
            continue
        yield f"\n{one}"
        for name, query in _LOOKS.items():
            yield f"  {name}:"
            yield from (f"    {dict(row._mapping)}" for row in house.sql(query, one=one))
