"""Exit surveys of before this house."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from services.exit_interviews.tables.base import METADATA
from shared.db.columns import id_column, instant_column

# An import of past exit surveys: what it did, and with which mapping.
survey = Table(
    "survey",
    METADATA,
    id_column(),
    Column("name", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("mapping", JSONB, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("created", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    instant_column("imported_at", nullable=False),
    Column("imported_by", Uuid),
)

# Somebody who left before this house was here, as a survey of then tells it. No name; the id only as a keyed hash.
past = Table(
    "past",
    METADATA,
    id_column(),
    Column("survey", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),
    Column("leave_kind", Text),
    Column("year", Integer),
    Column("month", Date),
    Column("hired_year", Integer),
    Column("department", Text),
    Column("function", Text),
    Column("age_band", Text),
    Column("tenure_band", Text),
    UniqueConstraint("survey", "key"),
)

past_reason = Table(
    "past_reason",
    METADATA,
    Column("past_id", ForeignKey("exit.past.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("code", Text, primary_key=True),
)

past_score = Table(
    "past_score",
    METADATA,
    Column("past_id", ForeignKey("exit.past.id", ondelete="CASCADE"), primary_key=True),
    Column("statement", Text, primary_key=True),
    Column("score", Integer, nullable=False),
)

# What HR says that a code of a past survey means, in codes of our catalogue.
laid = Table(
    "laid",
    METADATA,
    Column("code", Text, primary_key=True),
    Column("onto", Text, nullable=False),
    instant_column("laid_at", nullable=False),
    Column("laid_by", Uuid),
)
