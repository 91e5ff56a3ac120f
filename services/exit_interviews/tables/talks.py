"""Around the conversation: who holds it, what they note beforehand, and what comes of it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from services.exit_interviews.tables.base import METADATA, of_leaving, of_talk
from shared.db.columns import id_column, instant_column

# Whose conversations somebody holds; who has no line here holds all, where HR lets them hold any.
holder = Table(
    "holder",
    METADATA,
    Column("account_id", Uuid, primary_key=True),
    Column("kinds", ARRAY(Text), nullable=False, server_default="{}"),
    Column("department_ids", ARRAY(Uuid), nullable=False, server_default="{}"),
    Column("deputy", Boolean, nullable=False, server_default="false"),
    instant_column("set_at", nullable=False),
    Column("set_by", Uuid, nullable=False),
)

# What an interviewer notes beforehand: sealed, and read by nobody else.
beforehand = Table(
    "beforehand",
    METADATA,
    of_talk(),
    Column("account_id", Uuid, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    instant_column("written_at", nullable=False),
)

# The report of a conversation: who held it writes it, the person corrects it, HR lets the board read it.
report = Table(
    "report",
    METADATA,
    of_talk(),
    of_leaving(nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("promise", Integer, nullable=False),
    *(Column(name, Text, nullable=False, server_default="") for name in ("went", "why", "better", "apart")),
    instant_column("written_at", nullable=False),
    instant_column("shared_at"),
    instant_column("agree_by"),
    Column("said", Text),
    instant_column("said_at"),
    Column("added", Text, nullable=False, server_default=""),
    instant_column("final_at"),
    Column("how", Text),
    instant_column("released_at"),
    Column("released_by", Uuid),
)

lesson = Table(
    "lesson",
    METADATA,
    id_column(),
    Column("talk_id", ForeignKey("exit.report.talk_id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("lesson", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("tell", Boolean, nullable=False),
    Column("withheld", Boolean, nullable=False, server_default="false"),
    UniqueConstraint("talk_id", "place"),
)

# Reasons as the interviewer heard them.
coding = Table(
    "coding",
    METADATA,
    of_talk(),
    Column("version", Integer, nullable=False),
    Column("causes", ARRAY(Text), nullable=False),
    Column("last_drop", Text),
    Column("prevented", ARRAY(Text), nullable=False),
    instant_column("coded_at", nullable=False),
    instant_column("filed_at"),
)

# Words of appreciation, sealed until they are sent.
thanks = Table(
    "thanks",
    METADATA,
    of_talk(),
    Column("words", LargeBinary),
    instant_column("written_at", nullable=False),
    instant_column("sent_at"),
)
