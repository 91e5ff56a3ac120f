"""How often was asked and answered, by programme: counts alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

_STATES = text("""
    SELECT 'onboarding' AS programme, moment, state, count(*) AS many FROM onboarding.checkin_v1
    WHERE opened_at >= :since AND opened_at < :until GROUP BY 2, 3
    UNION ALL
    SELECT 'stay', moment, state, count(*) FROM stay.stay_v1
    WHERE opened_at >= :since AND opened_at < :until GROUP BY 2, 3
    UNION ALL
    SELECT 'exit', moment, state, count(*) FROM exit.form_v1
    WHERE opened_at >= :since AND opened_at < :until GROUP BY 2, 3""")


@dataclass(frozen=True)
class Response:
    """Of how many that were asked in a programme came what."""

    programme: str
    asked: int
    answered: int
    declined: int


def states(conn: Connection, *, since: datetime, until: datetime) -> list[Any]:
    """Return how often what was asked in a stretch of time stands how, by programme and moment."""
    return list(conn.execute(_STATES, {"since": since, "until": until}))


def responses(conn: Connection, *, since: datetime, until: datetime) -> list[Response]:
    """Return what came of what was asked in a stretch of time."""
    found: dict[str, dict[str, int]] = {}
    for row in states(conn, since=since, until=until):
        known = found.setdefault(row.programme, {})
        known[row.state] = known.get(row.state, 0) + row.many
    return [
        Response(programme, sum(states.values()), states.get("answered", 0), states.get("declined", 0))
        for programme, states in found.items()
    ]
