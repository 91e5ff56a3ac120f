"""Which pictures newsletters have; what is in them lies on disk."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, text

from services.alumni.tables.newsletters import picture

# What no newsletter shows any more, and no draft of one; what somebody wrote before and may take back counts too.
_UNUSED = text("""
    SELECT p.id FROM alumni.picture p WHERE p.added_at < :before
      AND NOT EXISTS (SELECT FROM alumni.issue_text t WHERE position(p.id::text IN t.body) > 0)
      AND NOT EXISTS (SELECT FROM alumni.issue_version v JOIN alumni.issue i ON i.id = v.issue_id
                      WHERE i.state = 'draft' AND position(p.id::text IN v.body) > 0)
    LIMIT 200
""")


def add(conn: Connection, values: Mapping[str, Any]) -> None:
    """Write that there is a picture."""
    conn.execute(insert(picture).values(**values))


def kind_of(conn: Connection, picture_id: UUID) -> str | None:
    """Return of which kind a picture is; None where we have none."""
    found: str | None = conn.scalar(select(picture.c.kind).where(picture.c.id == picture_id))
    return found


def known(conn: Connection, ids: Collection[UUID]) -> set[UUID]:
    """Return which of these we have."""
    if not ids:
        return set()
    return set(conn.execute(select(picture.c.id).where(picture.c.id.in_(ids))).scalars())


def all_known(conn: Connection) -> set[UUID]:
    """Return all that we have."""
    return set(conn.execute(select(picture.c.id)).scalars())


def unused(conn: Connection, before: datetime) -> set[UUID]:
    """Return what was added before an instant and is shown nowhere."""
    return set(conn.execute(_UNUSED, {"before": before}).scalars())


def remove(conn: Connection, ids: Collection[UUID]) -> None:
    """Strike them off."""
    conn.execute(delete(picture).where(picture.c.id.in_(ids)))
