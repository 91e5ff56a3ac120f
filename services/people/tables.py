"""The tables of people, as the migrations make them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.db.columns import id_column, instant_column, metadata

METADATA = metadata("people")
NO = text("false")
EMPTY = text("''")
NOTHING = text("'{}'")


def _import_id(**options: Any) -> Column[Any]:
    key = ForeignKey("people.import_run.id", ondelete="CASCADE")
    return Column("import_id", Uuid, key, **{"nullable": False, **options})


department = Table(
    "department",
    METADATA,
    id_column(),
    Column("parent_id", Uuid, ForeignKey("people.department.id")),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False, unique=True),
    Column("line", ARRAY(Uuid), nullable=False, server_default=NOTHING),
)

place = Table(
    "place",
    METADATA,
    id_column(),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("region", Text),
    Column("time_zone", Text),
)

person = Table(
    "person",
    METADATA,
    id_column(),
    Column("employee_number", Text, unique=True),
    Column("given_name", Text, nullable=False, server_default=EMPTY),
    Column("infix", Text, nullable=False, server_default=EMPTY),
    Column("family_name", Text, nullable=False, server_default=EMPTY),
    Column("name_key", Text, nullable=False, server_default=EMPTY),
    Column("email", Text),
    Column("private_email", Text),
    Column("language", Text),
    Column("time_zone", Text),
    Column("country", Text),
    Column("region", Text),
    Column("birth_date", Date),
    Column("sample", Boolean, nullable=False, server_default=NO),
    Column("deceased", Boolean, nullable=False, server_default=NO),
    Column("merged_into", Uuid, ForeignKey("people.person.id")),
    instant_column("forgotten_at"),
    Column("version", Integer, nullable=False, server_default=text("1")),
    instant_column("created_at", nullable=False),
    instant_column("changed_at", nullable=False),
    Column("search", Text, Computed("people.fold(...)", persisted=True)),
    Column("sort_key", Text, Computed("people.fold(...)", persisted=True)),
)

spell = Table(
    "spell",
    METADATA,
    id_column(),
    Column("person_id", Uuid, ForeignKey("people.person.id"), nullable=False),
    Column("no", Integer, nullable=False),
    Column("latest", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("hire_date", Date, nullable=False),
    Column("notice_date", Date),
    Column("last_day", Date),
    Column("leave_kind", Text),
    Column("leave_by", Text),
    Column("department_id", Uuid, ForeignKey("people.department.id")),
    Column("function", Text),
    Column("manager_id", Uuid, ForeignKey("people.person.id")),
    Column("manager_name", Text),
    Column("hours", Numeric(5, 2)),
    Column("part_time_days", Text),
    Column("contract", Text),
    Column("contract_end", Date),
    Column("probation_end", Date),
    Column("known_leaving_on", Date),
    Column("place_id", Uuid, ForeignKey("people.place.id")),
    UniqueConstraint("person_id", "no", deferrable=True),
    UniqueConstraint("id", "person_id"),
)

absence = Table(
    "absence",
    METADATA,
    id_column(),
    Column("spell_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),
    instant_column("noted_at", nullable=False),
    instant_column("changed_at", nullable=False),
    ForeignKeyConstraint(
        ["spell_id", "person_id"],
        ["people.spell.id", "people.spell.person_id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    ),
)

salary = Table(
    "salary",
    METADATA,
    Column("spell_id", Uuid, ForeignKey("people.spell.id", ondelete="CASCADE"), primary_key=True),
    Column("amount", Numeric(14, 2), nullable=False),
)

spell_was = Table(
    "spell_was",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("spell_id", Uuid, ForeignKey("people.spell.id", ondelete="CASCADE"), nullable=False),
    instant_column("until", nullable=False),
    Column("function", Text),
    Column("department_id", Uuid),
    Column("manager_id", Uuid),
)

forgotten_number = Table(
    "forgotten_number",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("forgotten_on", Date, nullable=False),
)

merge_proposal = Table(
    "merge_proposal",
    METADATA,
    id_column(),
    Column("first_id", Uuid, ForeignKey("people.person.id", ondelete="CASCADE"), nullable=False),
    Column("second_id", Uuid, ForeignKey("people.person.id", ondelete="CASCADE"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    Column("kept_id", Uuid),
    Column("moved", JSONB),
    instant_column("created_at", nullable=False),
    instant_column("decided_at"),
    Column("by_account", Uuid),
    UniqueConstraint("first_id", "second_id"),
)

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
