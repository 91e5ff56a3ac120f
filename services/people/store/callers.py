"""Who is at the front door, and whom they may be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, or_, select, text, tuple_, update

from services.people.tables.callers import caller
from services.people.tables.persons import person

_SAME_PERSON = text("""
    SELECT p.id FROM people.person p
    WHERE (lower(p.private_email) = lower(:email) OR lower(p.email) = lower(:email)) AND p.name_key = :name_key
      AND p.merged_into IS NULL AND p.forgotten_at IS NULL AND NOT p.deceased
    LIMIT 2
""")
# The same name, or the same address; those whose years fit first.
_CANDIDATES = text("""
    SELECT p.id, (lower(p.private_email) = lower(:email) OR lower(p.email) = lower(:email)) IS TRUE AS same_address,
           EXISTS (SELECT FROM people.spell s WHERE s.person_id = p.id
                   AND extract(year FROM s.hire_date) <= coalesce(:until_year, 9999)
                   AND extract(year FROM coalesce(s.last_day, '9999-12-31')) >= coalesce(:from_year, 0)) AS same_years
    FROM people.person p
    WHERE p.merged_into IS NULL AND p.forgotten_at IS NULL
      AND (p.name_key = :name_key OR lower(p.private_email) = lower(:email) OR lower(p.email) = lower(:email))
    ORDER BY 3 DESC, 2 DESC, p.sort_key, p.id
    LIMIT 5
""")


# What we think of the rows of a list. The address tells people apart; a name alone is a hint, for HR to look at.
_JUDGE = text("""
    SELECT a.id, CASE
               WHEN a.gone THEN 'forgotten'
               WHEN at_address.died THEN 'died'
               WHEN at_address.many = 1 AND at_address.same_name
                   THEN CASE WHEN at_address.here THEN 'works_here' ELSE 'known' END
               WHEN at_address.many > 0 OR named.many > 0 THEN 'look'
               ELSE 'new' END AS verdict,
           CASE WHEN at_address.many = 1 AND at_address.same_name THEN at_address.person_id END AS known_as
    FROM unnest(cast(:ids AS uuid[]), cast(:keys AS text[]), cast(:gone AS boolean[])) AS a (id, name_key, gone)
    JOIN people.caller c ON c.id = a.id
    CROSS JOIN LATERAL (
        SELECT count(*) AS many, (array_agg(p.id))[1] AS person_id, bool_or(p.deceased) AS died,
               bool_and(p.name_key = a.name_key) AS same_name,
               bool_or(EXISTS (SELECT FROM people.spell s WHERE s.person_id = p.id AND s.latest
                               AND s.state IN ('expected', 'active', 'leaving'))) AS here
        FROM people.person p
        WHERE (lower(p.private_email) = lower(c.email) OR lower(p.email) = lower(c.email))
          AND p.merged_into IS NULL AND p.forgotten_at IS NULL) at_address
    CROSS JOIN LATERAL (
        SELECT count(*) AS many FROM people.person p
        WHERE p.name_key = a.name_key AND p.merged_into IS NULL AND p.forgotten_at IS NULL) named
""")
_VERDICTS = text("""
    UPDATE people.caller c SET verdict = v.verdict, known_as = v.known_as
    FROM unnest(cast(:ids AS uuid[]), cast(:verdicts AS text[]), cast(:known AS uuid[])) AS v (id, verdict, known_as)
    WHERE c.id = v.id AND c.state = 'listed'
""")


def of_list(conn: Connection, list_id: UUID) -> list[Row[Any]]:
    """Return who stands in a list and is not decided on."""
    query = select(caller).where(caller.c.list_id == list_id, caller.c.state == "listed")
    return list(conn.execute(query.order_by(caller.c.id)))


def lock_listed(conn: Connection, ids: Sequence[UUID]) -> list[Row[Any]]:
    """Return these rows of lists, locked, as far as they are not decided on."""
    query = select(caller).where(caller.c.id.in_(list(ids)), caller.c.state == "listed")
    return list(conn.execute(query.order_by(caller.c.id).with_for_update()))


def judged(conn: Connection, rows: Sequence[tuple[UUID, str, bool]]) -> dict[UUID, Row[Any]]:
    """Return what we think of each, given their name as persons are found by it and whether they were forgotten."""
    ids, keys, gone = zip(*rows, strict=True) if rows else ((), (), ())
    found = conn.execute(_JUDGE, {"ids": list(ids), "keys": list(keys), "gone": list(gone)})
    return {row.id: row for row in found}


def write_verdicts(conn: Connection, rows: Sequence[Row[Any]]) -> None:
    """Keep what we think, for the desk of who handed the list in."""
    given = {"ids": [row.id for row in rows], "verdicts": [row.verdict for row in rows],
             "known": [row.known_as for row in rows]}  # fmt: skip
    conn.execute(_VERDICTS, given)


def close_lists(conn: Connection, list_ids: Sequence[UUID]) -> None:
    """Whatever of these lists was not vouched for goes."""
    conn.execute(delete(caller).where(caller.c.list_id.in_(list(list_ids)), caller.c.state == "listed"))


def remove_listed(conn: Connection, before: datetime) -> int:
    """Nobody decided about these lists."""
    done = conn.execute(delete(caller).where(caller.c.state == "listed", caller.c.called_at < before))
    return done.rowcount


def lock(conn: Connection, caller_id: UUID) -> Row[Any] | None:
    """Return a caller, locked."""
    return conn.execute(select(caller).where(caller.c.id == caller_id).with_for_update()).one_or_none()


def waiting(conn: Connection, *, after: tuple[datetime, UUID] | None, limit: int) -> list[Row[Any]]:
    """Return who waits for HR, who came first first."""
    query = select(caller).where(caller.c.state == "waiting")
    if after is not None:
        query = query.where(tuple_(caller.c.confirmed_at, caller.c.id) > tuple_(*after))
    return list(conn.execute(query.order_by(caller.c.confirmed_at, caller.c.id).limit(limit)))


def count_waiting(conn: Connection) -> int:
    """Return how many wait for HR."""
    query = select(func.count()).select_from(caller).where(caller.c.state == "waiting")
    return conn.execute(query).scalar_one()


def let_wait(conn: Connection, caller_id: UUID, now: datetime) -> None:
    """Leave it to HR."""
    conn.execute(update(caller).where(caller.c.id == caller_id).values(state="waiting", confirmed_at=now))


def remove(conn: Connection, ids: Sequence[UUID]) -> None:
    """What was left at the door is not kept beside the decision."""
    if ids:
        conn.execute(delete(caller).where(caller.c.id.in_(ids)))


def remove_unconfirmed(conn: Connection, before: datetime) -> int:
    """Nobody showed that the address is theirs."""
    done = conn.execute(delete(caller).where(caller.c.state == "unconfirmed", caller.c.called_at < before))
    return done.rowcount


def same_person(conn: Connection, email: str, name_key: str) -> UUID | None:
    """Return the one person of that name for whom we have that address."""
    found = list(conn.execute(_SAME_PERSON, {"email": email, "name_key": name_key}).scalars())
    return found[0] if len(found) == 1 else None


def candidates(conn: Connection, one: Row[Any], name_key: str) -> list[Row[Any]]:
    """Return whom a caller may be, the likeliest first."""
    given = {
        "email": one.email,
        "name_key": name_key,
        "from_year": one.from_year,
        "until_year": one.until_year,
    }
    return list(conn.execute(_CANDIDATES, given))


def forget(conn: Connection, who: Row[Any]) -> list[UUID]:
    """Whatever somebody who is forgotten left at the door goes too; return which callers that were."""
    theirs = [email.lower() for email in (who.email, who.private_email) if email]
    mine = or_(caller.c.person_id == who.id, func.lower(caller.c.email).in_(theirs))
    return list(conn.execute(delete(caller).where(mine).returning(caller.c.id)).scalars())


def has_spells(conn: Connection, person_id: UUID) -> bool:
    """Say whether somebody was ever employed here, as far as we know."""
    found = conn.execute(text("SELECT 1 FROM people.spell WHERE person_id = :id LIMIT 1"), {"id": person_id})
    return found.scalar() is not None


def exists(conn: Connection, person_id: UUID) -> bool:
    """Say whether this person is there, and not forgotten."""
    query = select(person.c.id).where(person.c.id == person_id, person.c.forgotten_at.is_(None))
    return conn.execute(query).scalar() is not None
