"""The letterbox: every service may put a letter in, only mail may take one out."""

from alembic import op

revision = "letterbox_0001"
down_revision = None
branch_labels = ("letterbox",)
depends_on = None

LETTER = """
CREATE TABLE mail.letter (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    key          text NOT NULL,
    template     text NOT NULL,
    kind         text NOT NULL DEFAULT 'service',
    person_id    uuid,
    address      text NOT NULL DEFAULT 'any',
    email        text,
    language     text,
    params       jsonb NOT NULL DEFAULT '{}',
    secrets      bytea,
    not_before   timestamptz NOT NULL,
    expires_at   timestamptz,
    queued_at    timestamptz NOT NULL,
    state        text NOT NULL DEFAULT 'queued',
    attempts     int NOT NULL DEFAULT 0,
    claimed_at   timestamptz,
    sent_at      timestamptz,
    reason       text,
    provider_id  text,
    CONSTRAINT uq_letter_key UNIQUE (key),
    CONSTRAINT ck_letter_state CHECK (state IN
        ('queued', 'sending', 'sent', 'uncertain', 'parked', 'cancelled')),
    CONSTRAINT ck_letter_kind CHECK (kind IN ('request', 'reminder', 'service')),
    CONSTRAINT ck_letter_address CHECK (address IN ('work', 'private', 'any')),
    CONSTRAINT ck_letter_language CHECK (language IN ('nl', 'en', 'fr')),
    CONSTRAINT ck_letter_template CHECK (template ~ '^[a-z_]+/[a-z0-9_]+$'),
    CONSTRAINT ck_letter_reader CHECK ((person_id IS NULL) <> (email IS NULL)),
    CONSTRAINT ck_letter_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX ix_letter_queued ON mail.letter (not_before, id) WHERE state = 'queued';
CREATE INDEX ix_letter_sending ON mail.letter (claimed_at) WHERE state = 'sending';
CREATE INDEX ix_letter_attention ON mail.letter (state, queued_at) WHERE state IN ('uncertain', 'parked');
CREATE INDEX ix_letter_person ON mail.letter (person_id, queued_at) WHERE person_id IS NOT NULL;
"""


def upgrade() -> None:
    """Put up the letterbox."""
    op.execute(LETTER)


def downgrade() -> None:
    """Refuse: a letterbox with letters in it is not taken down."""
    message = "the letterbox is never taken down by a migration"
    raise RuntimeError(message)
