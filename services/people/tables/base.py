"""What all tables of people have in common."""

from __future__ import annotations

from sqlalchemy import text

from shared.db.columns import metadata

METADATA = metadata("people")
NO = text("false")
EMPTY = text("''")
NOTHING = text("'{}'")
