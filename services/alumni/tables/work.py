"""Vacancies, where they come from, who answered, and what was noted about coming back."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.alumni.tables.base import METADATA, NO, NOTHING
from shared.db.columns import id_column, instant_column

vacancy = Table(
    "vacancy",
    METADATA,
    id_column(),
    *(Column(name, Text, nullable=False) for name in ("title", "body")),
    *(Column(name, Text, nullable=False, server_default=text("''")) for name in ("field", "place")),
    *(Column(name, Integer) for name in ("hours_from", "hours_to")),
    Column("level", Text),
    *(Column(name, Date, nullable=False) for name in ("opens_on", "closes_on")),
    Column("decide_days", Integer, nullable=False),
    Column("shown", Boolean, nullable=False, server_default=text("true")),
    instant_column("created_at", nullable=False),
    Column("created_by", Uuid),
    instant_column("withdrawn_at"),
    instant_column("alerted_at"),
    Column("alerted", Integer),
    # Where it comes from, if not from the desk or the API (store/sources.py).
    Column("source_id", Uuid, ForeignKey("alumni.vacancy_source.id")),
    *(Column(name, Text) for name in ("outside_id", "outside_url", "outside_mark")),
    Column("gone", Boolean, nullable=False, server_default=NO),
)


interest = Table(
    "interest",
    METADATA,
    id_column(),
    Column("vacancy_id", Uuid, ForeignKey("alumni.vacancy.id"), nullable=False),
    Column("member_id", Uuid, ForeignKey("alumni.member.id"), nullable=False),
    Column("way", Text, nullable=False),
    *(Column(name, Text, nullable=False, server_default=text("''")) for name in ("phone", "motivation")),
    *(Column(name, Text) for name in ("file_name", "file_kind")),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    instant_column("at", nullable=False),
    Column("promised_on", Date, nullable=False),
    instant_column("reminded_at"),
    instant_column("decided_at"),
    Column("decided_by", Uuid),
    # Whom HR asked to look along (the manager of the work): reads the answer, and writes notes beside it.
    Column("looks_along", Uuid),
    # The employment that came of it.
    Column("spell_id", Uuid),
    UniqueConstraint("vacancy_id", "member_id"),
)


# Vacancies of another system: a feed, or a file that comes again and again.
vacancy_source = Table(
    "vacancy_source",
    METADATA,
    id_column(),
    Column("name", Text, nullable=False),
    # None: files.
    Column("url", Text),
    Column("state", Text, nullable=False, server_default=text("'first'")),
    Column("decide_days", Integer, nullable=False),
    Column("shown", Boolean, nullable=False, server_default=text("true")),
    # What waits for HR's yes; what was wrong with items; what the last reading brought.
    *(Column(name, JSONB) for name in ("pending", "faults", "counts")),
    Column("failure", Text),
    Column("failure_params", JSONB, nullable=False, server_default=NOTHING),
    instant_column("asked_at"),
    instant_column("read_at"),
    instant_column("created_at", nullable=False),
    Column("created_by", Uuid),
)


# What HR and the manager note about somebody coming back: apart from all that was said at the exit.
return_note = Table(
    "return_note",
    METADATA,
    id_column(),
    Column("interest_id", Uuid, ForeignKey("alumni.interest.id"), nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("words", Text, nullable=False),
    instant_column("at", nullable=False),
)
