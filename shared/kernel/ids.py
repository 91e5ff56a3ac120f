"""Identifiers."""

from __future__ import annotations

import os
import time
from uuid import UUID, uuid4


def new_id() -> UUID:
    """Return a time-ordered id (UUID version 7, RFC 9562): rows made together lie together in an index."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return UUID(int=value)


def read_id(written: str | None) -> UUID | None:
    """Return the id that somebody handed in; None where it is none."""
    try:
        return UUID(written or "")
    except ValueError:
        return None


def random_id() -> UUID:
    """Return an id without any order, for rows whose order would betray a person."""
    return uuid4()
