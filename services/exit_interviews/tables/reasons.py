"""The catalogue of reasons in the editions of HR, and what each of its words is called."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from services.exit_interviews.tables.base import METADATA
from shared.db.columns import instant_column

# What our own reasons are called in every layer, for who counts them; migrations fill it.
reason_word = Table(
    "reason_word",
    METADATA,
    Column("code", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("nl", "en", "fr")),
)

# HR's own editions of the catalogue of reasons, whole; one of them may be being written.
edition = Table(
    "edition",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("tree", JSONB, nullable=False),
    instant_column("changed_at", nullable=False),
    Column("changed_by", Uuid, nullable=False),
    instant_column("published_at"),
    Column("published_by", Uuid),
)
