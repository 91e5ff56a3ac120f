"""How often was asked and answered, by programme: counts alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

_STATES = text("""
    SELECT 'onboarding' AS programme, state, count(*) AS many FROM onboarding.checkin_v1
    WHERE opened_at >= :since AND opened_at < :until GROUP BY 2
    UNION ALL
    SELECT 'stay', state, count(*) FROM stay.stay_v1
    WHERE opened_at >= :since AND opened_at < :until GROUP BY 2
    UNION ALL
    SELECT 'exit', state, count(*) FROM exit.form_v1
    WHERE opened_at >= :since AND opened_at < :until GROUP BY 2""")


@dataclass(frozen=True)
class Response:
    """Of how many that were asked in a programme came what."""

    programme: str
    asked: int
    answered: int
    declined: int


def responses(conn: Connection, *, since: datetime, until: datetime) -> list[Response]:
    """Return what came of what was asked in a stretch of time."""
    found: dict[str, dict[str, int]] = {}
    for row in conn.execute(_STATES, {"since": since, "until": until}):
        found.setdefault(row.programme, {})[row.state] = row.many
    return [
        Response(programme, sum(states.values()), states.get("answered", 0), states.get("declined", 0))
        for programme, states in found.items()
    ]
