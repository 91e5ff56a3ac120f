"""Newsletters: their words, pictures and links, and who missed one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Identity,
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

issue = Table(
    "issue",
    METADATA,
    id_column(),
    Column("title", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'draft'")),
    Column("language", Text, nullable=False),
    Column("segment", JSONB, nullable=False, server_default=NOTHING),
    Column("archived", Boolean, nullable=False, server_default=text("true")),
    Column("second_hand", Boolean, nullable=False, server_default=NO),
    instant_column("send_at"),
    instant_column("filed_at"),
    Column("filed", Integer),
    instant_column("created_at", nullable=False),
    instant_column("changed_at", nullable=False),
    *(Column(name, Uuid) for name in ("changed_by", "approved_by", "sent_by")),
    Column("trial", JSONB(none_as_null=True)),
)


def _issue_id(**options: Any) -> Column[Any]:
    key = ForeignKey("alumni.issue.id", ondelete="CASCADE")
    return Column("issue_id", Uuid, key, **{"nullable": False, **options})


issue_text = Table(
    "issue_text",
    METADATA,
    _issue_id(primary_key=True),
    Column("language", Text, primary_key=True),
    *(
        Column(name, Text, nullable=False, server_default=text("''"))
        for name in ("subject", "preview", "body", "letter", "subject_b", "letter_b")
    ),
)


issue_version = Table(
    "issue_version",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _issue_id(),
    *(Column(name, Text, nullable=False) for name in ("language", "subject", "preview", "body")),
    Column("subject_b", Text, nullable=False, server_default=text("''")),
    instant_column("at", nullable=False),
    Column("by_account", Uuid),
)


issue_link = Table(
    "issue_link",
    METADATA,
    _issue_id(primary_key=True),
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    *(
        Column(name, Integer, nullable=False, server_default=text("0"))
        for name in ("clicks", "machines", "clicks_b")
    ),
    UniqueConstraint("issue_id", "url"),
)


# A picture that newsletters show; what is in it lies on disk.
picture = Table(
    "picture",
    METADATA,
    id_column(),
    Column("kind", Text, nullable=False),
    *(Column(name, Integer, nullable=False) for name in ("width", "height", "size")),
    instant_column("added_at", nullable=False),
    Column("added_by", Uuid),
)


# What came of looking at an address to which a newsletter leads.
link_look = Table(
    "link_look",
    METADATA,
    _issue_id(primary_key=True),
    Column("url", Text, primary_key=True),
    Column("state", Text, nullable=False, server_default=text("'waiting'")),
    Column("reason", Text),
    instant_column("taken_at"),
    instant_column("looked_at"),
)


missed = Table(
    "missed",
    METADATA,
    Column("member_id", Uuid, ForeignKey("alumni.member.id"), primary_key=True),
    Column("issue_id", Uuid, ForeignKey("alumni.issue.id", ondelete="CASCADE"), primary_key=True),
    # When the letter of the month leaves that tells of it.
    instant_column("due_at", nullable=False),
)


# Work that fits somebody who wants one letter a month.
missed_work = Table(
    "missed_work",
    METADATA,
    Column("member_id", Uuid, ForeignKey("alumni.member.id"), primary_key=True),
    Column("vacancy_id", Uuid, ForeignKey("alumni.vacancy.id", ondelete="CASCADE"), primary_key=True),
    instant_column("due_at", nullable=False),
)
