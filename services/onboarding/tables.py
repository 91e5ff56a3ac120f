"""The tables of onboarding, as its migrations make them."""

from __future__ import annotations

from sqlalchemy import Column, Date, Double, Integer, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from shared.asking.tables import make_tables
from shared.db.columns import id_column, metadata
from shared.themes.tables import make_tables as make_theme_tables

META = metadata("onboarding")
TABLES = make_tables(META, "checkin", wishes=True, edited=True)
THEME_TABLES = make_theme_tables(META, TABLES.released)

signal = Table(
    "signal",
    META,
    id_column(),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("path", ARRAY(Text), nullable=False),
    Column("place", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("told", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("found_on", Date, nullable=False),
    Column("seen_on", Date),
    Column("seen_by", Uuid),
    Column("seen_note", Text),
    Column("seen_share", Double),
    UniqueConstraint("kind", "subject", "path", "place"),
)

signal_known = Table(
    "signal_known",
    META,
    Column("kind", Text, primary_key=True),
    Column("path", ARRAY(Text), primary_key=True),
)
