"""Lists of former colleagues, their rows, and what each row would bring as things are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Row,
    Text,
    Uuid,
    any_,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as upsert

from services.alumni.store.members import rows_of
from services.alumni.tables.coming_in import asked_once, former, former_list
from services.alumni.tables.membership import application, member
from shared.db.arrays import array

# What the row brings: `join` and `ask` go in, `look` waits for HR first, all else stays out. `waits`: people has not
# looked yet. Whoever is in the network, was in it, or ever said no moves by their own hand alone.
_FATE = """
    SELECT f.id, f.row, f.subjects, f.agreed_on, l.name, l.person_id, CASE
        WHEN l.caller_id IS NULL THEN 'gone'
        WHEN l.verdict IS NULL THEN 'waits'
        WHEN l.verdict IN ('died', 'forgotten', 'works_here') THEN l.verdict
        WHEN m.news OR m.reunions OR m.vacancies THEN 'member'
        WHEN m.id IS NOT NULL THEN 'left'
        WHEN EXISTS (SELECT FROM alumni.application a WHERE a.person_id = l.person_id AND a.state = 'declined'
                     AND a.source IN ('invitation', 'file', 'colleague')) THEN 'said_no'
        WHEN EXISTS (SELECT FROM alumni.application a WHERE a.address_hash = f.address_hash AND a.state = 'declined'
                     AND a.source IN ('file', 'colleague')) THEN 'said_no'
        WHEN EXISTS (SELECT FROM mail.unreachable_v1 u WHERE u.address_hash = f.mail_hash) THEN 'unreachable'
        WHEN f.subjects = '{}' AND (
                 EXISTS (SELECT FROM alumni.asked_once o WHERE o.address_hash = f.address_hash)
              OR EXISTS (SELECT FROM alumni.application a WHERE a.person_id = l.person_id
                         AND a.source IN ('invitation', 'file', 'colleague'))) THEN 'asked_before'
        WHEN l.verdict = 'look' THEN 'look'
        WHEN f.subjects <> '{}' THEN 'join' ELSE 'ask' END AS fate
    FROM alumni.former f
    LEFT JOIN people.listed_v1 l ON l.caller_id = f.id
    LEFT JOIN alumni.member m ON m.person_id = l.person_id
    WHERE f.list_id = :list_id AND f.state = 'listed'
"""
_FATES = text(_FATE)
_SHOWN = text(f"SELECT * FROM ({_FATE} AND f.row > :after) shown ORDER BY row LIMIT :limit")  # noqa: S608
_COUNTED = text(f"SELECT fate, count(*) AS many FROM ({_FATE}) counted GROUP BY fate")  # noqa: S608

# Nothing of a row that stays out is kept, but which row it was and why.
_EMPTIED: dict[str, Any] = {
    "address_hash": None, "mail_hash": None, "subjects": [], "agreed_on": None, "agreed_how": None, "language": None,
    "from_year": None, "until_year": None, "place": None, "department": None, "function": None,
}  # fmt: skip
# The states in which HR still has something to say.
_UNDECIDED = ("columns", "open")
_WAITS = text("SELECT DISTINCT list_id FROM people.listed_v1 WHERE list_id = ANY(:ids) AND verdict IS NULL")
_STANDS = text("SELECT state, deceased FROM people.contact_v1 WHERE person_id = :id")


def add_list(conn: Connection, values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep what HR handed in."""
    conn.execute(insert(former_list).values(**values))
    if rows:
        conn.execute(insert(former), list(rows))


def find_list(conn: Connection, list_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    """Return a list."""
    query = select(former_list).where(former_list.c.id == list_id)
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def lists(conn: Connection, *, after: tuple[datetime, UUID] | None, limit: int) -> list[Row[Any]]:
    """Return lists, the newest first, each with how many came in and how many were asked."""
    mine = former.c.list_id == former_list.c.id

    def many(*states: str) -> Any:
        counted = select(func.count()).select_from(former).where(mine, former.c.state.in_(states))
        return counted.scalar_subquery()

    query = select(former_list, many("member").label("members"), many("asked").label("asked"))
    if after is not None:
        query = query.where(tuple_(former_list.c.created_at, former_list.c.id) < tuple_(*after))
    return list(
        conn.execute(query.order_by(former_list.c.created_at.desc(), former_list.c.id.desc()).limit(limit))
    )


def end_list(conn: Connection, list_id: UUID, state: str, now: datetime) -> None:
    """Write that it is decided on."""
    ended = update(former_list).where(former_list.c.id == list_id)
    conn.execute(ended.values(state=state, decided_at=now))


def remove_list(conn: Connection, list_id: UUID) -> None:
    """A list that is read anew leaves nothing."""
    conn.execute(delete(former).where(former.c.list_id == list_id))
    conn.execute(delete(former_list).where(former_list.c.id == list_id))


def waiting(conn: Connection, list_ids: Sequence[UUID]) -> set[UUID]:
    """Return which of these lists people is still looking at."""
    return set(conn.execute(_WAITS, {"ids": list(list_ids)}).scalars())


def undecided(conn: Connection) -> set[UUID]:
    """Return the lists of which the file is of use still."""
    return set(conn.execute(select(former_list.c.id).where(former_list.c.state.in_(_UNDECIDED))).scalars())


def stale(conn: Connection, before: datetime) -> list[Row[Any]]:
    """Return lists about which nobody decided, locked."""
    query = select(former_list.c.id, former_list.c.state).where(
        former_list.c.state.in_(_UNDECIDED), former_list.c.created_at <= before
    )
    return list(conn.execute(query.limit(20).with_for_update(skip_locked=True)))


def first_open(conn: Connection) -> datetime | None:
    """Return when the oldest list about which nobody decided came in."""
    query = select(func.min(former_list.c.created_at)).where(former_list.c.state.in_(_UNDECIDED))
    found: datetime | None = conn.scalar(query)
    return found


def fates(conn: Connection, list_id: UUID) -> list[Row[Any]]:
    """Return what each row of an open list would bring."""
    return list(conn.execute(_FATES, {"list_id": list_id}))


def fates_counted(conn: Connection, list_id: UUID) -> dict[str, int]:
    """Return how many rows would bring what."""
    return {row.fate: row.many for row in conn.execute(_COUNTED, {"list_id": list_id})}


def fates_shown(conn: Connection, list_id: UUID, *, after: int, limit: int) -> list[Row[Any]]:
    """Return a page of it, in the order of the file."""
    return list(conn.execute(_SHOWN, {"list_id": list_id, "after": after, "limit": limit}))


def outcomes(conn: Connection, list_id: UUID, *, after: int, limit: int) -> list[Row[Any]]:
    """Return what became of each row, in the order of the file, with the person where there is one to name."""
    person = func.coalesce(member.c.person_id, application.c.person_id).label("person_id")
    query = (
        select(former.c.row, former.c.state, former.c.why, former.c.member_id, person)
        .outerjoin(member, member.c.id == former.c.member_id)
        .outerjoin(application, application.c.id == former.c.id)
        .where(former.c.list_id == list_id, former.c.row > after)
    )
    return list(conn.execute(query.order_by(former.c.row).limit(limit)))


def outcomes_counted(conn: Connection, list_id: UUID) -> dict[str, int]:
    """Return of how many rows what became: a state, or why they stayed out."""
    what = func.coalesce(former.c.why, former.c.state).label("what")
    query = select(what, func.count().label("many")).where(former.c.list_id == list_id).group_by(what)
    return {row.what: row.many for row in conn.execute(query)}


def vouch(conn: Connection, ids: Sequence[UUID]) -> None:
    """HR said yes to these rows."""
    conn.execute(update(former).where(former.c.id == any_(_uuids(ids))).values(state="vouched"))


def leave_out(conn: Connection, rows: Sequence[tuple[UUID, str]], now: datetime) -> None:
    """These rows stay out: only which and why is kept."""
    for why in {reason for _, reason in rows}:
        ids = [one for one, reason in rows if reason == why]
        ended = update(former).where(former.c.id == any_(_uuids(ids)))
        conn.execute(ended.values(**_EMPTIED, state="out", why=why, ended_at=now))


def leave_out_all(conn: Connection, list_id: UUID, why: str, now: datetime) -> None:
    """All rows of an open list stay out."""
    ended = update(former).where(former.c.list_id == list_id, former.c.state == "listed")
    conn.execute(ended.values(**_EMPTIED, state="out", why=why, ended_at=now))


def lock_vouched(conn: Connection, row_id: UUID) -> Row[Any] | None:
    """Return a row for which HR vouched and of which nothing became yet, locked."""
    query = select(former).where(former.c.id == row_id, former.c.state == "vouched")
    return conn.execute(query.with_for_update()).one_or_none()


def asked(conn: Connection, row_id: UUID, now: datetime) -> None:
    """The one question went out."""
    conn.execute(update(former).where(former.c.id == row_id).values(state="asked", ended_at=now))


def became(conn: Connection, row_id: UUID, member_id: UUID, now: datetime) -> bool:
    """The row is a member; the work of then is theirs now. False where it is no row of a list."""
    done = conn.execute(
        update(former)
        .where(former.c.id == row_id)
        .values(state="member", member_id=member_id, address_hash=None, mail_hash=None, ended_at=now)
        .returning(former.c.id)
    )
    return done.first() is not None


def ask_once(conn: Connection, address_hash: bytes, source: str, now: datetime) -> bool:
    """Write that the one question goes out; False where it went before, whoever brought it."""
    made = upsert(asked_once).values(address_hash=address_hash, source=source, at=now)
    return conn.execute(made.on_conflict_do_nothing().returning(asked_once.c.source)).first() is not None


def works_here(conn: Connection, person_id: UUID) -> bool | None:
    """Say whether somebody works here; None where they died or are not there any more."""
    row = conn.execute(_STANDS, {"id": person_id}).one_or_none()
    if row is None or row.deceased:
        return None
    return row.state in {"expected", "active", "leaving"}


def proof(conn: Connection, member_id: UUID) -> Row[Any] | None:
    """Return the proof of what somebody agreed to before they were here."""
    query = select(former).where(former.c.member_id == member_id, former.c.agreed_on.is_not(None))
    return conn.execute(query.order_by(former.c.ended_at.desc()).limit(1)).one_or_none()


def forget(conn: Connection, person_ids: Sequence[UUID], now: datetime) -> None:
    """Nothing of what a list told of these persons stays."""
    asked_ones = select(application.c.id).where(application.c.person_id.in_(list(person_ids)))
    gone = update(former).where(former.c.member_id.in_(rows_of(person_ids)) | former.c.id.in_(asked_ones))
    conn.execute(gone.values(**_EMPTIED, member_id=None, state="out", why="forgotten", ended_at=now))


def _uuids(ids: Sequence[UUID]) -> Any:
    # One value, however many: a list of twenty thousand rows is no statement of twenty thousand places.
    return cast(literal(array(ids), Text), ARRAY(Uuid))
