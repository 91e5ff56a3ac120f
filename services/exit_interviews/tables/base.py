"""What all tables of exit interviews have in common."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey

from shared.db.columns import metadata

METADATA = metadata("exit")


def of_leaving(**options: Any) -> Column[Any]:
    """Return a column that says of which leaving it is, and goes with it."""
    return Column("leaving_id", ForeignKey("exit.leaving.id", ondelete="CASCADE"), **options)


def of_talk() -> Column[Any]:
    """Return a key that says of which conversation it is, and goes with it."""
    return Column("talk_id", ForeignKey("exit.talk.id", ondelete="CASCADE"), primary_key=True)
