"""The directory of members: what they tell, and what they write to one another."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from services.alumni.tables.base import METADATA, of_member
from shared.db.columns import id_column, instant_column

# Who wants to be found by other members. The ledger says that they do; a profile is what they tell.
profile = Table(
    "profile",
    METADATA,
    id_column(),
    of_member("member_id", unique=True),
    Column("name", Text, nullable=False),
    *(Column(name, Text, nullable=False, server_default=text("''")) for name in ("city", "field", "about")),
    Column("sort_name", Text, nullable=False),
    Column("words", TSVECTOR, nullable=False),
    instant_column("changed_at", nullable=False),
)


profile_bar = Table(
    "profile_bar",
    METADATA,
    of_member("member_id", primary_key=True),
    instant_column("at", nullable=False),
    Column("barred_by", Uuid),
)


member_block = Table(
    "member_block",
    METADATA,
    of_member("member_id", primary_key=True),
    of_member("blocked_id", primary_key=True),
    instant_column("at", nullable=False),
)


member_message = Table(
    "member_message",
    METADATA,
    id_column(),
    of_member("from_id"),
    of_member("to_id"),
    Column("words", Text, nullable=False),
    instant_column("at", nullable=False),
)


member_report = Table(
    "member_report",
    METADATA,
    id_column(),
    of_member("reporter_id"),
    of_member("about_id"),
    Column("words", Text, nullable=False),
    Column("messages", JSONB, nullable=False, server_default=text("'[]'")),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    instant_column("at", nullable=False),
    instant_column("decided_at"),
    Column("decided_by", Uuid),
)
