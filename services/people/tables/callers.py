"""Who knocked at the front door."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    Table,
    Text,
    Uuid,
    text,
)

from services.people.tables.base import EMPTY, METADATA
from shared.db.columns import id_column, instant_column

# The front door (shared/frontdoor): whoever left a name and an address with a neighbour, until it is known who it is.
caller = Table(
    "caller",
    METADATA,
    id_column(),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False, server_default=EMPTY),
    Column("language", Text),
    *(Column(name, Integer) for name in ("from_year", "until_year")),
    Column("person_id", Uuid, ForeignKey("people.person.id", ondelete="CASCADE")),
    Column("state", Text, nullable=False, server_default=text("'unconfirmed'")),
    instant_column("called_at", nullable=False),
    instant_column("confirmed_at"),
    # Of a list that HR handed in beside: which list, and what we think of whom.
    Column("list_id", Uuid),
    Column("known_as", Uuid, ForeignKey("people.person.id", ondelete="SET NULL")),
    Column("verdict", Text),
)
