"""HR's own editions of the reasons in the database, and which version of a form asks for which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from services.exit_interviews.domain import editions as domain
from services.exit_interviews.domain.reasons import Reasons
from services.exit_interviews.policy import latest_reasons
from services.exit_interviews.tables.reasons import edition
from shared.db.engine import engine_for

_published = edition.c.published_at.is_not(None)


# A version of a form asks for what was in force when it was published; one that is being written, for what is now.
_ASKED_BY = text("""
    SELECT number, tree FROM exit.edition WHERE published_at <= coalesce(
        (SELECT published_at FROM exit.questionnaire WHERE key = :key AND version = :version), 'infinity')
    ORDER BY number DESC LIMIT 1
""")


def asked_by(key: str, version: int) -> Reasons | None:
    """Return the edition that a version of HR's asks for; None where there was none yet."""
    with engine_for("exit").connect() as conn:
        row = conn.execute(_ASKED_BY, {"key": key, "version": version}).one_or_none()
    return domain.read(row.tree, row.number) if row else None


def in_force(conn: Connection) -> tuple[int, Mapping[str, Any]]:
    """Return the catalogue that is asked for now, and its number; 0 is ours."""
    query = select(edition).where(_published).order_by(edition.c.number.desc()).limit(1)
    row = conn.execute(query).one_or_none()
    return (row.number, row.tree) if row else (0, domain.begin(latest_reasons()))


def draft(conn: Connection, *, lock: bool = False) -> Any | None:
    """Return the edition that is being written."""
    query = select(edition).where(edition.c.published_at.is_(None))
    return conn.execute(query.with_for_update() if lock else query).one_or_none()


def published(conn: Connection) -> list[Any]:
    """Return all editions, the newest first."""
    return list(conn.execute(select(edition).where(_published).order_by(edition.c.number.desc())))


def known(conn: Connection) -> frozenset[str]:
    """Return every code that people were ever asked for."""
    return domain.codes(in_force(conn)[1])


def has(conn: Connection, code: str) -> bool:
    """Say whether a code is one of the catalogue; what is retired still is."""
    return code in known(conn)


def write(conn: Connection, number: int, tree: Mapping[str, Any], account_id: UUID, now: datetime) -> None:
    """Keep what is being written."""
    values = {"tree": dict(tree), "changed_at": now, "changed_by": account_id}
    row = insert(edition).values(number=number, **values)
    conn.execute(row.on_conflict_do_update(index_elements=["number"], set_=values))


def publish(conn: Connection, number: int, account_id: UUID, now: datetime) -> None:
    """Let it count from now on; the database keeps it as it is."""
    conn.execute(
        update(edition)
        .where(edition.c.number == number, edition.c.published_at.is_(None))
        .values(published_at=now, published_by=account_id)
    )


def discard(conn: Connection) -> None:
    """Throw what is being written away."""
    conn.execute(delete(edition).where(edition.c.published_at.is_(None)))


def take_turn(conn: Connection) -> None:
    """Wait until nobody else is writing an edition; until the end of this transaction it is our turn."""
    conn.execute(select(func.pg_advisory_xact_lock(func.hashtext("exit.edition"))))
