"""How people are reached afterwards, in the database: what was asked and shown to be true, never the address."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from services.exit_interviews.tables.cases import home, leaving

_REACH = text("SELECT at_home, at_work FROM people.reach_v1 WHERE person_id = :person")
# Who leaves soon, works here still, and has told nobody how to be reached afterwards.
_TO_ASK = text("""
    SELECT l.id, l.person_id, l.last_day FROM exit.leaving l
    JOIN people.reach_v1 r ON r.person_id = l.person_id AND r.at_work AND NOT r.at_home
    WHERE l.state = 'open' AND l.last_day BETWEEN :today AND :until
      AND (l.kind <> 'dismissal' OR l.told_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM exit.home h WHERE h.leaving_id = l.id)
    ORDER BY l.last_day, l.id LIMIT :limit
    FOR UPDATE OF l SKIP LOCKED
""")


def of_case(conn: Connection, case_id: UUID) -> Any | None:
    """Return what is known of how somebody is reached."""
    return conn.execute(select(home).where(home.c.leaving_id == case_id)).one_or_none()


def behind(conn: Connection, column: str, digest: bytes, *, lock: bool = False) -> Any | None:
    """Return the row and the case to which a link leads; ``column`` says which of the two links."""
    query = (
        select(home, leaving.c.state, leaving.c.person_id, leaving.c.last_day)
        .join(leaving, leaving.c.id == home.c.leaving_id)
        .where(home.c[column] == digest)
    )
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def reach(conn: Connection, person_id: UUID | None) -> tuple[bool, bool]:
    """Return whether people has a private address, and whether there is a mailbox at work."""
    row = conn.execute(_REACH, {"person": person_id}).one_or_none()
    return (row.at_home, row.at_work) if row else (False, False)


def to_ask(conn: Connection, *, today: date, until: date, limit: int) -> Sequence[Any]:
    """Return the cases of whom to ask for an address, locked."""
    return conn.execute(_TO_ASK, {"today": today, "until": until, "limit": limit}).all()


def put(conn: Connection, case_id: UUID, values: Mapping[str, Any]) -> None:
    """Keep what is known now."""
    row = insert(home).values(leaving_id=case_id, **values)
    conn.execute(row.on_conflict_do_update(index_elements=["leaving_id"], set_=dict(values)))


def note_trouble(conn: Connection, letters: Mapping[UUID, str]) -> None:
    """Letters that asked whether an address is right could not be delivered."""
    for reason in sorted(set(letters.values())):
        ids = [key for key, why in letters.items() if why == reason]
        conn.execute(update(home).where(home.c.letter_id == func.any(ids)).values(trouble=reason))


def note_private(conn: Connection, person_ids: Collection[UUID], trouble: str | None) -> None:
    """Letters to the private address of these people come back, or arrive again."""
    theirs = select(leaving.c.id).where(leaving.c.person_id == func.any(list(person_ids)))
    conn.execute(
        update(home)
        .where(home.c.leaving_id.in_(theirs), home.c.confirmed_at.is_not(None))
        .values(trouble=trouble)
    )


def forget(conn: Connection, case_ids: Collection[UUID]) -> None:
    """Nothing of it is known any more."""
    conn.execute(delete(home).where(home.c.leaving_id == func.any(list(case_ids))))
