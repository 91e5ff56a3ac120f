"""The post room's own tables: where letters went, what came back, whom not to write, and the local inbox."""

from alembic import op

revision = "mail_0001"
down_revision = "letterbox_0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE mail.delivery (
    letter_id     uuid PRIMARY KEY REFERENCES mail.letter ON DELETE CASCADE,
    address_hash  bytea NOT NULL,
    address_kind  text NOT NULL,
    handed_at     timestamptz NOT NULL,
    CONSTRAINT ck_delivery_kind CHECK (address_kind IN ('work', 'private', 'account'))
);
CREATE INDEX ix_delivery_address_hash ON mail.delivery (address_hash);

CREATE TABLE mail.suppression (
    id            uuid PRIMARY KEY,
    address_hash  bytea NOT NULL,
    person_id     uuid,
    address_kind  text NOT NULL,
    reason        text NOT NULL,
    status        text,
    letter_id     uuid,
    since         timestamptz NOT NULL,
    CONSTRAINT uq_suppression_address_hash UNIQUE (address_hash),
    CONSTRAINT ck_suppression_kind CHECK (address_kind IN ('work', 'private', 'account')),
    CONSTRAINT ck_suppression_reason CHECK (reason IN ('hard', 'soft', 'complaint'))
);
CREATE INDEX ix_suppression_since_id ON mail.suppression (since, id);
CREATE INDEX ix_suppression_person_id ON mail.suppression (person_id);

CREATE TABLE mail.returned (
    event_id   text PRIMARY KEY,
    letter_id  uuid NOT NULL REFERENCES mail.letter ON DELETE CASCADE,
    kind       text NOT NULL,
    status     text,
    at         timestamptz NOT NULL,
    CONSTRAINT ck_returned_kind CHECK (kind IN
        ('accepted', 'delivered', 'hard', 'soft', 'delayed', 'complaint'))
);
CREATE INDEX ix_returned_letter_id ON mail.returned (letter_id);

CREATE TABLE mail.inbox (
    id         uuid PRIMARY KEY,
    letter_id  uuid,
    recipient  text NOT NULL,
    sender     text NOT NULL,
    subject    text NOT NULL,
    source     bytea NOT NULL,
    caught_at  timestamptz NOT NULL
);
CREATE INDEX ix_inbox_letter_id ON mail.inbox (letter_id);

-- The lists of the desk, newest first, whatever the state.
CREATE INDEX ix_letter_state_id ON mail.letter (state, queued_at DESC, id DESC);
"""

VIEWS = """
CREATE VIEW mail.letter_v1 AS
    SELECT id, key, template, person_id, state, queued_at, sent_at, reason FROM mail.letter;
CREATE VIEW mail.suppression_v1 AS
    SELECT person_id, address_kind, reason, since FROM mail.suppression;
GRANT USAGE ON SCHEMA mail TO weerzien_console;
GRANT SELECT ON mail.letter_v1, mail.suppression_v1 TO weerzien_console;
"""


def upgrade() -> None:
    """Furnish the post room."""
    op.execute(TABLES)
    op.execute(VIEWS)


def downgrade() -> None:
    """Refuse: what came back is not forgotten by a migration."""
    message = "the post room is never taken down by a migration"
    raise RuntimeError(message)
