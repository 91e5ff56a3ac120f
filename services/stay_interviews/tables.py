"""The tables of stay interviews, as the migrations make them."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Table, Text, Uuid

from shared.appointment.tables import make_tables as make_talk_tables
from shared.asking.tables import make_tables
from shared.db.columns import id_column, instant_column, metadata
from shared.themes.tables import make_tables as make_theme_tables

META = metadata("stay")
TABLES = make_tables(META, "interview", wishes=True, edited=True)
THEME_TABLES = make_theme_tables(META, TABLES.released)
TALK_TABLES = make_talk_tables(META, TABLES.asked.invited)

note = Table(
    "note",
    META,
    Column("talk_id", Uuid, ForeignKey("stay.talk.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("text", Text, nullable=False),
    instant_column("written_at", nullable=False),
    instant_column("shared_at"),
    instant_column("agree_by"),
    instant_column("corrected_at"),
    instant_column("agreed_at"),
)

promise = Table(
    "promise",
    META,
    id_column(),
    Column("talk_id", Uuid, ForeignKey("stay.talk.id", ondelete="CASCADE"), nullable=False),
    Column("what", Text, nullable=False),
    Column("keeper_id", Uuid, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("remind_on", Date),
    Column("done", Text),
    instant_column("ended_at"),
    Column("helped", Text),
)
