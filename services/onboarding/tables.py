"""The tables of onboarding, as its migrations make them."""

from __future__ import annotations

from sqlalchemy import Column, Date, Table, Text, Uuid

from shared.db.columns import id_column, instant_column, metadata
from shared.questionnaire.tables import make_tables

META = metadata("onboarding")
ASKED = make_tables(META)

checkin = Table(
    "checkin",
    META,
    id_column(),
    Column("touchpoint_id", Uuid, nullable=False, unique=True),
    Column("person_id", Uuid),
    Column("spell_id", Uuid),
    Column("moment", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    instant_column("opened_at", nullable=False),
    instant_column("remind_at"),
    instant_column("reminded_at"),
    Column("closes_on", Date, nullable=False),
    instant_column("closes_at", nullable=False),
    instant_column("ended_at"),
    Column("delivery", Text),
)
