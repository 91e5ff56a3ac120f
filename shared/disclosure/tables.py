"""The tables of released answers, made in the metadata of the service that asked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from shared.db.columns import id_column


@dataclass(frozen=True)
class ReleasedTables:
    """Where a service keeps circles, how often each answer was given in them, and what was written."""

    circle: Table
    tally: Table
    words: Table

    @property
    def schema(self) -> str:
        """The schema of the service."""
        return str(self.circle.schema)


def make_tables(metadata: MetaData) -> ReleasedTables:
    """Describe the tables that ``ddl.version_1`` makes."""
    circle = Table(
        "circle",
        metadata,
        id_column(),
        Column("questionnaire", Text, nullable=False),
        Column("question", Text, nullable=False),
        Column("in_words", Boolean, nullable=False),
        Column("people", Integer, nullable=False),
        Column("quarter", Date, nullable=False),
        Column("path", ARRAY(Text), nullable=False),
        *(Column(name, Text) for name in ("function", "tenure_band", "age_band", "leave_kind", "country")),
        Column("sample", Boolean, nullable=False),
        CheckConstraint("people >= CASE WHEN in_words THEN 10 ELSE 5 END", name="enough_people"),
        CheckConstraint("quarter = date_trunc('quarter', quarter::timestamp)::date", name="quarter"),
        CheckConstraint("substr(id::text, 15, 1) = '4'", name="id_has_no_order"),
    )
    Index(None, circle.c.questionnaire, circle.c.question, circle.c.quarter)
    tally = Table(
        "tally",
        metadata,
        Column("circle_id", ForeignKey(circle.c.id, ondelete="CASCADE"), primary_key=True),
        Column("value", Text, primary_key=True),
        Column("people", Integer, nullable=False),
        CheckConstraint("people > 0", name="somebody"),
    )
    words = Table(
        "words",
        metadata,
        id_column(),
        Column("circle_id", ForeignKey(circle.c.id, ondelete="CASCADE"), nullable=False, index=True),
        Column("text", Text, nullable=False),
        CheckConstraint("substr(id::text, 15, 1) = '4'", name="id_has_no_order"),
    )
    return ReleasedTables(circle, tally, words)
