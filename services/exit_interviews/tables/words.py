"""What people wrote in their own words: its themes, and what may be quoted."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from services.exit_interviews.tables.base import METADATA
from services.exit_interviews.tables.forms import TABLES
from shared.db.columns import instant_column
from shared.themes.tables import make_tables as make_theme_tables

# Themes in what people wrote; "coding" are here the reasons as the interviewer heard them.
THEME_TABLES = make_theme_tables(METADATA, TABLES.released, coding="text_coding")

# Texts that their writer lets be quoted, in batches of five writers at least: where one is taken back, its whole batch
# goes, so that nothing tells whose it was. The mark finds somebody's words again; it tells nobody whose they are.
quotable = Table(
    "quotable",
    METADATA,
    Column("words_id", ForeignKey("exit.words.id", ondelete="CASCADE"), primary_key=True),
    Column("mark", LargeBinary, nullable=False, unique=True),
    Column("batch_id", Uuid, nullable=False, index=True),
    Column("people", Integer, nullable=False),
    Column("quarter", Date, nullable=False),
    Column("path", ARRAY(Text), nullable=False),
    *(Column(f"asked_{language}", Text, nullable=False) for language in ("nl", "en", "fr")),
    Column("readers", Text),
    instant_column("picked_at"),
    Column("picked_by", Uuid),
)
