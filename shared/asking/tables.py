"""The table of requests, made in the metadata of the service that asks, under the name that it has there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Date, DateTime, ForeignKey, Integer, MetaData, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.db.columns import id_column, instant_column
from shared.disclosure.tables import ReleasedTables
from shared.disclosure.tables import make_tables as make_released_tables
from shared.questionnaire.library.tables import LibraryTables
from shared.questionnaire.library.tables import make_tables as make_library_tables
from shared.questionnaire.tables import QuestionnaireTables
from shared.questionnaire.tables import make_tables as make_questionnaire_tables


@dataclass(frozen=True)
class AskingTables:
    """Where a service keeps its requests, what it asks with them, and what became figures."""

    request: Table
    asked: QuestionnaireTables
    released: ReleasedTables
    # Where HR makes questionnaires of its own.
    library: LibraryTables | None = None
    # Where people may ask for a talk.
    wish: Table | None = None


def make_tables(metadata: MetaData, name: str, *, wishes: bool = False, edited: bool = False) -> AskingTables:
    """Describe the tables that ``ddl`` makes; ``name`` is what one request is called there.

    With ``wishes`` people may ask for a talk (``wish.ddl``), with ``edited`` HR writes questionnaires of its own
    (``ddl.version_4``).
    """
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
    asked = make_questionnaire_tables(metadata)
    released = make_released_tables(metadata)
    library = make_library_tables(metadata) if edited else None
    return AskingTables(request, asked, released, library, _wish(metadata, request) if wishes else None)


def _wish(metadata: MetaData, request: Table) -> Table:
    return Table(
        "wish",
        metadata,
        id_column(),
        Column("request_id", ForeignKey(request.c.id, ondelete="CASCADE"), nullable=False),
        Column("whom", Text),
        Column("named", Text),
        Column("about", Text),
        Column("reach", Text),
        Column("shown", JSONB, nullable=False),
        Column("state", Text, nullable=False),
        Column("asked_on", Date, nullable=False),
        Column("due_on", Date, nullable=False),
        instant_column("ended_at"),
        Column("ended_by", Uuid),
    )
