"""The tables of exit interviews, as the migrations make them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.asking.tables import make_tables
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
    Column("wants_talk", Boolean),
    Column("topics", ARRAY(Text)),
    Column("aftercare", Text),
    instant_column("talked_at"),
    Column("talked_by", Uuid),
)

TABLES = make_tables(META, "form")

# A part of somebody's answers and who may read it; fixed when they were sent.
part = Table(
    "part",
    META,
    Column("response_id", ForeignKey("exit.response.id", ondelete="CASCADE"), primary_key=True),
    Column("part", Text, primary_key=True),
    Column("use", Text, nullable=False),
    Column("questions", ARRAY(Text), nullable=False),
    Column("usable_from", Date, nullable=False),
    Column("released", Boolean, nullable=False, server_default="false"),
)

# Reasons as the person gave them, in rows.
reason = Table(
    "reason",
    META,
    id_column(),
    Column("response_id", ForeignKey("exit.response.id", ondelete="CASCADE"), nullable=False),
    Column("catalogue", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("main", Text, nullable=False),
    Column("second", Text),
    Column("third", Text),
    Column("words", Text),
)

# Moments that came before HR had said that the person knows (a dismissal).
waiting = Table(
    "waiting",
    META,
    Column("touchpoint_id", Uuid, primary_key=True),
    Column("leaving_id", ForeignKey("exit.leaving.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("closes_on", Date, nullable=False),
    instant_column("came_at", nullable=False),
)
