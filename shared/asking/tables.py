"""The table of requests, made in the metadata of the service that asks, under the name that it has there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Date, DateTime, Integer, MetaData, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from shared.db.columns import id_column, instant_column
from shared.questionnaire.library.tables import LibraryTables
from shared.questionnaire.library.tables import make_tables as make_library_tables
from shared.questionnaire.tables import QuestionnaireTables
from shared.questionnaire.tables import make_tables as make_questionnaire_tables


@dataclass(frozen=True)
class AskingTables:
    """Where a service keeps its requests, and what it asks with them."""

    request: Table
    asked: QuestionnaireTables
    library: LibraryTables


def make_tables(metadata: MetaData, name: str) -> AskingTables:
    """Describe the tables that ``ddl`` makes; ``name`` is what one request is called there."""
    request = Table(
        name,
        metadata,
        id_column(),
        Column("touchpoint_id", Uuid, nullable=False, unique=True),
        Column("person_id", Uuid),
        Column("spell_id", Uuid),
        Column("moment", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("reason", Text),
        instant_column("opened_at", nullable=False),
        instant_column("invited_at"),
        instant_column("remind_at"),
        Column("remind_later", ARRAY(DateTime(timezone=True)), nullable=False, server_default="{}"),
        instant_column("reminded_at"),
        Column("reminders", Integer, nullable=False, server_default="0"),
        Column("closes_on", Date, nullable=False),
        instant_column("closes_at", nullable=False),
        instant_column("ended_at"),
        Column("delivery", Text),
    )
    return AskingTables(request, make_questionnaire_tables(metadata), make_library_tables(metadata))
