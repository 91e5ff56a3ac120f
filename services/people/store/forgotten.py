"""Numbers of people who were forgotten, as keyed hashes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from services.people.tables.persons import forgotten_number


def digests(conn: Connection) -> frozenset[bytes]:
    """Return all of them."""
    return frozenset(bytes(one) for one in conn.execute(select(forgotten_number.c.digest)).scalars())


def add(conn: Connection, digest: bytes, on: date) -> None:
    """Remember one."""
    conn.execute(insert(forgotten_number).values(digest=digest, forgotten_on=on).on_conflict_do_nothing())
