"""The table of clock, as its migration makes it."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from shared.db.columns import instant_column, metadata

META = metadata("clock")

tick = Table(
    "tick",
    META,
    Column("name", Text, primary_key=True),
    instant_column("last_fired_at", nullable=False),
)
