"""Who stands in the directory, found by name, city and field; fast also with a million."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, delete, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from services.alumni.domain.directory import Profile, Wanted, folded
from services.alumni.tables.directory import profile, profile_bar
from services.alumni.tables.membership import member

# Words as they are, of no language.
_SIMPLE: ColumnElement[Any] = literal_column("'simple'::regconfig")
_PROFILE = tuple(profile.c[name] for name in Profile.__dataclass_fields__)

# Who may be seen: former colleagues (who works here again is not shown), and nobody who blocked the one who looks, or
# whom that one blocked.
_SEEN = """
    JOIN alumni.member m ON m.id = p.member_id AND m.state = 'awake' AND m.person_id IS NOT NULL
    WHERE NOT EXISTS (SELECT FROM alumni.member_block b WHERE b.member_id = p.member_id AND b.blocked_id = :me)
      AND NOT EXISTS (SELECT FROM alumni.member_block b WHERE b.member_id = :me AND b.blocked_id = p.member_id)
"""
_COLUMNS = "p.id, p.member_id, p.name, p.city, p.field, p.about, p.sort_name"
_NEXT = """
      AND (cast(:name AS text) IS NULL OR (p.sort_name, p.id) > (cast(:name AS text), cast(:after AS uuid)))
    ORDER BY p.sort_name, p.id LIMIT :limit
"""
_ALL = text(f"SELECT {_COLUMNS}, 0 AS hits FROM alumni.profile p {_SEEN} {_NEXT}")  # noqa: S608  words of this file
# Along the names one might go through everybody for a page of those who fit; so by the words, as far as is sensible.
_FOUND = text(f"""
    WITH hits AS MATERIALIZED (
        SELECT {_COLUMNS} FROM alumni.profile p WHERE p.words @@ to_tsquery('simple', :query) LIMIT :most)
    SELECT p.*, (SELECT count(*) FROM hits) AS hits FROM hits p {_SEEN} {_NEXT}
""")  # noqa: S608  words of this file
_ONE = text(f"SELECT {_COLUMNS} FROM alumni.profile p {_SEEN} AND p.id = :id")  # noqa: S608  words of this file


def listed(
    conn: Connection, me: UUID, wanted: Wanted, *, after: tuple[str, UUID] | None, limit: int, most: int
) -> list[Row[Any]]:
    """Return whom a member finds, by name; ``hits`` says how many words fitted, at most ``most``."""
    name, last = after or (None, None)
    given = {"me": me, "query": wanted.query, "name": name, "after": last, "limit": limit, "most": most}
    statement = _FOUND if wanted.query else _ALL
    needed = {key: given[key] for key in statement.compile().params}
    return list(conn.execute(statement, needed))


def seen(conn: Connection, me: UUID, profile_id: UUID) -> Profile | None:
    """Return a profile as far as this member may see it."""
    row = conn.execute(_ONE, {"me": me, "id": profile_id}).one_or_none()
    return Profile(**{name: row[no] for no, name in enumerate(Profile.__dataclass_fields__)}) if row else None


def of_member(conn: Connection, member_id: UUID) -> Profile | None:
    """Return what a member tells."""
    row = conn.execute(select(*_PROFILE).where(profile.c.member_id == member_id)).one_or_none()
    return Profile(**row._mapping) if row else None  # noqa: SLF001


def names(conn: Connection, member_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return how these members call themselves, as far as they stand in the directory."""
    query = select(profile.c.member_id, profile.c.name).where(profile.c.member_id.in_(list(member_ids)))
    return {row.member_id: row.name for row in conn.execute(query)}


def write(conn: Connection, values: Mapping[str, Any]) -> None:
    """Keep what a member tells, with the words by which it is found."""
    weighed = [
        func.setweight(
            func.to_tsvector(_SIMPLE, " ".join(folded(values[name]))), literal_column(f"'{weight}'")
        )
        for name, weight in (("name", "A"), ("city", "B"), ("field", "C"), ("about", "D"))
    ]
    words = weighed[0].op("||")(weighed[1]).op("||")(weighed[2]).op("||")(weighed[3])
    made = upsert(profile).values(**values, sort_name=" ".join(folded(values["name"])), words=words)
    changed = {
        name: made.excluded[name]
        for name in (*values, "sort_name", "words")
        if name not in {"id", "member_id"}
    }
    conn.execute(made.on_conflict_do_update(index_elements=["member_id"], set_=changed))


def remove(conn: Connection, member_id: UUID) -> None:
    """Take somebody out."""
    conn.execute(delete(profile).where(profile.c.member_id == member_id))


def remove_stopped(conn: Connection, person_ids: Sequence[UUID]) -> None:
    """Take out whoever died or is gone."""
    over = select(member.c.id).where(member.c.person_id.in_(list(person_ids)), member.c.state == "stopped")
    conn.execute(delete(profile).where(profile.c.member_id.in_(over)))


def count(conn: Connection) -> int:
    """Return how many former colleagues can be found."""
    query = select(func.count()).select_from(profile.join(member)).where(member.c.state == "awake")
    number: int = conn.execute(query).scalar_one()
    return number


def barred(conn: Connection, member_id: UUID) -> bool:
    """Say whether HR took somebody out."""
    query = select(profile_bar.c.member_id).where(profile_bar.c.member_id == member_id)
    return conn.execute(query).one_or_none() is not None


def bar(conn: Connection, member_id: UUID, *, at: datetime, by: UUID) -> None:
    """Take somebody out until HR lets them in again."""
    made = upsert(profile_bar).values(member_id=member_id, at=at, barred_by=by)
    conn.execute(made.on_conflict_do_nothing())
    remove(conn, member_id)


def lift(conn: Connection, member_id: UUID) -> None:
    """Let somebody in again, if they want."""
    conn.execute(delete(profile_bar).where(profile_bar.c.member_id == member_id))
