"""What was told once is not told again, and an address that somebody no longer has is nobody's problem."""

from alembic import op

revision = "mail_0002"
down_revision = "mail_0001"
branch_labels = None
depends_on = None

COLUMNS = """
-- The reason that the house was told for this letter; NULL where it was never told that the letter cannot leave.
ALTER TABLE mail.letter ADD COLUMN undeliverable text;
UPDATE mail.letter SET undeliverable = CASE WHEN reason IN ('no_address', 'suppressed') THEN reason ELSE 'refused' END
    WHERE state = 'parked' AND reason NOT LIKE 'render: %' AND reason NOT IN
        ('sealed_with_another_key', 'smtputf8_unsupported');

-- Since when the person has another address: this one stays unwritten, but is no longer shown as theirs.
ALTER TABLE mail.suppression ADD COLUMN replaced_at timestamptz;
CREATE OR REPLACE VIEW mail.suppression_v1 AS
    SELECT person_id, address_kind, reason, since FROM mail.suppression WHERE replaced_at IS NULL;
"""


def upgrade() -> None:
    """Remember the first reason, and which addresses have been replaced."""
    op.execute(COLUMNS)


def downgrade() -> None:
    """Refuse: a letter of which the house was told would be told of again."""
    message = "what was told of letters is not forgotten by a migration"
    raise RuntimeError(message)
