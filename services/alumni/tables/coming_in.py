"""How somebody comes in without knocking: out of a file, or thought of by a member."""

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
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.alumni.tables.base import METADATA, NOTHING
from shared.db.columns import id_column, instant_column

# What HR handed in. Names and addresses of its rows lie at the front door of people, under the same ids.
former_list = Table(
    "former_list",
    METADATA,
    id_column(),
    Column("file_name", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    Column("rows", Integer, nullable=False),
    Column("wrong", JSONB, nullable=False, server_default=text("'[]'")),
    Column("unused", JSONB, nullable=False, server_default=text("'[]'")),
    instant_column("created_at", nullable=False),
    Column("created_by", Uuid),
    instant_column("decided_at"),
)


# What HR said of the columns of a file, under a hash of their names, for the next file of the same columns.
list_mapping = Table(
    "list_mapping",
    METADATA,
    Column("signature", Text, primary_key=True),
    Column("mapping", JSONB, nullable=False),
    instant_column("changed_at", nullable=False),
)


# One row of it: the proof, the years and the work of then; what became of it.
former = Table(
    "former",
    METADATA,
    id_column(),
    Column("list_id", Uuid, ForeignKey("alumni.former_list.id"), nullable=False),
    Column("row", Integer, nullable=False),
    *(Column(name, LargeBinary) for name in ("address_hash", "mail_hash")),
    Column("subjects", ARRAY(Text), nullable=False, server_default=NOTHING),
    Column("agreed_on", Date),
    Column("agreed_how", Text),
    Column("language", Text),
    *(Column(name, Integer) for name in ("from_year", "until_year")),
    *(Column(name, Text) for name in ("place", "department", "function")),
    Column("state", Text, nullable=False, server_default=text("'listed'")),
    Column("why", Text),
    Column("member_id", Uuid, ForeignKey("alumni.member.id")),
    instant_column("ended_at"),
    UniqueConstraint("list_id", "row"),
)


# To whom the one question went that a file or a colleague may bring, as a keyed hash of the address: never twice.
asked_once = Table(
    "asked_once",
    METADATA,
    Column("address_hash", LargeBinary, primary_key=True),
    Column("source", Text, nullable=False),
    instant_column("at", nullable=False),
)


# Somebody whom a member thought of; whom, nobody can read from it.
recommendation = Table(
    "recommendation",
    METADATA,
    id_column(),
    # The question that went out; none where that person was asked before.
    Column("application_id", Uuid, ForeignKey("alumni.application.id"), unique=True),
    Column("member_id", Uuid, ForeignKey("alumni.member.id"), nullable=False),
    instant_column("at", nullable=False),
)
