"""The tables of the network, as the migrations make them."""

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
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.db.columns import id_column, instant_column, metadata

METADATA = metadata("alumni")
NO = text("false")
NOTHING = text("'{}'")

# Somebody asked to stay in touch, or was asked whether they want to. Names and addresses are not here: what a stranger
# tells goes through the front door to people (shared/frontdoor).
application = Table(
    "application",
    METADATA,
    id_column(),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("address_hash", LargeBinary),
    Column("person_id", Uuid),
    Column("touchpoint_id", Uuid, unique=True),
    Column("subjects", ARRAY(Text), nullable=False, server_default=NOTHING),
    Column("language", Text),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    instant_column("asked_at", nullable=False),
    instant_column("expires_at", nullable=False),
    instant_column("confirmed_at"),
    instant_column("ended_at"),
)

# One a person. What they want follows from the ledger and from nothing else: a trigger sees to it.
member = Table(
    "member",
    METADATA,
    id_column(),
    Column("person_id", Uuid, unique=True),
    Column("state", Text, nullable=False),
    Column("news", Boolean, nullable=False, server_default=NO),
    Column("reunions", Boolean, nullable=False, server_default=NO),
    Column("vacancies", Boolean, nullable=False, server_default=NO),
    Column("language", Text),
    Column("frequency", Text, nullable=False, server_default=text("'each'")),
    Column("paused_until", Date),
    Column("wishes", JSONB, nullable=False, server_default=NOTHING),
    Column("place", Text),
    Column("department", Text),
    Column("function", Text),
    Column("first_year", Integer),
    Column("last_year", Integer),
    Column("spoken", Text),
    Column("link_no", Integer, nullable=False, server_default=text("1")),
    Column("merged_from", Uuid),
    instant_column("joined_at", nullable=False),
    instant_column("changed_at", nullable=False),
)

# What somebody agreed to or took back: when, how, and by whose hand. Rows are only ever added.
consent = Table(
    "consent",
    METADATA,
    id_column(),
    # In the order in which it was said, also within one instant.
    Column("no", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("member_id", Uuid, ForeignKey("alumni.member.id"), nullable=False),
    Column("subject", Text, nullable=False),
    Column("given", Boolean, nullable=False),
    Column("how", Text, nullable=False),
    Column("hand", Text, nullable=False),
    Column("evidence", JSONB, nullable=False, server_default=NOTHING),
    instant_column("at", nullable=False),
)

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
)

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
    UniqueConstraint("vacancy_id", "member_id"),
)

reunion = Table(
    "reunion",
    METADATA,
    id_column(),
    *(Column(name, Text, nullable=False) for name in ("title", "body", "place")),
    Column("access", Text, nullable=False, server_default=text("''")),
    instant_column("starts_at", nullable=False),
    instant_column("ends_at", nullable=False),
    Column("capacity", Integer),
    Column("guests_max", Integer, nullable=False, server_default=text("0")),
    Column("answer_by", Date, nullable=False),
    Column("sequence", Integer, nullable=False, server_default=text("0")),
    Column("state", Text, nullable=False, server_default=text("'draft'")),
    instant_column("created_at", nullable=False),
    Column("created_by", Uuid),
    instant_column("invited_at"),
    Column("invited", Integer),
    instant_column("reminded_at"),
)

attendance = Table(
    "attendance",
    METADATA,
    id_column(),
    Column("reunion_id", Uuid, ForeignKey("alumni.reunion.id"), nullable=False),
    Column("member_id", Uuid, ForeignKey("alumni.member.id"), nullable=False),
    Column("turn", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("guests", Integer, nullable=False, server_default=text("0")),
    Column("diet", Text, nullable=False, server_default=text("''")),
    instant_column("offered_until"),
    Column("asked_again", Boolean, nullable=False, server_default=NO),
    Column("sequence", Integer, nullable=False, server_default=text("0")),
    instant_column("at", nullable=False),
    instant_column("changed_at", nullable=False),
    instant_column("arrived_at"),
    UniqueConstraint("reunion_id", "member_id"),
    UniqueConstraint("reunion_id", "turn"),
)
