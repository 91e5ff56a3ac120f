"""What all tables of the network have in common."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Uuid, text

from shared.db.columns import metadata

METADATA = metadata("alumni")
NO = text("false")
NOTHING = text("'{}'")


def of_member(name: str, **options: Any) -> Column[Any]:
    """Return a column that says whose it is."""
    return Column(name, Uuid, ForeignKey("alumni.member.id"), **{"nullable": False, **options})
