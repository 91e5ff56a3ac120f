"""The log's tables, as SQLAlchemy sees them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from shared.db.columns import instant_column, metadata

METADATA = metadata("eventlog")

fact = Table(
    "fact",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Uuid, nullable=False),
    Column("type", Text, nullable=False),
    Column("person_id", Uuid),
    instant_column("occurred_at", nullable=False),
    Column("body", JSONB, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

checkpoint = Table(
    "checkpoint",
    METADATA,
    Column("follower", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    instant_column("moved_at", nullable=False),
)

parked = Table(
    "parked",
    METADATA,
    Column("follower", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", Uuid),
    Column("attempts", Integer, nullable=False),
    instant_column("next_try_at"),
    Column("error", Text, nullable=False),
    instant_column("parked_at", nullable=False),
)
