"""The tables of journey, as its migrations make them."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from shared.db.columns import id_column, instant_column, metadata

META = metadata("journey")

plan = Table(
    "plan",
    META,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("rules", JSONB, nullable=False),
    instant_column("in_use_from", nullable=False),
)

touchpoint = Table(
    "touchpoint",
    META,
    id_column(),
    Column("person_id", Uuid, nullable=False),
    Column("spell_id", Uuid, nullable=False),
    Column("programme", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("plan_version", Integer, ForeignKey("journey.plan.version"), nullable=False),
    Column("anchor_date", Date, nullable=False),
    Column("due_date", Date, nullable=False),
    instant_column("send_at", nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    instant_column("released_at"),
    instant_column("planned_at", nullable=False),
    UniqueConstraint("person_id", "spell_id", "programme", "rule", "occurrence"),
)

stop = Table(
    "stop",
    META,
    id_column(),
    instant_column("stopped_at", nullable=False),
    Column("stopped_by", Uuid, nullable=False),
    instant_column("lifted_at"),
    Column("lifted_by", Uuid),
)

pause = Table(
    "pause",
    META,
    Column("person_id", Uuid, primary_key=True),
    instant_column("paused_at", nullable=False),
    Column("paused_by", Uuid, nullable=False),
)

change = Table(
    "change",
    META,
    id_column(),
    Column("touchpoint_id", Uuid, ForeignKey("journey.touchpoint.id", ondelete="CASCADE"), nullable=False),
    instant_column("changed_at", nullable=False),
    Column("state_was", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_date_was", Date, nullable=False),
    instant_column("send_at_was", nullable=False),
    Column("reason", Text, nullable=False),
    Column("by_account", Uuid),
)
