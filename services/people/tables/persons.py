"""Persons and their employments: what is so, what was, and what was asked to be forgotten."""

from __future__ import annotations

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

from services.people.tables.base import EMPTY, METADATA, NO, NOTHING
from shared.db.columns import id_column, instant_column

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
