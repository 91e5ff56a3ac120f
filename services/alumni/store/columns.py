"""What HR said of the columns of a list, for the next file of the same columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as upsert

from services.alumni.tables.coming_in import list_mapping


def mapping_for(conn: Connection, signature: str) -> Any | None:
    """Return what was said of these columns; None where nobody had to."""
    query = select(list_mapping.c.mapping).where(list_mapping.c.signature == signature)
    return conn.scalar(query)


def keep_mapping(conn: Connection, signature: str, mapping: Mapping[str, Any], now: datetime) -> None:
    """Keep it; what was said before gives way."""
    changed = {"mapping": dict(mapping), "changed_at": now}
    made = upsert(list_mapping).values(signature=signature, **changed)
    conn.execute(made.on_conflict_do_update(index_elements=["signature"], set_=changed))
