"""The tables of themes, made in the metadata of the service that asks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from shared.db.columns import id_column, instant_column
from shared.disclosure.tables import ReleasedTables


@dataclass(frozen=True)
class ThemeTables:
    """Where a service keeps its themes, what was decided about which text, and how often a theme is in which circle."""

    theme: Table
    coding: Table
    coding_theme: Table
    circle_read: Table
    theme_tally: Table

    @property
    def schema(self) -> str:
        """The schema of the service."""
        return str(self.theme.schema)


def make_tables(metadata: MetaData, released: ReleasedTables, *, coding: str = "coding") -> ThemeTables:
    """Describe the tables that ``ddl`` makes; ``coding`` as it is called there."""
    theme = Table(
        "theme",
        metadata,
        id_column(),
        Column("questionnaire", Text, nullable=False),
        *(Column(f"name_{language}", Text, nullable=False) for language in ("nl", "en", "fr")),
        Column("side", Text, nullable=False),
        Column("words", ARRAY(Text), nullable=False),
        Column("made_by", Uuid, nullable=False),
        instant_column("made_at", nullable=False),
        instant_column("ended_at"),
    )
    decided = Table(
        coding,
        metadata,
        id_column(),
        Column("words_id", ForeignKey(released.words.c.id, ondelete="CASCADE"), nullable=False),
        Column("decided_by", Uuid, nullable=False),
        instant_column("decided_at", nullable=False),
        Column("stands", Boolean, nullable=False),
        Column("previous_id", Uuid),
    )
    coding_theme = Table(
        f"{coding}_theme",
        metadata,
        Column("coding_id", ForeignKey(decided.c.id, ondelete="CASCADE"), primary_key=True),
        Column("theme_id", ForeignKey(theme.c.id), primary_key=True),
        Column("suggested", Boolean, nullable=False),
        Column("taken", Boolean, nullable=False),
    )
    circle_read = Table(
        "circle_read",
        metadata,
        Column("circle_id", ForeignKey(released.circle.c.id, ondelete="CASCADE"), primary_key=True),
        Column("texts", Integer, nullable=False),
    )
    theme_tally = Table(
        "theme_tally",
        metadata,
        Column("circle_id", ForeignKey(circle_read.c.circle_id, ondelete="CASCADE"), primary_key=True),
        Column("theme_id", ForeignKey(theme.c.id), primary_key=True, index=True),
        Column("texts", Integer, nullable=False),
    )
    return ThemeTables(theme, decided, coding_theme, circle_read, theme_tally)
