"""Members and the ledger of their consent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, insert, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.alumni.domain.members import Member
from services.alumni.tables.membership import consent, member
from shared.kernel.ids import new_id

_COLUMNS = tuple(member.c[name] for name in Member.__dataclass_fields__)

# How members stand with the organisation now, and where they worked last: facts only say whom to look at.
_SETTLE = text("""
    UPDATE alumni.member m SET
        state = CASE WHEN c.person_id IS NULL OR c.deceased THEN 'stopped'
                     WHEN c.state IN ('expected', 'active', 'leaving') THEN 'asleep' ELSE 'awake' END,
        spoken = c.language, place = coalesce(s.place, f.place), department = coalesce(s.department, f.department),
        function = coalesce(s.function, f.function), first_year = coalesce(s.first_year, f.from_year),
        last_year = coalesce(s.last_year, f.until_year), changed_at = :now
    FROM unnest(cast(:ids AS uuid[])) AS asked (id)
    LEFT JOIN LATERAL (SELECT v.person_id, v.state, v.deceased, v.language FROM people.contact_v1 v
                       WHERE v.person_id = asked.id OFFSET 0) c ON true
    LEFT JOIN LATERAL (
        SELECT (array_agg(v.place ORDER BY v.spell_no DESC))[1] AS place,
               (array_agg(v.department_path ORDER BY v.spell_no DESC))[1] AS department,
               (array_agg(v.function ORDER BY v.spell_no DESC))[1] AS function,
               min(extract(year FROM v.hire_date))::int AS first_year,
               max(extract(year FROM v.last_day))::int AS last_year
        FROM people.career_v1 v WHERE v.person_id = asked.id AND v.state <> 'never_started') s ON true
    -- What a list told of somebody of whom no file of the HR system knows the employment.
    LEFT JOIN LATERAL (SELECT t.place, t.department, t.function, t.from_year, t.until_year
                       FROM alumni.former t JOIN alumni.member o ON o.id = t.member_id
                       WHERE o.person_id = asked.id ORDER BY t.ended_at DESC LIMIT 1) f ON true
    WHERE m.person_id = asked.id
""")
_NAME = text("SELECT person_id, given_name, display_name FROM people.contact_v1 WHERE person_id = ANY(:ids)")
_CALLING = text("SELECT waiting FROM people.calling_v1")


def ensure(conn: Connection, person_id: UUID, now: datetime) -> Member:
    """Return the membership of a person, locked; made where there is none."""
    made = upsert(member).values(
        id=new_id(), person_id=person_id, state="awake", joined_at=now, changed_at=now
    )
    conn.execute(made.on_conflict_do_nothing())
    found = of_person(conn, person_id, lock=True)
    if found is None:  # pragma: no cover  it was made above, in this very transaction
        raise LookupError(person_id)
    return found


def find(conn: Connection, member_id: UUID, *, lock: bool = False) -> Member | None:
    """Return a member."""
    query = select(*_COLUMNS).where(member.c.id == member_id)
    return _read(conn.execute(query.with_for_update() if lock else query).one_or_none())


def of_person(conn: Connection, person_id: UUID, *, lock: bool = False) -> Member | None:
    """Return the membership of a person."""
    query = select(*_COLUMNS).where(member.c.person_id == person_id)
    return _read(conn.execute(query.with_for_update() if lock else query).one_or_none())


def among(conn: Connection, person_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these persons are in the network."""
    query = select(member.c.person_id).where(member.c.person_id.in_(list(person_ids)))
    return set(conn.execute(query).scalars())


def several(conn: Connection, member_ids: Collection[UUID]) -> dict[UUID, Member]:
    """Return members by their ids."""
    rows = conn.execute(select(*_COLUMNS).where(member.c.id.in_(list(member_ids))))
    return {row.id: Member(**row._mapping) for row in rows}  # noqa: SLF001


def change(conn: Connection, member_id: UUID, values: dict[str, Any]) -> None:
    """Write what a member chose, but for consent: that is the ledger's."""
    conn.execute(update(member).where(member.c.id == member_id).values(**values))


def settle(conn: Connection, person_ids: Sequence[UUID], now: datetime) -> None:
    """Let members sleep while they work here, wake when they left, and stop when they are gone."""
    if person_ids:
        conn.execute(_SETTLE, {"ids": list(person_ids), "now": now})


def write_down(conn: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Add to the ledger; what members want follows from it."""
    if rows:
        conn.execute(insert(consent), [{"id": new_id(), "evidence": {}, **row} for row in rows])


def ledger(conn: Connection, member_id: UUID) -> list[Row[Any]]:
    """Return what somebody agreed to and took back, the latest first."""
    query = select(consent).where(consent.c.member_id == member_id)
    return list(conn.execute(query.order_by(consent.c.no.desc())))


def last_words(conn: Connection, member_id: UUID) -> dict[str, Row[Any]]:
    """Return the last that the ledger says of each subject."""
    rows = conn.execute(select(consent).where(consent.c.member_id == member_id).order_by(consent.c.no))
    return {row.subject: row for row in rows}


def listed(
    conn: Connection, *, state: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Row[Any]]:
    """Return members, who joined last first."""
    query = select(*_COLUMNS).where(member.c.person_id.is_not(None))
    if state:
        query = query.where(member.c.state == state)
    if after is not None:
        query = query.where(tuple_(member.c.joined_at, member.c.id) < tuple_(*after))
    return list(conn.execute(query.order_by(member.c.joined_at.desc(), member.c.id.desc()).limit(limit)))


def counts(conn: Connection) -> Any:
    """Return how many members there are, and how many want what."""
    awake = member.c.state == "awake"
    query = select(
        func.count().filter(member.c.person_id.is_not(None)).label("members"),
        func.count().filter(awake, member.c.news).label("news"),
        func.count().filter(awake, member.c.reunions).label("reunions"),
        func.count().filter(awake, member.c.vacancies).label("vacancies"),
        func.count().filter(member.c.state == "asleep").label("asleep"),
    )
    return conn.execute(query).one()


def names(conn: Connection, person_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return how people publishes these persons' names."""
    return {row.person_id: row.display_name for row in conn.execute(_NAME, {"ids": list(person_ids)})}


def given_name(conn: Connection, person_id: UUID) -> str:
    """Return how somebody is greeted."""
    row = conn.execute(_NAME, {"ids": [person_id]}).one_or_none()
    return row.given_name if row else ""


def calling(conn: Connection) -> int:
    """Return how many wait at the front door of people for HR's judgement."""
    waiting: int = conn.execute(_CALLING).scalar_one()
    return waiting


def detach(conn: Connection, person_ids: Sequence[UUID], now: datetime) -> None:
    """Nobody is behind these memberships any more: what is left counts, and tells of nobody."""
    empty: dict[str, Any] = {"person_id": None, "state": "stopped", "wishes": {}, "place": None, "department": None,
             "function": None, "first_year": None, "last_year": None, "language": None, "spoken": None,
             "paused_until": None, "merged_from": None, "changed_at": now}  # fmt: skip
    conn.execute(update(member).where(member.c.id.in_(rows_of(person_ids))).values(**empty))


def rows_of(person_ids: Sequence[UUID]) -> Select[tuple[UUID]]:
    """Return the memberships of these persons, also of a record that went into another: what was theirs lies there."""
    ids = list(person_ids)
    return select(member.c.id).where(or_(member.c.person_id.in_(ids), member.c.merged_from.in_(ids)))


def merged_of(conn: Connection, person_id: UUID) -> Member | None:
    """Return the membership that somebody had before their record went into another."""
    query = select(*_COLUMNS).where(member.c.merged_from == person_id).with_for_update()
    return _read(conn.execute(query).one_or_none())


def _read(row: Row[Any] | None) -> Member | None:
    return None if row is None else Member(**row._mapping)  # noqa: SLF001  SQLAlchemy's way to read a row by name
