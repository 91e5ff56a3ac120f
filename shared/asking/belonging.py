"""To whom requests belong: they follow a person who becomes another, or nobody."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Connection,
    Uuid,
    bindparam,
    column,
    delete,
    exists,
    func,
    select,
    table,
    update,
)

from shared.asking.model import OPEN
from shared.asking.tables import AskingTables

# People publishes more; this is what follows a person who becomes another, or nobody.
_career = table(
    "career_v1",
    column("person_id", Uuid),
    column("spell_id", Uuid),
    column("sample", Boolean),
    schema="people",
)


def subjects_of(conn: Connection, tables: AskingTables, person_ids: Collection[UUID]) -> list[UUID]:
    """Return all requests to these people."""
    request = tables.request
    query = select(request.c.id).where(request.c.person_id == func.any(list(person_ids)))
    return list(conn.execute(query).scalars())


def rehome(conn: Connection, tables: AskingTables, person_ids: Collection[UUID]) -> None:
    """Let what is over follow its employment from one record of a person to the other."""
    request, ids = tables.request, list(person_ids)
    moved = conn.execute(
        update(request)
        .values(person_id=_career.c.person_id)
        .where(
            request.c.person_id == func.any(ids),
            _career.c.person_id == func.any(ids),
            _career.c.spell_id == request.c.spell_id,
            request.c.person_id != _career.c.person_id,
            request.c.state != OPEN,
        )
        .returning(request.c.id, _career.c.person_id)
    ).all()
    if moved:
        invitation = tables.asked.invited.invitation
        conn.execute(
            update(invitation)
            .where(invitation.c.subject_id == bindparam("request"))
            .values(person_id=bindparam("person")),
            [{"request": row.id, "person": row.person_id} for row in moved],
        )


def erase(conn: Connection, tables: AskingTables, person_ids: Collection[UUID]) -> None:
    """Let no request know these people any more; that somebody took part stays, without whom.

    Whom people took out altogether (a sample that was removed) never took part.
    """
    request = tables.request
    theirs = request.c.person_id == func.any(list(person_ids))
    real = exists().where(_career.c.person_id == request.c.person_id, ~_career.c.sample)
    conn.execute(delete(request).where(theirs, ~real))
    conn.execute(request.update().where(theirs).values(person_id=None, spell_id=None))


def sample_here(conn: Connection) -> bool:
    """Whether there are invented people in the house."""
    return bool(conn.scalar(select(exists().where(_career.c.sample))))
