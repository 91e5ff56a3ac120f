"""Who was asked, by whichever service asks: states and dates out of what they publish, never an answer."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, text

from services.console.store.neighbours import ENOUGH

# What the services that ask publish: all of the same shape. What is looked for reaches into each of them.
_REQUESTS = """(
    SELECT 'onboarding' AS programme, id, person_id, moment, state, opened_at, answered_at FROM onboarding.checkin_v1
    UNION ALL
    SELECT 'stay', id, person_id, moment, state, opened_at, answered_at FROM stay.stay_v1
    UNION ALL
    SELECT 'exit', id, person_id, moment, state, opened_at, answered_at FROM exit.form_v1
) r"""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A request that was answered: that it was, not what was said."""

    programme: str
    id: UUID
    person_id: UUID | None
    name: str | None
    moment: str
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class Request:
    """Where one request to a person stands."""

    programme: str
    id: UUID
    moment: str
    state: str
    opened_at: datetime
    answered_at: datetime | None


_ANSWERED = text(f"""
    SELECT a.programme, a.id, a.person_id, c.display_name AS name, a.moment, a.answered_at
    FROM (
        SELECT programme, id, person_id, moment, answered_at FROM {_REQUESTS}
        WHERE answered_at >= :since ORDER BY answered_at DESC, id LIMIT :limit
    ) a
    LEFT JOIN people.contact_v1 c ON c.person_id = a.person_id
    ORDER BY a.answered_at DESC, a.id
""")  # noqa: S608  the views above
_STATES = text(f"""
    SELECT state, count(*) AS many FROM (
        SELECT state FROM {_REQUESTS} WHERE programme = :programme AND opened_at >= :since LIMIT :enough
    ) c GROUP BY state
""")  # noqa: S608  the views above
_OF_PERSON = text(f"""
    SELECT programme, id, moment, state, opened_at, answered_at FROM {_REQUESTS}
    WHERE person_id = :person ORDER BY opened_at DESC LIMIT 50
""")  # noqa: S608  the views above


_WISHES = text("""
    SELECT 'onboarding' AS service, count(*) AS waiting, min(due_on) AS first FROM onboarding.wish_v1
    UNION ALL
    SELECT 'stay', count(*), min(due_on) FROM stay.wish_v1
    UNION ALL
    SELECT 'exit', count(*), min(due_on) FROM exit.wish_v1
""")


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How many wait for a talk that they asked for, and the first day by which they are to hear. Not who."""

    service: str
    waiting: int
    first: date


def wishes(conn: Connection) -> list[Wishes]:
    """Who waits for a talk, by the service where they asked."""
    return [Wishes(**row._asdict()) for row in conn.execute(_WISHES) if row.waiting]


_SIGNALS = text("SELECT count(*) AS waiting, bool_or(state = 'back') AS back FROM onboarding.signal_v1")


@dataclass(frozen=True, kw_only=True)
class Signals:
    """How many signals about groups of newcomers nobody has seen, and whether one of them came back."""

    waiting: int
    back: bool


def signals(conn: Connection) -> Signals:
    """What stands out in groups of newcomers. Not in which."""
    row = conn.execute(_SIGNALS).one()
    return Signals(waiting=row.waiting, back=bool(row.back))


def answered(conn: Connection, *, since: datetime, limit: int) -> list[Answered]:
    """What was answered lately, newest first."""
    return [Answered(**row._asdict()) for row in conn.execute(_ANSWERED, {"since": since, "limit": limit})]


def states(conn: Connection, programme: str, *, since: datetime) -> dict[str, int]:
    """How the requests of a programme that were opened lately stand."""
    rows = conn.execute(_STATES, {"programme": programme, "since": since, "enough": ENOUGH})
    return {row.state: row.many for row in rows}


def requests_of(conn: Connection, person_id: UUID) -> list[Request]:
    """What one person was asked, newest first: states, never answers."""
    return [Request(**row._asdict()) for row in conn.execute(_OF_PERSON, {"person": person_id})]
