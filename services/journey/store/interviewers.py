"""Interviewers, when they are away, and the conversations that are planned."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from services.journey.domain.rule import asks_conversation
from services.journey.domain.touchpoint import Touchpoint
from services.journey.store.touchpoints import NAMES
from services.journey.tables import interviewer, interviewer_away
from shared.calendar.window import known_zone
from shared.contracts.programmes import BY_CODE
from shared.kernel.ids import new_id

_ONE = "(t.programme, t.rule) IN (SELECT * FROM unnest(cast(:programmes AS text[]), cast(:rules AS text[])))"
_TALK = f"({_ONE} OR t.ask LIKE 'conversation:%')"
# By programme and moment: an index holds what is planned in that order, however large the table is.
_OPEN = text(f"""
    SELECT t.person_id, t.send_at, t.id FROM journey.touchpoint t
    WHERE t.state = 'planned' AND t.programme = ANY(cast(:all AS text[])) AND t.send_at < :until AND {_TALK}
      AND (cast(:after_at AS timestamptz) IS NULL OR (t.send_at, t.id) > (:after_at, :after_id))
    ORDER BY t.send_at, t.id LIMIT :limit
""")  # noqa: S608  of our own parts
_OF = text(
    "SELECT DISTINCT person_id FROM journey.touchpoint WHERE interviewer = :account AND state = 'planned'"
)
# What is or was held by anybody near these days; where the person works says on which of them.
_HELD = text("""
    SELECT t.id, t.interviewer, coalesce(t.released_at, t.send_at) AS at, now.time_zone FROM journey.touchpoint t,
    LATERAL (SELECT c.time_zone FROM people.career_v1 c WHERE c.person_id = t.person_id
             ORDER BY c.spell_no DESC LIMIT 1) AS now
    WHERE t.interviewer = ANY(cast(:accounts AS uuid[])) AND t.state NOT IN ('cancelled', 'skipped')
      AND coalesce(t.released_at, t.send_at) BETWEEN :first AND :last
""")
_NOBODY = text(f"""
    SELECT {", ".join("t." + name for name in NAMES)} FROM journey.touchpoint t
    WHERE t.state = 'planned' AND t.programme = ANY(cast(:all AS text[])) AND t.send_at < :until
      AND t.interviewer IS NULL AND {_TALK}
    ORDER BY t.send_at, t.id LIMIT :limit
""")  # noqa: S608  of our own parts


@dataclass(frozen=True)
class Row:
    """An interviewer as HR set them up."""

    account_id: UUID
    person_id: UUID | None
    programmes: tuple[str, ...]
    a_week: int
    active: bool


@dataclass(frozen=True)
class Away:
    """When an interviewer is away."""

    id: UUID
    account_id: UUID
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Held:
    """A conversation of somebody, at which instant, and in which zone that is a day."""

    id: UUID
    interviewer: UUID
    at: datetime
    zone: str


def all_of(conn: Connection, *, locked: bool = False) -> list[Row]:
    """Return all interviewers, locked where conversations are shared out: one at a time."""
    query = select(*(interviewer.c[name] for name in Row.__dataclass_fields__)).order_by(
        interviewer.c.account_id
    )
    rows = conn.execute(query.with_for_update() if locked else query)
    return [Row(row.account_id, row.person_id, tuple(row.programmes), row.a_week, row.active) for row in rows]


def put(conn: Connection, one: Row, now: datetime) -> None:
    """Write down an interviewer, new or changed."""
    values = {**one.__dict__, "programmes": list(one.programmes)}
    made = insert(interviewer).values(**values, since=now)
    conn.execute(made.on_conflict_do_update(index_elements=["account_id"], set_=values))


def away(conn: Connection, since: date) -> list[Away]:
    """Return who is away when, as far as it is not over on ``since``."""
    query = select(interviewer_away).where(interviewer_away.c.last_day >= since)
    return [Away(*row) for row in conn.execute(query.order_by(interviewer_away.c.first_day))]


def add_away(conn: Connection, account_id: UUID, first: date, last: date) -> UUID:
    """Note that an interviewer is away; the same days twice are once."""
    same = (
        (interviewer_away.c.account_id == account_id)
        & (interviewer_away.c.first_day == first)
        & (interviewer_away.c.last_day == last)
    )
    found: UUID | None = conn.execute(select(interviewer_away.c.id).where(same)).scalar()
    if found is not None:
        return found
    made = new_id()
    row = {"id": made, "account_id": account_id, "first_day": first, "last_day": last}
    conn.execute(insert(interviewer_away).values(row))
    return made


def remove_away(conn: Connection, away_id: UUID) -> UUID | None:
    """Strike an absence; return whose it was."""
    gone = delete(interviewer_away).where(interviewer_away.c.id == away_id)
    found: UUID | None = conn.execute(gone.returning(interviewer_away.c.account_id)).scalar()
    return found


def open_talks(
    conn: Connection,
    rules: Collection[tuple[str, str]],
    until: datetime,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Any]:
    """Return (person_id, send_at, id) of conversations that are planned before ``until``, by their moment."""
    at, last = after or (None, None)
    values = {**_rules(rules), "until": until, "after_at": at, "after_id": last, "limit": limit}
    return list(conn.execute(_OPEN, values))


def without_anybody(
    conn: Connection, rules: Collection[tuple[str, str]], until: datetime, limit: int
) -> list[Touchpoint]:
    """Return planned conversations that nobody holds yet."""
    rows = conn.execute(_NOBODY, {**_rules(rules), "until": until, "limit": limit})
    return list(map(Touchpoint._make, rows))


def people_of(conn: Connection, account_id: UUID) -> list[UUID]:
    """Return with whom somebody is to talk."""
    return list(conn.execute(_OF, {"account": account_id}).scalars())


def held(
    conn: Connection, accounts: Iterable[UUID], first: datetime, last: datetime, *, zone: str
) -> list[Held]:
    """Return what these interviewers hold between two instants; ``zone`` is for people who have none."""
    rows = conn.execute(_HELD, {"accounts": list(accounts), "first": first, "last": last})
    return [Held(row.id, row.interviewer, row.at, known_zone(row.time_zone, zone)) for row in rows]


def _rules(rules: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    pairs = sorted(rules)
    by_hand = {code for code, one in BY_CODE.items() if any(asks_conversation(ask) for ask in one.asks)}
    return {
        "all": sorted({programme for programme, _ in pairs} | by_hand),
        "programmes": [programme for programme, _ in pairs],
        "rules": [rule for _, rule in pairs],
    }
