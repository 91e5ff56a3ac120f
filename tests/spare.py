"""A database that a test has used, made as it was: a tenth of what a new copy of the template costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

# What grew by more than this is not worth cleaning, and its statistics would speak of a house that is gone.
MOST_GROWN = 8 * 2**20
PATIENCE = "2s"

# Everything about the shape of a database that a test can change, with rights; a copy has the same object ids.
_SHAPE = """
    SELECT md5(concat_ws('|',
        (SELECT string_agg(concat_ws(' ', oid, relacl, relrowsecurity), ',' ORDER BY oid)
         FROM pg_class WHERE oid >= 16384),
        (SELECT string_agg(concat_ws(' ', attrelid, attnum, attisdropped, attnotnull, attacl), ','
                           ORDER BY attrelid, attnum) FROM pg_attribute WHERE attrelid >= 16384),
        (SELECT string_agg(concat_ws(' ', oid, adbin), ',' ORDER BY oid) FROM pg_attrdef),
        (SELECT string_agg(concat_ws(' ', oid, nspacl), ',' ORDER BY oid) FROM pg_namespace),
        (SELECT string_agg(concat_ws(' ', oid, tgenabled), ',' ORDER BY oid) FROM pg_trigger),
        (SELECT string_agg(concat_ws(' ', oid, xmin, proacl), ',' ORDER BY oid) FROM pg_proc WHERE oid >= 16384),
        (SELECT string_agg(concat_ws(' ', oid, convalidated), ',' ORDER BY oid) FROM pg_constraint),
        (SELECT string_agg(concat_ws(' ', oid, xmin), ',' ORDER BY oid) FROM pg_policy),
        (SELECT string_agg(concat_ws(' ', oid, ev_enabled), ',' ORDER BY oid) FROM pg_rewrite WHERE oid >= 16384),
        (SELECT count(*) FROM pg_default_acl),
        (SELECT string_agg(concat_ws(' ', s.setrole, s.setconfig), ',' ORDER BY s.setrole) FROM pg_db_role_setting s
         JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()),
        (SELECT concat_ws(' ', datacl, datconnlimit) FROM pg_database WHERE datname = current_database())
    ))
"""
_TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.oid >= 16384 AND pg_relation_size(c.oid) > 0 ORDER BY 1, 2
"""
_SEQUENCES = "SELECT schemaname, sequencename, start_value, last_value FROM pg_sequences"
_OTHERS = """
    SELECT count(pg_terminate_backend(pid, 2000)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Fresh:
    """How a database is that nobody has used: its shape, what lies in it, how far its sequences are."""

    shape: str
    size: int
    rows: dict[tuple[str, str], bytes]
    sequences: tuple[tuple[str, str, int, int | None], ...]


def look_at(url: str) -> Fresh:
    """Return how the database at ``url`` is."""
    with psycopg.connect(url) as conn:
        tables = conn.execute(_TABLES).fetchall()
        return Fresh(
            shape=_one(conn, _SHAPE),
            size=_one(conn, "SELECT pg_database_size(current_database())"),
            rows={table: data for table in tables if (data := _copied(conn, table))},
            sequences=tuple(conn.execute(_SEQUENCES).fetchall()),
        )


def make_fresh(url: str, fresh: Fresh) -> bool:
    """Make the database at ``url`` as ``fresh`` again; return whether that could be done."""
    try:
        with psycopg.connect(url) as conn:
            conn.execute(f"SET lock_timeout = '{PATIENCE}'")
            conn.execute("SET session_replication_role = replica")
            conn.execute(_OTHERS)
            grown = _one(conn, "SELECT pg_database_size(current_database())") - fresh.size
            if grown > MOST_GROWN or _one(conn, _SHAPE) != fresh.shape:
                return False
            for table in conn.execute(_TABLES).fetchall():
                conn.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(*table)))
            for table, data in fresh.rows.items():
                with conn.cursor().copy(_COPY_IN.format(sql.Identifier(*table))) as copy:
                    copy.write(data)
            for schema, name, start, last in fresh.sequences:
                place = sql.Identifier(schema, name).as_string(conn)
                conn.execute("SELECT setval(%s, %s, %s)", (place, last or start, last is not None))
    except psycopg.Error:
        return False
    return True


_COPY_IN = sql.SQL("COPY {} FROM STDIN (FORMAT binary)")
_COPY_OUT = sql.SQL("COPY {} TO STDOUT (FORMAT binary)")
# A binary copy of nothing: head and tail.
_NOTHING = 21


def _copied(conn: psycopg.Connection, table: tuple[str, str]) -> bytes:
    with conn.cursor().copy(_COPY_OUT.format(sql.Identifier(*table))) as copy:
        data = b"".join(bytes(part) for part in copy)
    return data if len(data) > _NOTHING else b""


def _one(conn: psycopg.Connection, statement: str) -> Any:
    [found] = conn.execute(statement).fetchone() or (None,)
    return found
