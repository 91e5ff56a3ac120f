"""The tables of what HR published and is writing, made in the metadata of the service that asks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from shared.db.columns import instant_column


@dataclass(frozen=True)
class LibraryTables:
    """Where a service keeps published versions, and drafts."""

    questionnaire: Table
    draft: Table


def make_tables(metadata: MetaData) -> LibraryTables:
    """Describe the tables that ``ddl.version_1`` makes."""
    questionnaire = Table(
        "questionnaire",
        metadata,
        Column("key", Text, primary_key=True),
        Column("version", Integer, primary_key=True, autoincrement=False),
        Column("level", Text, nullable=False),
        Column("definition", JSONB, nullable=False),
        instant_column("published_at", nullable=False),
        Column("published_by", Uuid),
        CheckConstraint("version BETWEEN 1 AND 9999", name="version"),
        CheckConstraint("level IN ('named', 'confidential', 'anonymous')", name="level"),
    )
    draft = Table(
        "questionnaire_draft",
        metadata,
        Column("key", Text, primary_key=True),
        Column("definition", JSONB, nullable=False),
        Column("based_on", Integer),
        Column("revision", Integer, nullable=False, server_default="1"),
        Column("remarks", JSONB, nullable=False, server_default="[]"),
        instant_column("begun_at", nullable=False),
        instant_column("changed_at", nullable=False),
        Column("changed_by", Uuid),
        CheckConstraint("revision > 0", name="revision"),
    )
    return LibraryTables(questionnaire, draft)
