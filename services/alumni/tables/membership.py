"""Who is a member, and what they agreed to."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.alumni.tables.base import METADATA, NO, NOTHING
from shared.db.columns import id_column, instant_column

# Somebody asked to stay in touch, or was asked whether they want to. Names and addresses are not here: what a stranger
# tells goes through the front door to people (shared/frontdoor).
application = Table(
    "application",
    METADATA,
    id_column(),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("address_hash", LargeBinary),
    Column("person_id", Uuid),
    Column("touchpoint_id", Uuid, unique=True),
    Column("subjects", ARRAY(Text), nullable=False, server_default=NOTHING),
    Column("language", Text),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    instant_column("asked_at", nullable=False),
    instant_column("expires_at", nullable=False),
    instant_column("confirmed_at"),
    instant_column("ended_at"),
)


# One a person. What they want follows from the ledger and from nothing else: a trigger sees to it.
member = Table(
    "member",
    METADATA,
    id_column(),
    Column("person_id", Uuid, unique=True),
    Column("state", Text, nullable=False),
    Column("news", Boolean, nullable=False, server_default=NO),
    Column("reunions", Boolean, nullable=False, server_default=NO),
    Column("vacancies", Boolean, nullable=False, server_default=NO),
    Column("language", Text),
    Column("frequency", Text, nullable=False, server_default=text("'each'")),
    Column("paused_until", Date),
    Column("wishes", JSONB, nullable=False, server_default=NOTHING),
    Column("place", Text),
    Column("department", Text),
    Column("function", Text),
    Column("first_year", Integer),
    Column("last_year", Integer),
    Column("spoken", Text),
    Column("link_no", Integer, nullable=False, server_default=text("1")),
    Column("merged_from", Uuid),
    instant_column("joined_at", nullable=False),
    instant_column("changed_at", nullable=False),
)


# What somebody agreed to or took back: when, how, and by whose hand. Rows are only ever added.
consent = Table(
    "consent",
    METADATA,
    id_column(),
    # In the order in which it was said, also within one instant.
    Column("no", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("member_id", Uuid, ForeignKey("alumni.member.id"), nullable=False),
    Column("subject", Text, nullable=False),
    Column("given", Boolean, nullable=False),
    Column("how", Text, nullable=False),
    Column("hand", Text, nullable=False),
    Column("evidence", JSONB, nullable=False, server_default=NOTHING),
    instant_column("at", nullable=False),
)
