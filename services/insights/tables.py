"""The tables of insights, as the migrations make them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, Numeric, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.db.columns import id_column, instant_column, metadata
from shared.disclosure.tables import make_tables

METADATA = metadata("insights")
EDITIONS = ("a", "b")

edition = Table(
    "edition",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("live", Boolean, nullable=False),
    instant_column("begun_at"),
    Column("start_head", BigInteger),
    Column("position", BigInteger),
    instant_column("finished_at"),
    Column("changes", BigInteger, nullable=False),
)

# Whose employments in an edition were otherwise at its change of that number; the last of it is kept (store/roll.py).
change = Table(
    "change",
    METADATA,
    Column("edition", Text, ForeignKey("insights.edition.name"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("person_ids", ARRAY(Uuid), nullable=False),
)


def _employment(name: str) -> Table:
    return Table(
        f"employment_{name}",
        METADATA,
        Column("spell_id", Uuid, primary_key=True),
        Column("person_id", Uuid, nullable=False),
        Column("hire_date", Date, nullable=False),
        Column("last_day", Date),
        Column("leave_kind", Text),
        Column("department_id", Uuid),
        Column("function", Text),
        Column("manager_id", Uuid),
        Column("hours", Numeric(5, 2)),
        Column("place", Text),
        Column("country", Text),
        Column("birth_month", Integer),
        # Whoever has more than one here.
        Column("several", Boolean, nullable=False),
    )


employment = {name: _employment(name) for name in EDITIONS}

leaver_mark = Table(
    "leaver_mark",
    METADATA,
    Column("spell_id", Uuid, primary_key=True),
    Column("regretted", Boolean, nullable=False),
    instant_column("marked_at", nullable=False),
    Column("marked_by", Uuid, nullable=False),
)

cost_level = Table(
    "cost_level",
    METADATA,
    id_column(),
    Column("name", Text, nullable=False),
    instant_column("changed_at", nullable=False),
    Column("changed_by", Uuid, nullable=False),
)


def _level_id(**options: Any) -> Column[Any]:
    return Column("level_id", Uuid, ForeignKey("insights.cost_level.id", ondelete="CASCADE"), **options)


cost_part = Table(
    "cost_part",
    METADATA,
    _level_id(primary_key=True),
    Column("part", Text, primary_key=True),
    Column("low", Numeric(12, 2), nullable=False),
    Column("high", Numeric(12, 2), nullable=False),
)

cost_function = Table(
    "cost_function",
    METADATA,
    Column("function", Text, primary_key=True),
    _level_id(nullable=False),
)

measure = Table(
    "measure",
    METADATA,
    id_column(),
    *(Column(name, Text, nullable=False) for name in ("title", "what", "why", "seen_by", "told")),
    Column("department_id", Uuid),
    Column("reason", Text),
    Column("owner_id", Uuid),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("cost", Numeric(12, 2)),
    Column("avoided", Integer),
    Column("spent", Numeric(12, 2)),
    Column("state", Text, nullable=False),
    Column("figures", JSONB, nullable=False),
    instant_column("made_at", nullable=False),
    Column("made_by", Uuid, nullable=False),
    instant_column("changed_at", nullable=False),
    Column("version", Integer, nullable=False),
    Column("reminded", Date),
)

measure_note = Table(
    "measure_note",
    METADATA,
    id_column(),
    Column("measure_id", Uuid, ForeignKey("insights.measure.id"), nullable=False),
    Column("words", Text, nullable=False),
    instant_column("noted_at", nullable=False),
    Column("noted_by", Uuid, nullable=False),
)

evaluation = Table(
    "evaluation",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("content", JSONB, nullable=False),
    Column("proposed", Text, nullable=False),
    instant_column("made_at", nullable=False),
    Column("made_by", Uuid),
    instant_column("released_at"),
    Column("released_by", Uuid),
)

# Reasons of past surveys, in circles: whoever is in one looks the same in all that is ever shown.
released = make_tables(METADATA)

# Of whom the reasons have left in a circle already; which circle is written nowhere.
taken = Table("taken", METADATA, Column("past_id", Uuid, primary_key=True))

# What became of lessons that exit let go on.
proposal = Table(
    "proposal",
    METADATA,
    Column("lesson_id", Uuid, primary_key=True),
    Column("state", Text, nullable=False),
    Column("measure_id", Uuid, ForeignKey("insights.measure.id")),
    instant_column("decided_at", nullable=False),
    Column("decided_by", Uuid, nullable=False),
)

# Questions of the explorer that HR keeps, and with which roles they are shared.
kept_view = Table(
    "kept_view",
    METADATA,
    id_column(),
    Column("name", Text, nullable=False),
    Column("asked", JSONB, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    instant_column("made_at", nullable=False),
    Column("made_by", Uuid, nullable=False),
    instant_column("shared_at"),
    Column("shared_by", Uuid),
)

# By what figures of employments were ever shared, in that order; only added to.
shared_cut = Table(
    "shared_cut",
    METADATA,
    Column("position", Integer, nullable=False, unique=True),
    Column("name", Text, primary_key=True),
)

# A year that is over as it was counted, each time that it was counted otherwise.
noted_year = Table(
    "noted_year",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    instant_column("noted_at", primary_key=True),
    *(Column(name, Integer, nullable=False) for name in ("started", "joined", "gone", "ended")),
)

# From files of others: of a department and a month, or a stretch of time.
absence = Table(
    "absence",
    METADATA,
    Column("department_id", Uuid, primary_key=True),
    Column("month", Date, primary_key=True),
    Column("percent", Numeric(6, 3), nullable=False),
    Column("people", Integer, nullable=False),
)
satisfaction = Table(
    "satisfaction",
    METADATA,
    Column("department_id", Uuid, primary_key=True),
    Column("first_day", Date, primary_key=True),
    Column("last_day", Date, primary_key=True),
    Column("score", Numeric(6, 3), nullable=False),
    Column("highest", Numeric(6, 3), nullable=False),
    Column("people", Integer, nullable=False),
)
gathered = Table(
    "gathered",
    METADATA,
    id_column(),
    Column("kind", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("rows", JSONB, nullable=False),
    Column("refused", JSONB, nullable=False),
    instant_column("looked_at", nullable=False),
    Column("looked_by", Uuid, nullable=False),
    instant_column("taken_at"),
    Column("taken", Integer, nullable=False),
)
