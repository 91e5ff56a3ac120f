"""The table of conversations, made in the metadata of the service that holds them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Date, Integer, MetaData, Table, Text, Time, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from shared.db.columns import id_column, instant_column
from shared.invitation.tables import InvitationTables


@dataclass(frozen=True)
class TalkTables:
    """Where a service keeps its conversations, and the invitations whose links lead to them."""

    talk: Table
    invited: InvitationTables
    # Where a conversation belongs to more than one request (a case): the requests, of the same employment.
    requests: Table | None = None


def make_tables(metadata: MetaData, invited: InvitationTables, requests: Table | None = None) -> TalkTables:
    """Describe the table that ``ddl`` makes."""
    talk = Table(
        "talk",
        metadata,
        id_column(),
        Column("subject_id", Uuid, nullable=False, unique=True),
        Column("touchpoint_id", Uuid),
        Column("person_id", Uuid),
        Column("spell_id", Uuid),
        Column("moment", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("reason", Text),
        Column("account_id", Uuid),
        Column("chosen", Boolean, nullable=False, server_default="false"),
        Column("refused", ARRAY(Uuid), nullable=False, server_default="{}"),
        Column("first_day", Date, nullable=False),
        Column("last_day", Date, nullable=False),
        Column("last_until", Time),
        Column("minutes", Integer, nullable=False),
        Column("ways", ARRAY(Text), nullable=False, server_default="{}"),
        Column("how", Text),
        Column("themes", ARRAY(Text), nullable=False, server_default="{}"),
        instant_column("starts_at"),
        instant_column("ends_at"),
        Column("event_id", Uuid),
        Column("sequence", Integer, nullable=False, server_default="0"),
        instant_column("offered_at", nullable=False),
        instant_column("remind_at"),
        instant_column("reminded_at"),
        instant_column("ended_at"),
    )
    return TalkTables(talk, invited, requests)
