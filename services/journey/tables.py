"""The tables of journey, as its migrations make them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.db.columns import id_column, instant_column, metadata

META = metadata("journey")

plan = Table(
    "plan",
    META,
    Column("programme", Text, nullable=False),
    Column("version", Integer, nullable=False, autoincrement=False),
    Column("rules", JSONB, nullable=False),
    instant_column("made_at", nullable=False),
    Column("made_by", Uuid),
    PrimaryKeyConstraint("programme", "version"),
)

ruling = Table(
    "ruling",
    META,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("plans", JSONB, nullable=False),
    Column("settings", JSONB, nullable=False),
    instant_column("since", nullable=False),
    Column("by_account", Uuid),
)

approval = Table(
    "approval",
    META,
    Column("programme", Text, nullable=False),
    Column("version", Integer, nullable=False, autoincrement=False),
    instant_column("seen_at", nullable=False),
    Column("by_account", Uuid, nullable=False),
    PrimaryKeyConstraint("programme", "version"),
    ForeignKeyConstraint(["programme", "version"], ["journey.plan.programme", "journey.plan.version"]),
)

draft = Table(
    "draft",
    META,
    Column("programme", Text, primary_key=True),
    Column("rules", JSONB, nullable=False),
    Column("based_on", Integer, nullable=False),
    instant_column("changed_at", nullable=False),
    Column("changed_by", Uuid, nullable=False),
)

lane = Table(
    "lane",
    META,
    Column("person_id", Uuid, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("planned_until", Date, nullable=False),
)

run = Table(
    "run",
    META,
    id_column(),
    Column("kind", Text, nullable=False),
    Column("programme", Text),
    Column("body", JSONB, nullable=False),
    Column("epoch", Integer),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("reached", Uuid),
    Column("total", Integer, nullable=False),
    *(
        Column(name, Integer, nullable=False, server_default="0")
        for name in ("done", "appear", "move", "vanish", "crashes")
    ),
    instant_column("asked_at", nullable=False),
    Column("asked_by", Uuid),
    instant_column("moved_at", nullable=False),
    instant_column("finished_at"),
)

run_line = Table(
    "run_line",
    META,
    Column("run_id", Uuid, ForeignKey("journey.run.id", ondelete="CASCADE"), primary_key=True),
    Column("no", BigInteger, Identity(always=True), primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("programme", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("what", Text, nullable=False),
    instant_column("was"),
    instant_column("becomes"),
    Column("reason", Text),
)

touchpoint = Table(
    "touchpoint",
    META,
    id_column(),
    Column("person_id", Uuid, nullable=False),
    Column("spell_id", Uuid, nullable=False),
    Column("programme", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("plan_version", Integer),
    Column("anchor_date", Date, nullable=False),
    Column("due_date", Date, nullable=False),
    instant_column("send_at", nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("detail", Text),
    instant_column("released_at"),
    instant_column("planned_at", nullable=False),
    Column("about", Uuid),
    Column("moved_to", Date),
    Column("moved_because", Text),
    Column("department_id", Uuid),
    Column("interviewer", Uuid),
    Column("ask", Text),
    Column("sequence", Integer, nullable=False, server_default="0"),
    UniqueConstraint(
        "person_id",
        "spell_id",
        "programme",
        "rule",
        "occurrence",
        "about",
        name="uq_touchpoint_once",
        postgresql_nulls_not_distinct=True,
    ),
)

stop = Table(
    "stop",
    META,
    id_column(),
    instant_column("stopped_at", nullable=False),
    Column("stopped_by", Uuid, nullable=False),
    instant_column("lifted_at"),
    Column("lifted_by", Uuid),
)

pause = Table(
    "pause",
    META,
    Column("person_id", Uuid, primary_key=True),
    instant_column("paused_at", nullable=False),
    Column("paused_by", Uuid, nullable=False),
)

hand = Table(
    "hand",
    META,
    id_column(),
    Column("kind", Text, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("state", Text, nullable=False),
    Column("reached", Uuid),
    Column("total", Integer, nullable=False),
    Column("count", Integer, nullable=False, server_default="0"),
    Column("left_out", JSONB, nullable=False, server_default="{}"),
    Column("kept", Integer, nullable=False, server_default="0"),
    instant_column("done_at", nullable=False),
    Column("by_account", Uuid, nullable=False),
    instant_column("finished_at"),
    instant_column("undone_at"),
)

hand_pause = Table(
    "hand_pause",
    META,
    Column("hand_id", Uuid, ForeignKey("journey.hand.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    instant_column("paused_at", nullable=False),
    Column("paused_by", Uuid, nullable=False),
)

change = Table(
    "change",
    META,
    id_column(),
    Column("touchpoint_id", Uuid, ForeignKey("journey.touchpoint.id", ondelete="CASCADE"), nullable=False),
    instant_column("changed_at", nullable=False),
    Column("state_was", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_date_was", Date, nullable=False),
    instant_column("send_at_was", nullable=False),
    Column("reason", Text, nullable=False),
    Column("reason_was", Text),
    Column("moved_to_was", Date),
    Column("moved_because_was", Text),
    Column("interviewer_was", Uuid),
    Column("by_account", Uuid),
    Column("hand_id", Uuid, ForeignKey("journey.hand.id")),
)

interviewer = Table(
    "interviewer",
    META,
    Column("account_id", Uuid, primary_key=True),
    Column("person_id", Uuid),
    Column("programmes", ARRAY(Text), nullable=False, server_default="{}"),
    Column("a_week", Integer, nullable=False, server_default="3"),
    Column("active", Boolean, nullable=False, server_default="true"),
    instant_column("since", nullable=False),
    Column("time_zone", Text),
    Column("hours", JSONB(none_as_null=True)),
    Column("place", Text),
    Column("phone", Text),
    Column("video", Text),
)

interviewer_day = Table(
    "interviewer_day",
    META,
    Column(
        "account_id", Uuid, ForeignKey("journey.interviewer.account_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("day", Date, primary_key=True),
    Column("opens", Time, primary_key=True),
    Column("closes", Time, nullable=False),
    CheckConstraint("closes > opens", name="hours"),
)

interviewer_away = Table(
    "interviewer_away",
    META,
    id_column(),
    Column(
        "account_id", Uuid, ForeignKey("journey.interviewer.account_id", ondelete="CASCADE"), nullable=False
    ),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
)

feed = Table(
    "feed",
    META,
    id_column(),
    Column("secret_hash", LargeBinary, nullable=False, unique=True),
    Column("account_id", Uuid, nullable=False),
    Column("interviewer", Uuid),
    Column("programme", Text),
    instant_column("made_at", nullable=False),
    instant_column("read_at"),
    instant_column("revoked_at"),
)
