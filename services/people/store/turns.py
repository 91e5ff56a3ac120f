"""Whose turn it is: an import that is applied works alone, everything about one person goes beside one another."""

from __future__ import annotations

from sqlalchemy import Connection, text

_LOCK = 7_735_001


def beside_others(conn: Connection) -> None:
    """Wait while an import is applied; taken before the first row is locked, so that nobody waits crosswise."""
    conn.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), {"lock": _LOCK})


def alone(conn: Connection) -> None:
    """Wait until nobody changes people, and let nobody until this transaction ends."""
    conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
