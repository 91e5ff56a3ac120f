"""The tables of exit interviews, as the migrations make them."""

from __future__ import annotations

from sqlalchemy import Column, Date, Table, Text, Uuid

from shared.db.columns import id_column, instant_column, metadata

META = metadata("exit")

leaving = Table(
    "leaving",
    META,
    id_column(),
    Column("person_id", Uuid),
    Column("spell_id", Uuid, unique=True),
    Column("kind", Text, nullable=False),
    Column("notice_date", Date),
    Column("last_day", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    instant_column("opened_at", nullable=False),
    instant_column("closed_at"),
    Column("department_id", Uuid),
    Column("department", Text),
    Column("department_path", Text),
    Column("function", Text),
    Column("tenure_band", Text),
    Column("country", Text),
    instant_column("told_at"),
    Column("told_by", Uuid),
)
