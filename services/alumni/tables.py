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
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

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
    Column("map_link", Text, nullable=False, server_default=text("''")),
    Column("questions", JSONB, nullable=False, server_default=text("'[]'")),
    *(Column(name, JSONB, nullable=False, server_default=NOTHING) for name in ("segment", "texts")),
    instant_column("nudged_at"),
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
    Column("answers", JSONB, nullable=False, server_default=NOTHING),
    UniqueConstraint("reunion_id", "member_id"),
    UniqueConstraint("reunion_id", "turn"),
)

# What comes after a reunion, what members propose, and the directory (migration 0009).


def _of_member(name: str, **options: Any) -> Column[Any]:
    return Column(name, Uuid, ForeignKey("alumni.member.id"), **{"nullable": False, **options})


def _of_reunion(**options: Any) -> Column[Any]:
    return Column("reunion_id", Uuid, ForeignKey("alumni.reunion.id"), **options)


reunion_cost = Table(
    "reunion_cost",
    METADATA,
    id_column(),
    _of_reunion(nullable=False),
    Column("words", Text, nullable=False),
    Column("amount", Numeric(12, 2), nullable=False),
)

reunion_thanks = Table(
    "reunion_thanks",
    METADATA,
    _of_reunion(primary_key=True),
    Column("photos", Text, nullable=False, server_default=text("''")),
    Column("words", Text, nullable=False),
    instant_column("leaves_at", nullable=False),
    Column("held", Boolean, nullable=False, server_default=NO),
    instant_column("sent_at"),
    Column("letters", Integer),
    Column("written_by", Uuid),
)

proposal = Table(
    "proposal",
    METADATA,
    id_column(),
    _of_member("member_id"),
    *(Column(name, Text, nullable=False) for name in ("title", "idea")),
    *(Column(name, Text, nullable=False, server_default=text("''")) for name in ("place", "period")),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    instant_column("at", nullable=False),
    instant_column("decided_at"),
    Column("decided_by", Uuid),
    _of_reunion(),
)

# Who wants to be found by other members. The ledger says that they do; a profile is what they tell.
profile = Table(
    "profile",
    METADATA,
    id_column(),
    _of_member("member_id", unique=True),
    Column("name", Text, nullable=False),
    *(Column(name, Text, nullable=False, server_default=text("''")) for name in ("city", "field", "about")),
    Column("sort_name", Text, nullable=False),
    Column("words", TSVECTOR, nullable=False),
    instant_column("changed_at", nullable=False),
)

profile_bar = Table(
    "profile_bar",
    METADATA,
    _of_member("member_id", primary_key=True),
    instant_column("at", nullable=False),
    Column("barred_by", Uuid),
)

member_block = Table(
    "member_block",
    METADATA,
    _of_member("member_id", primary_key=True),
    _of_member("blocked_id", primary_key=True),
    instant_column("at", nullable=False),
)

member_message = Table(
    "member_message",
    METADATA,
    id_column(),
    _of_member("from_id"),
    _of_member("to_id"),
    Column("words", Text, nullable=False),
    instant_column("at", nullable=False),
)

member_report = Table(
    "member_report",
    METADATA,
    id_column(),
    _of_member("reporter_id"),
    _of_member("about_id"),
    Column("words", Text, nullable=False),
    Column("messages", JSONB, nullable=False, server_default=text("'[]'")),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    instant_column("at", nullable=False),
    instant_column("decided_at"),
    Column("decided_by", Uuid),
)

# --- Former colleagues out of a file (store/former.py) ---

# What HR handed in. Names and addresses of its rows lie at the front door of people, under the same ids.
former_list = Table(
    "former_list",
    METADATA,
    id_column(),
    Column("file_name", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    Column("rows", Integer, nullable=False),
    Column("wrong", JSONB, nullable=False, server_default=text("'[]'")),
    Column("unused", JSONB, nullable=False, server_default=text("'[]'")),
    instant_column("created_at", nullable=False),
    Column("created_by", Uuid),
    instant_column("decided_at"),
)

# One row of it: the proof, the years and the work of then; what became of it.
former = Table(
    "former",
    METADATA,
    id_column(),
    Column("list_id", Uuid, ForeignKey("alumni.former_list.id"), nullable=False),
    Column("row", Integer, nullable=False),
    *(Column(name, LargeBinary) for name in ("address_hash", "mail_hash")),
    Column("subjects", ARRAY(Text), nullable=False, server_default=NOTHING),
    Column("agreed_on", Date),
    Column("agreed_how", Text),
    Column("language", Text),
    *(Column(name, Integer) for name in ("from_year", "until_year")),
    *(Column(name, Text) for name in ("place", "department", "function")),
    Column("state", Text, nullable=False, server_default=text("'listed'")),
    Column("why", Text),
    Column("member_id", Uuid, ForeignKey("alumni.member.id")),
    instant_column("ended_at"),
    UniqueConstraint("list_id", "row"),
)

# To whom the one question went that a file or a colleague may bring, as a keyed hash of the address: never twice.
asked_once = Table(
    "asked_once",
    METADATA,
    Column("address_hash", LargeBinary, primary_key=True),
    Column("source", Text, nullable=False),
    instant_column("at", nullable=False),
)

# --- Vacancies of another system: a feed, or a file that comes again and again (store/sources.py) ---

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

# --- Somebody whom a member thought of (store/recommending.py); whom, nobody can read from it ---

recommendation = Table(
    "recommendation",
    METADATA,
    id_column(),
    # The question that went out; none where that person was asked before.
    Column("application_id", Uuid, ForeignKey("alumni.application.id"), unique=True),
    Column("member_id", Uuid, ForeignKey("alumni.member.id"), nullable=False),
    instant_column("at", nullable=False),
)

# --- What HR and the manager note about somebody's coming back: apart from all that was said at the exit ---

return_note = Table(
    "return_note",
    METADATA,
    id_column(),
    Column("interest_id", Uuid, ForeignKey("alumni.interest.id"), nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("words", Text, nullable=False),
    instant_column("at", nullable=False),
)
