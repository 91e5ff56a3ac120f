"""The tables of exit interviews, as the migrations make them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.appointment.tables import make_tables as make_talk_tables
from shared.asking.tables import make_tables
from shared.db.columns import id_column, instant_column, metadata
from shared.themes.tables import make_tables as make_theme_tables

META = metadata("exit")


def _of_talk() -> Column[Any]:
    return Column("talk_id", ForeignKey("exit.talk.id", ondelete="CASCADE"), primary_key=True)


leaving = Table(
    "leaving",
    META,
    id_column(),
    Column("person_id", Uuid),
    Column("spell_id", Uuid, unique=True),
    Column("kind", Text, nullable=False),
    Column("notice_date", Date),
    Column("last_day", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    instant_column("opened_at", nullable=False),
    instant_column("closed_at"),
    Column("department_id", Uuid),
    Column("department", Text),
    Column("department_path", Text),
    Column("function", Text),
    Column("tenure_band", Text),
    Column("country", Text),
    instant_column("told_at"),
    Column("told_by", Uuid),
    Column("aftercare", Text),
    Column("network", ARRAY(Text)),
    instant_column("network_at"),
    Column("later", Text),
    # Where its latest form stands; the database writes it (aftercare and what is asked half a year on are none).
    Column("asked_form", Uuid),
    Column("asked_state", Text),
    Column("asked_delivery", Text),
)

TABLES = make_tables(META, "form", wishes=True, edited=True)
# A conversation belongs to the case: the links of all its forms lead there.
TALK_TABLES = make_talk_tables(META, TABLES.asked.invited, TABLES.request)

# Moments that came before HR had said that the person knows (a dismissal).
held = Table(
    "held",
    META,
    Column("touchpoint_id", Uuid, primary_key=True),
    Column("leaving_id", ForeignKey("exit.leaving.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("closes_on", Date, nullable=False),
    instant_column("came_at", nullable=False),
)

# Whose conversations somebody holds; who has no line here holds all, where HR lets them hold any.
holder = Table(
    "holder",
    META,
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
    META,
    _of_talk(),
    Column("account_id", Uuid, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    instant_column("written_at", nullable=False),
)

# An import of past exit surveys: what it did, and with which mapping.
survey = Table(
    "survey",
    META,
    id_column(),
    Column("name", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("mapping", JSONB, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("created", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    instant_column("imported_at", nullable=False),
    Column("imported_by", Uuid),
)

# Somebody who left before this house was here, as a survey of then tells it. No name; the id only as a keyed hash.
past = Table(
    "past",
    META,
    id_column(),
    Column("survey", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),
    Column("leave_kind", Text),
    Column("year", Integer),
    Column("month", Date),
    Column("hired_year", Integer),
    Column("department", Text),
    Column("function", Text),
    Column("age_band", Text),
    Column("tenure_band", Text),
    UniqueConstraint("survey", "key"),
)
past_reason = Table(
    "past_reason",
    META,
    Column("past_id", ForeignKey("exit.past.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("code", Text, primary_key=True),
)
past_score = Table(
    "past_score",
    META,
    Column("past_id", ForeignKey("exit.past.id", ondelete="CASCADE"), primary_key=True),
    Column("statement", Text, primary_key=True),
    Column("score", Integer, nullable=False),
)

# Themes in what people wrote; "coding" are here the reasons as the interviewer heard them.
THEME_TABLES = make_theme_tables(META, TABLES.released, coding="text_coding")
# Texts that their writer lets be quoted, in batches of five writers at least: where one is taken back, its whole batch
# goes, so that nothing tells whose it was. The mark finds somebody's words again; it tells nobody whose they are.
quotable = Table(
    "quotable",
    META,
    Column("words_id", ForeignKey("exit.words.id", ondelete="CASCADE"), primary_key=True),
    Column("mark", LargeBinary, nullable=False, unique=True),
    Column("batch_id", Uuid, nullable=False, index=True),
    Column("people", Integer, nullable=False),
    Column("quarter", Date, nullable=False),
    Column("path", ARRAY(Text), nullable=False),
    *(Column(f"asked_{language}", Text, nullable=False) for language in ("nl", "en", "fr")),
    Column("readers", Text),
    instant_column("picked_at"),
    Column("picked_by", Uuid),
)

# What HR says that a code of a past survey means, in codes of our catalogue.
laid = Table(
    "laid",
    META,
    Column("code", Text, primary_key=True),
    Column("onto", Text, nullable=False),
    instant_column("laid_at", nullable=False),
    Column("laid_by", Uuid),
)

# Each time that somebody opened what a person let be read with their name.
reading = Table(
    "reading",
    META,
    id_column(),
    Column("leaving_id", ForeignKey("exit.leaving.id", ondelete="CASCADE"), nullable=False),
    Column("account_id", Uuid, nullable=False),
    instant_column("read_at", nullable=False),
    Column("parts", ARRAY(Text), nullable=False),
)

# The report of a conversation: who held it writes it, the person corrects it, HR lets the board read it.
report = Table(
    "report",
    META,
    _of_talk(),
    Column("leaving_id", ForeignKey("exit.leaving.id", ondelete="CASCADE"), nullable=False, unique=True),
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
    META,
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
    META,
    _of_talk(),
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
    META,
    _of_talk(),
    Column("words", LargeBinary),
    instant_column("written_at", nullable=False),
    instant_column("sent_at"),
)
# What HR has seen to at the end of a leaving.
checked = Table(
    "checked",
    META,
    Column("leaving_id", ForeignKey("exit.leaving.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Text, primary_key=True),
    instant_column("checked_at", nullable=False),
    Column("checked_by", Uuid, nullable=False),
)

# How somebody is reached after the last day; the address itself is with people alone.
home = Table(
    "home",
    META,
    Column("leaving_id", ForeignKey("exit.leaving.id", ondelete="CASCADE"), primary_key=True),
    Column("ask_hash", LargeBinary, unique=True),
    instant_column("asked_at"),
    Column("asked_by", Uuid),
    Column("caller_id", Uuid, unique=True),
    Column("confirm_hash", LargeBinary, unique=True),
    Column("letter_id", Uuid),
    Column("language", Text),
    instant_column("given_at"),
    instant_column("expires_at"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("tried_on", Date),
    instant_column("confirmed_at"),
    Column("trouble", Text),
)

# The talk that brings a dismissal: how it was prepared, under seal, and that it was held.
dismissal = Table(
    "dismissal",
    META,
    Column("leaving_id", ForeignKey("exit.leaving.id", ondelete="CASCADE"), primary_key=True),
    Column("words", LargeBinary),
    instant_column("written_at"),
    Column("written_by", Uuid),
    instant_column("prepared_at"),
    Column("prepared_by", Uuid),
    Column("held_on", Date),
    Column("present", ARRAY(Text), nullable=False, server_default="{}"),
)

# What our own reasons are called in every layer, for who counts them; migrations fill it.
reason_word = Table(
    "reason_word",
    META,
    Column("code", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("nl", "en", "fr")),
)

# HR's own editions of the catalogue of reasons, whole; one of them may be being written.
edition = Table(
    "edition",
    META,
    Column("number", Integer, primary_key=True),
    Column("tree", JSONB, nullable=False),
    instant_column("changed_at", nullable=False),
    Column("changed_by", Uuid, nullable=False),
    instant_column("published_at"),
    Column("published_by", Uuid),
)

# A row for each move among the cases, see shared/db/kept.py; the database writes it.
moved = Table("moved", META, Column("lot", BigInteger, nullable=False))
