"""The tables of insights, as the migrations make them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, Numeric, Table, Text, Uuid

from shared.db.columns import instant_column, metadata

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
    )


employment = {name: _employment(name) for name in EDITIONS}
