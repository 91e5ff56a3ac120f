"""Lists that came in: how they are read, their rows, what they changed, and what was refused."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.people.tables.base import EMPTY, METADATA, NO, NOTHING
from shared.db.columns import id_column, instant_column


def _import_id(**options: Any) -> Column[Any]:
    key = ForeignKey("people.import_run.id", ondelete="CASCADE")
    return Column("import_id", Uuid, key, **{"nullable": False, **options})


file_mapping = Table(
    "file_mapping",
    METADATA,
    Column("signature", Text, primary_key=True),
    Column("mapping", JSONB, nullable=False),
    instant_column("changed_at", nullable=False),
)


import_run = Table(
    "import_run",
    METADATA,
    id_column(),
    Column("state", Text, nullable=False),
    Column("failure", Text),
    Column("failure_params", JSONB, nullable=False, server_default=NOTHING),
    Column("file_name", Text, nullable=False),
    Column("signature", Text, nullable=False, server_default=EMPTY),
    Column("facts_of_file", JSONB, nullable=False, server_default=NOTHING),
    Column("mapping", JSONB),
    Column("sample", Boolean, nullable=False, server_default=NO),
    Column("stop_asked", Boolean, nullable=False, server_default=NO),
    Column("rows_done", Integer, nullable=False, server_default=text("0")),
    Column("rows_total", Integer),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("crashes", Integer, nullable=False, server_default=text("0")),
    Column("broke_off", Text),
    *(
        Column(name, Integer, nullable=False, server_default=text("0"))
        for name in ("rows", "created", "changed", "unchanged", "rejected")
    ),
    Column("by_account", Uuid),
    instant_column("created_at", nullable=False),
    instant_column("moved_at"),
    instant_column("finished_at"),
)


import_chunk = Table(
    "import_chunk",
    METADATA,
    _import_id(primary_key=True),
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("bytes", LargeBinary, nullable=False),
)


staged_row = Table(
    "staged_row",
    METADATA,
    _import_id(primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("fresh_id", Uuid, nullable=False, server_default=text("gen_random_uuid()")),
    Column("key", Text, nullable=False),
    *(
        Column(name, Text)
        for name in (
            "employee_number",
            "given_name",
            "infix",
            "family_name",
            "name_key",
            "email",
            "private_email",
        )
    ),
    *(Column(name, Text) for name in ("language", "time_zone", "country", "region")),
    Column("birth_date", Date),
    *(Column(name, Text) for name in ("department", "function", "manager", "manager_key")),
    Column("hours", Numeric(5, 2)),
    Column("part_time_days", Text),
    Column("salary", Numeric(14, 2)),
    Column("hire_date", Date),
    Column("notice_date", Date),
    Column("last_day", Date),
    Column("leave_kind", Text),
    Column("contract", Text),
    *(Column(name, Date) for name in ("contract_end", "probation_end")),
    Column("place", Text),
    Column("never_started", Boolean),
    Column("absence_kind", Text),
    *(Column(name, Date) for name in ("absence_from", "absence_until")),
)


rejected_row = Table(
    "rejected_row",
    METADATA,
    _import_id(primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    Column("problems", JSONB, nullable=False),
    Column("cells", JSONB, nullable=False),
    Column("late", Boolean, nullable=False, server_default=NO),
)


import_notice = Table(
    "import_notice",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _import_id(),
    Column("row", Integer),
    Column("problem", JSONB, nullable=False),
    Column("late", Boolean, nullable=False, server_default=NO),
)


import_change = Table(
    "import_change",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _import_id(),
    Column("row", Integer),
    Column("person_id", Uuid, nullable=False),
    Column("what", Text, nullable=False),
    Column("fields", JSONB, nullable=False, server_default=NOTHING),
)
