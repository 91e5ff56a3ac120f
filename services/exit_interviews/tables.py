"""The tables of exit interviews, as the migrations make them."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.asking.tables import make_tables
from shared.db.columns import id_column, instant_column, metadata

META = metadata("exit")

leaving = Table(
    "leaving",
    META,
    id_column(),
    Column("person_id", Uuid),
    Column("spell_id", Uuid, unique=True),
    Column("kind", Text, nullable=False),
    Column("notice_date", Date),
    Column("last_day", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    instant_column("opened_at", nullable=False),
    instant_column("closed_at"),
    Column("department_id", Uuid),
    Column("department", Text),
    Column("department_path", Text),
    Column("function", Text),
    Column("tenure_band", Text),
    Column("country", Text),
    instant_column("told_at"),
    Column("told_by", Uuid),
    Column("aftercare", Text),
)

TABLES = make_tables(META, "form", wishes=True, edited=True)

# Moments that came before HR had said that the person knows (a dismissal).
held = Table(
    "held",
    META,
    Column("touchpoint_id", Uuid, primary_key=True),
    Column("leaving_id", ForeignKey("exit.leaving.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("closes_on", Date, nullable=False),
    instant_column("came_at", nullable=False),
)

# An import of past exit surveys: what it did, and with which mapping.
survey = Table(
    "survey",
    META,
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
    META,
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
    META,
    Column("past_id", ForeignKey("exit.past.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("code", Text, primary_key=True),
)
past_score = Table(
    "past_score",
    META,
    Column("past_id", ForeignKey("exit.past.id", ondelete="CASCADE"), primary_key=True),
    Column("statement", Text, primary_key=True),
    Column("score", Integer, nullable=False),
)

# What HR says that a code of a past survey means, in codes of our catalogue.
laid = Table(
    "laid",
    META,
    Column("code", Text, primary_key=True),
    Column("onto", Text, nullable=False),
    instant_column("laid_at", nullable=False),
    Column("laid_by", Uuid),
)

# Each time that somebody opened what a person let be read with their name.
reading = Table(
    "reading",
    META,
    id_column(),
    Column("leaving_id", ForeignKey("exit.leaving.id", ondelete="CASCADE"), nullable=False),
    Column("account_id", Uuid, nullable=False),
    instant_column("read_at", nullable=False),
    Column("parts", ARRAY(Text), nullable=False),
)
