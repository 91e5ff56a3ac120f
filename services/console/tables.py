"""Console's tables, as SQLAlchemy sees them."""

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.db.columns import id_column, instant_column, metadata

METADATA = metadata("console")

account = Table(
    "account",
    METADATA,
    id_column(),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password_hash", Text),
    Column("roles", ARRAY(Text), nullable=False),
    Column("language", Text, nullable=False),
    Column("person_id", Uuid),
    Column("state", Text, nullable=False),
    Column("totp_secret", LargeBinary),
    instant_column("totp_confirmed_at"),
    Column("totp_last_step", BigInteger),
    instant_column("told_locked_at"),
    instant_column("created_at", nullable=False),
    instant_column("last_login_at"),
)

recovery_code = Table(
    "recovery_code",
    METADATA,
    Column("account_id", Uuid, ForeignKey("console.account.id", ondelete="CASCADE"), primary_key=True),
    Column("code_hash", Text, primary_key=True),
)

link = Table(
    "link",
    METADATA,
    Column("token_hash", Text, primary_key=True),
    Column("account_id", Uuid, ForeignKey("console.account.id", ondelete="CASCADE"), nullable=False),
    Column("purpose", Text, nullable=False),
    instant_column("created_at", nullable=False),
    instant_column("expires_at", nullable=False),
)

reset_request = Table(
    "reset_request",
    METADATA,
    id_column(),
    Column("email_key", Text, nullable=False),
    instant_column("asked_at", nullable=False),
)

session = Table(
    "session",
    METADATA,
    Column("sid_hash", Text, primary_key=True),
    Column("account_id", Uuid, ForeignKey("console.account.id", ondelete="CASCADE"), nullable=False),
    Column("browser", Text, nullable=False),
    instant_column("created_at", nullable=False),
    instant_column("seen_at", nullable=False),
    instant_column("expires_at", nullable=False),
)

guard = Table(
    "guard",
    METADATA,
    Column("subject", Text, primary_key=True),
    Column("door", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    instant_column("since", nullable=False),
    instant_column("locked_until"),
    Column("locks", Integer, nullable=False),
)

audit = Table(
    "audit",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    instant_column("at", nullable=False),
    Column("actor_id", Uuid),
    Column("action", Text, nullable=False),
    Column("subject_id", Uuid),
    Column("detail", JSONB, nullable=False),
)
