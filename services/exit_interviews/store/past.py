"""Past exit surveys in the database: rows by their key, codes that HR laid onto the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from services.exit_interviews.tables.past import laid, past, past_reason, past_score, survey

# One import at a time: two of the same file would both find nothing of it here.
_TURN = text("SELECT pg_advisory_xact_lock(hashtext('exit.past'))")


def take_turn(conn: Connection) -> None:
    """Wait until no other import is at work; until the end of this transaction it is our turn."""
    conn.execute(_TURN)


def known(conn: Connection, name: str, keys: Collection[bytes]) -> dict[bytes, tuple[UUID, str]]:
    """Return the rows of a survey that are here already: id and digest by key."""
    query = select(past.c.key, past.c.id, past.c.digest).where(
        past.c.survey == name, past.c.key == func.any(list(keys))
    )
    return {bytes(row.key): (row.id, row.digest) for row in conn.execute(query)}


def put(
    conn: Connection,
    *,
    fresh: Sequence[Mapping[str, Any]],
    gone: Collection[UUID],
    reasons: Sequence[Mapping[str, Any]],
    scores: Sequence[Mapping[str, Any]],
) -> None:
    """Put rows in with what they say; those of ``gone`` give way to what the file says now."""
    if gone:
        conn.execute(delete(past).where(past.c.id == func.any(list(gone))))
    for table, rows in ((past, fresh), (past_reason, reasons), (past_score, scores)):
        if rows:
            conn.execute(insert(table), list(rows))


def note(conn: Connection, row: Mapping[str, Any]) -> None:
    """Keep what an import did."""
    conn.execute(insert(survey), [dict(row)])


def mapping_for(conn: Connection, signature: str) -> Any | None:
    """Return the mapping that came last with a file of these columns."""
    query = (
        select(survey.c.mapping)
        .where(survey.c.signature == signature)
        .order_by(survey.c.imported_at.desc())
        .limit(1)
    )
    return conn.scalar(query)


def surveys(conn: Connection, *, limit: int) -> Sequence[Any]:
    """Return the imports, the newest first."""
    return conn.execute(
        select(survey).order_by(survey.c.imported_at.desc(), survey.c.id.desc()).limit(limit)
    ).all()


_CODES = text("""
    SELECT r.code, count(DISTINCT r.past_id) AS many, max(l.onto) AS onto
    FROM exit.past_reason r LEFT JOIN exit.laid l ON l.code = r.code
    GROUP BY r.code ORDER BY (max(l.onto) IS NOT NULL), count(DISTINCT r.past_id) DESC, r.code LIMIT :limit
""")


def codes(conn: Connection, *, limit: int) -> Sequence[Any]:
    """Return the reasons of past surveys, how often each was given and where it was laid; the loose ones first."""
    return conn.execute(_CODES, {"limit": limit}).all()


def has_code(conn: Connection, code: str) -> bool:
    """Say whether a past survey gave this reason."""
    return conn.scalar(select(past_reason.c.code).where(past_reason.c.code == code).limit(1)) is not None


def lay(conn: Connection, code: str, onto: str | None, account_id: UUID | None, now: datetime) -> None:
    """Lay a code onto the catalogue, or loose again."""
    if onto is None:
        conn.execute(delete(laid).where(laid.c.code == code))
        return
    values = {"onto": onto, "laid_at": now, "laid_by": account_id}
    conn.execute(
        upsert(laid).values(code=code, **values).on_conflict_do_update(index_elements=["code"], set_=values)
    )
