"""Who leaves, and how that stands: what waited, how they are reached, how a dismissal was prepared, what HR saw to."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.exit_interviews.tables.base import METADATA, of_leaving
from shared.db.columns import id_column, instant_column

leaving = Table(
    "leaving",
    METADATA,
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
    Column("network", ARRAY(Text)),
    instant_column("network_at"),
    Column("later", Text),
    # Where its latest form stands; the database writes it (aftercare and what is asked half a year on are none).
    Column("asked_form", Uuid),
    Column("asked_state", Text),
    Column("asked_delivery", Text),
)

# Moments that came before HR had said that the person knows (a dismissal).
held = Table(
    "held",
    METADATA,
    Column("touchpoint_id", Uuid, primary_key=True),
    of_leaving(nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("closes_on", Date, nullable=False),
    instant_column("came_at", nullable=False),
)

# How somebody is reached after the last day; the address itself is with people alone.
home = Table(
    "home",
    METADATA,
    of_leaving(primary_key=True),
    Column("ask_hash", LargeBinary, unique=True),
    instant_column("asked_at"),
    Column("asked_by", Uuid),
    Column("caller_id", Uuid, unique=True),
    Column("confirm_hash", LargeBinary, unique=True),
    Column("letter_id", Uuid),
    Column("language", Text),
    instant_column("given_at"),
    instant_column("expires_at"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("tried_on", Date),
    instant_column("confirmed_at"),
    Column("trouble", Text),
)

# The talk that brings a dismissal: how it was prepared, under seal, and that it was held.
dismissal = Table(
    "dismissal",
    METADATA,
    of_leaving(primary_key=True),
    Column("words", LargeBinary),
    instant_column("written_at"),
    Column("written_by", Uuid),
    instant_column("prepared_at"),
    Column("prepared_by", Uuid),
    Column("held_on", Date),
    Column("present", ARRAY(Text), nullable=False, server_default="{}"),
)

# What HR has seen to at the end of a leaving.
checked = Table(
    "checked",
    METADATA,
    of_leaving(primary_key=True),
    Column("item", Text, primary_key=True),
    instant_column("checked_at", nullable=False),
    Column("checked_by", Uuid, nullable=False),
)

# Each time that somebody opened what a person let be read with their name.
reading = Table(
    "reading",
    METADATA,
    id_column(),
    of_leaving(nullable=False),
    Column("account_id", Uuid, nullable=False),
    instant_column("read_at", nullable=False),
    Column("parts", ARRAY(Text), nullable=False),
)

# A row for each move among the cases, see shared/db/kept.py; the database writes it.
moved = Table("moved", METADATA, Column("lot", BigInteger, nullable=False))
