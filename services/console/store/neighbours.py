"""What the desk shows of other services: through their published views, states and dates only, never an answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, text

from shared.contracts.programmes import BY_CODE

ENOUGH = 1000
"""Where a count goes on the page, it stops here: "1000 of meer" says as much, and stays quick."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Something planned with somebody."""

    id: UUID
    person_id: UUID
    name: str | None
    programme: str
    rule: str
    due_date: date
    state: str


_COMING = text("""
    SELECT t.id, t.person_id, c.display_name AS name, t.programme, t.rule, t.due_date, t.state
    FROM (
        SELECT id, person_id, programme, rule, due_date, state FROM journey.touchpoint_v1
        WHERE state = 'planned' AND due_date BETWEEN :first AND :last
        ORDER BY due_date, id LIMIT :limit
    ) t
    LEFT JOIN people.contact_v1 c ON c.person_id = t.person_id
    ORDER BY t.due_date, t.id
""")
_COMING_COUNT = text("""
    SELECT due_date, count(*) AS many FROM (
        SELECT due_date FROM journey.touchpoint_v1
        WHERE state = 'planned' AND due_date BETWEEN :first AND :last LIMIT :enough
    ) t GROUP BY due_date ORDER BY due_date
""")


def coming(conn: Connection, *, first: date, last: date, limit: int) -> list[Moment]:
    """The next planned moments, soonest first."""
    rows = conn.execute(_COMING, {"first": first, "last": last, "limit": limit})
    return [Moment(**row._asdict()) for row in rows]


def coming_by_day(conn: Connection, *, first: date, last: date) -> dict[date, int]:
    """How many moments are planned on each day."""
    rows = conn.execute(_COMING_COUNT, {"first": first, "last": last, "enough": ENOUGH})
    return {row.due_date: row.many for row in rows}


_LATE = text(
    "SELECT count(*) FROM (SELECT FROM stay.promise_v1 WHERE state = 'open' AND due_on < :today LIMIT :enough) t"
)


def late_promises(conn: Connection, today: date) -> int:
    """How many promises should have been kept by now; what was promised stays where it was said."""
    return int(conn.execute(_LATE, {"today": today, "enough": ENOUGH}).scalar_one())


_UNSEEN = text("SELECT programme, waiting FROM journey.unseen_v1 ORDER BY programme")


def unseen(conn: Connection) -> list[tuple[str, int]]:
    """Return the programmes of which letters wait until HR has looked, and how many."""
    return [(row.programme, row.waiting) for row in conn.execute(_UNSEEN)]


_OF_PERSON = text("""
    SELECT id, person_id, NULL AS name, programme, rule, due_date, state FROM journey.touchpoint_v1
    WHERE person_id = :person AND state = 'planned' ORDER BY due_date, id LIMIT :limit
""")


def moments_to_come(conn: Connection, person_id: UUID, *, limit: int = 20) -> list[Moment]:
    """What is still planned with one person."""
    return [
        Moment(**row._asdict()) for row in conn.execute(_OF_PERSON, {"person": person_id, "limit": limit})
    ]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter to somebody: what it was and what became of it."""

    id: UUID
    template: str
    state: str
    queued_at: datetime
    sent_at: datetime | None
    reason: str | None


_LETTERS = text("""
    SELECT id, template, state, queued_at, sent_at, reason FROM mail.letter_v1
    WHERE person_id = :person ORDER BY queued_at DESC, id LIMIT :limit
""")


def letters_of(conn: Connection, person_id: UUID, *, limit: int = 10) -> list[Letter]:
    """The latest letters to one person."""
    return [Letter(**row._asdict()) for row in conn.execute(_LETTERS, {"person": person_id, "limit": limit})]


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Counts of what waits for a hand; each stops at ENOUGH."""

    uncertain: int
    unsent: int
    suppressed: int


_TROUBLE = text("""
    SELECT (SELECT count(*) FROM (SELECT 1 FROM mail.letter_v1 WHERE state = 'uncertain' LIMIT :enough) u) AS uncertain,
           (SELECT count(*) FROM (SELECT 1 FROM mail.letter_v1 WHERE state = 'parked' LIMIT :enough) p) AS unsent,
           (SELECT count(*) FROM (SELECT 1 FROM mail.suppression_v1 LIMIT :enough) s) AS suppressed
""")


def trouble(conn: Connection) -> Trouble:
    """What waits for a hand in the post room."""
    return Trouble(**conn.execute(_TROUBLE, {"enough": ENOUGH}).one()._asdict())


@dataclass(frozen=True, kw_only=True)
class Import:
    """A file that was read with rows left over."""

    id: UUID
    file_name: str | None
    rejected: int
    created_at: datetime


_CALLING = text("SELECT waiting FROM people.calling_v1")


def calling(conn: Connection) -> int:
    """How many former colleagues wait until HR says whether it knows them."""
    waiting: int = conn.execute(_CALLING).scalar_one()
    return waiting


_IMPORTS = text("""
    SELECT id, file_name, rejected, created_at FROM people.import_v1
    WHERE created_at >= :since AND rejected > 0 AND state <> 'failed' ORDER BY created_at DESC LIMIT :limit
""")


def imports_with_rejects(conn: Connection, *, since: datetime, limit: int) -> list[Import]:
    """The latest files with rows that could not be read."""
    return [Import(**row._asdict()) for row in conn.execute(_IMPORTS, {"since": since, "limit": limit})]


_FAILED = text("""
    SELECT id, file_name, rejected, created_at FROM people.import_v1
    WHERE created_at >= :since AND state = 'failed' ORDER BY created_at DESC LIMIT :limit
""")


def imports_that_failed(conn: Connection, *, since: datetime, limit: int) -> list[Import]:
    """The latest files that did not go in at all."""
    return [Import(**row._asdict()) for row in conn.execute(_FAILED, {"since": since, "limit": limit})]


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who somebody is, for the head of a page."""

    person_id: UUID
    name: str
    state: str
    deceased: bool


_PERSON = text("""
    SELECT person_id, display_name AS name, state, deceased FROM people.contact_v1 WHERE person_id = :person
""")
_NAMES = text("SELECT person_id, display_name FROM people.contact_v1 WHERE person_id = ANY(:persons)")


def person(conn: Connection, person_id: UUID) -> Person | None:
    """One person, by the view that people publishes."""
    row = conn.execute(_PERSON, {"person": person_id}).one_or_none()
    return Person(**row._asdict()) if row else None


def person_names(conn: Connection, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names for the ids on a page."""
    if not ids:
        return {}
    return {row.person_id: row.display_name for row in conn.execute(_NAMES, {"persons": list(ids)})}


@dataclass(frozen=True, kw_only=True)
class Spell:
    """One employment."""

    spell_no: int
    hire_date: date
    last_day: date | None
    leave_kind: str | None
    department: str | None
    function: str | None


_SPELLS = text("""
    SELECT spell_no, hire_date, last_day, leave_kind, department, function FROM people.career_v1
    WHERE person_id = :person AND spell_id IS NOT NULL ORDER BY spell_no DESC LIMIT 20
""")


def spells_of(conn: Connection, person_id: UUID) -> list[Spell]:
    """The employments of one person, latest first."""
    return [Spell(**row._asdict()) for row in conn.execute(_SPELLS, {"person": person_id})]


# The first of each programme is one look in journey's index; the first of all would be as many as there are.
_NEXT = text("""
    SELECT min(first.send_at) FROM unnest(cast(:programmes AS text[])) AS asked (programme),
    LATERAL (
        SELECT t.send_at FROM journey.touchpoint_v1 t
        WHERE t.programme = asked.programme AND t.state = 'planned' AND t.send_at > :now
        ORDER BY t.send_at LIMIT 1) AS first
""")


def next_send_at(conn: Connection, now: datetime) -> datetime | None:
    """When the next planned moment leaves."""
    return conn.execute(_NEXT, {"programmes": list(BY_CODE), "now": now}).scalar()
