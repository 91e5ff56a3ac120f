"""The tables of the post room. `letter` is the letterbox: made in shared/letterbox, opened here only."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from shared.db.columns import id_column, instant_column, metadata

METADATA = metadata("mail")

letter = Table(
    "letter",
    METADATA,
    id_column(),
    Column("key", Text, nullable=False, unique=True),
    Column("template", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("person_id", Uuid),
    Column("account_id", Uuid),
    Column("address", Text, nullable=False),
    Column("email", Text),
    Column("language", Text),
    Column("params", JSONB, nullable=False),
    Column("secrets", LargeBinary),
    instant_column("not_before", nullable=False),
    instant_column("expires_at"),
    instant_column("queued_at", nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    instant_column("claimed_at"),
    instant_column("sent_at"),
    Column("reason", Text),
    Column("provider_id", Text),
    Column("undeliverable", Text),
    Column("hours", JSONB),
)

# Where a letter went, without the address: what comes back knows the letter, and through it the address.
delivery = Table(
    "delivery",
    METADATA,
    Column("letter_id", Uuid, ForeignKey("mail.letter.id", ondelete="CASCADE"), primary_key=True),
    Column("address_hash", LargeBinary, nullable=False),
    Column("address_kind", Text, nullable=False),
    instant_column("handed_at", nullable=False),
    CheckConstraint("address_kind IN ('work', 'private', 'account')", name="kind"),
    Index(None, "address_hash"),
)

suppression = Table(
    "suppression",
    METADATA,
    id_column(),
    Column("address_hash", LargeBinary, nullable=False, unique=True),
    Column("person_id", Uuid),
    Column("address_kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("status", Text),
    Column("letter_id", Uuid),
    instant_column("since", nullable=False),
    instant_column("replaced_at"),
    CheckConstraint("address_kind IN ('work', 'private', 'account')", name="kind"),
    CheckConstraint("reason IN ('hard', 'soft', 'complaint')", name="reason"),
    Index(None, "since", "id"),
    Index(None, "person_id"),
)

# Every word that came back, once: the provider repeats itself, and so do mail servers.
returned = Table(
    "returned",
    METADATA,
    Column("event_id", Text, primary_key=True),
    Column("letter_id", Uuid, ForeignKey("mail.letter.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text),
    instant_column("at", nullable=False),
    CheckConstraint("kind IN ('accepted', 'delivered', 'hard', 'soft', 'delayed', 'complaint')", name="kind"),
    Index(None, "letter_id"),
)

# The local inbox: letters caught, not delivered. Empty in a house that sends real mail.
inbox = Table(
    "inbox",
    METADATA,
    id_column(),
    Column("letter_id", Uuid),
    Column("recipient", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("source", LargeBinary, nullable=False),
    instant_column("caught_at", nullable=False),
    Index(None, "letter_id"),
)

# How fast big sendings leave, as HR chose; one row, or none.
pace = Table(
    "pace",
    METADATA,
    Column("one", Boolean, primary_key=True, server_default=text("true")),
    *(Column(name, Integer) for name in ("per_minute", "per_domain", "first_day")),
    Column("since", Date),
    instant_column("changed_at", nullable=False),
    Column("changed_by", Uuid),
)

pace_count = Table(
    "pace_count",
    METADATA,
    Column("span", Text, primary_key=True),
    instant_column("at", primary_key=True),
    Column("key", Text, primary_key=True),
    Column("letters", Integer, nullable=False),
)

pace_wait = Table(
    "pace_wait",
    METADATA,
    Column("key", Text, primary_key=True),
    instant_column("until", nullable=False),
    Column("letters", Integer, nullable=False),
)
