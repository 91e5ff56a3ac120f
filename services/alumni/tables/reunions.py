"""Reunions, who comes, what comes after, and what members propose."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.alumni.tables.base import METADATA, NO, NOTHING, of_member
from shared.db.columns import id_column, instant_column

reunion = Table(
    "reunion",
    METADATA,
    id_column(),
    *(Column(name, Text, nullable=False) for name in ("title", "body", "place")),
    Column("access", Text, nullable=False, server_default=text("''")),
    instant_column("starts_at", nullable=False),
    instant_column("ends_at", nullable=False),
    Column("capacity", Integer),
    Column("guests_max", Integer, nullable=False, server_default=text("0")),
    Column("answer_by", Date, nullable=False),
    Column("sequence", Integer, nullable=False, server_default=text("0")),
    Column("state", Text, nullable=False, server_default=text("'draft'")),
    instant_column("created_at", nullable=False),
    Column("created_by", Uuid),
    instant_column("invited_at"),
    Column("invited", Integer),
    instant_column("reminded_at"),
    Column("map_link", Text, nullable=False, server_default=text("''")),
    Column("questions", JSONB, nullable=False, server_default=text("'[]'")),
    *(Column(name, JSONB, nullable=False, server_default=NOTHING) for name in ("segment", "texts")),
    instant_column("nudged_at"),
)


attendance = Table(
    "attendance",
    METADATA,
    id_column(),
    Column("reunion_id", Uuid, ForeignKey("alumni.reunion.id"), nullable=False),
    Column("member_id", Uuid, ForeignKey("alumni.member.id"), nullable=False),
    Column("turn", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("guests", Integer, nullable=False, server_default=text("0")),
    Column("diet", Text, nullable=False, server_default=text("''")),
    instant_column("offered_until"),
    Column("asked_again", Boolean, nullable=False, server_default=NO),
    Column("sequence", Integer, nullable=False, server_default=text("0")),
    instant_column("at", nullable=False),
    instant_column("changed_at", nullable=False),
    instant_column("arrived_at"),
    Column("answers", JSONB, nullable=False, server_default=NOTHING),
    UniqueConstraint("reunion_id", "member_id"),
    UniqueConstraint("reunion_id", "turn"),
)


def _of_reunion(**options: Any) -> Column[Any]:
    return Column("reunion_id", Uuid, ForeignKey("alumni.reunion.id"), **options)


reunion_cost = Table(
    "reunion_cost",
    METADATA,
    id_column(),
    _of_reunion(nullable=False),
    Column("words", Text, nullable=False),
    Column("amount", Numeric(12, 2), nullable=False),
)


reunion_thanks = Table(
    "reunion_thanks",
    METADATA,
    _of_reunion(primary_key=True),
    Column("photos", Text, nullable=False, server_default=text("''")),
    Column("words", Text, nullable=False),
    instant_column("leaves_at", nullable=False),
    Column("held", Boolean, nullable=False, server_default=NO),
    instant_column("sent_at"),
    Column("letters", Integer),
    Column("written_by", Uuid),
)


proposal = Table(
    "proposal",
    METADATA,
    id_column(),
    of_member("member_id"),
    *(Column(name, Text, nullable=False) for name in ("title", "idea")),
    *(Column(name, Text, nullable=False, server_default=text("''")) for name in ("place", "period")),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    instant_column("at", nullable=False),
    instant_column("decided_at"),
    Column("decided_by", Uuid),
    _of_reunion(),
)
