"""Letters to accounts: who knows an account's id need not know its address."""

from alembic import op

revision = "mail_0004"
down_revision = "mail_0003"
branch_labels = None
depends_on = None

ACCOUNTS = """
ALTER TABLE mail.letter ADD COLUMN account_id uuid;
ALTER TABLE mail.letter DROP CONSTRAINT ck_letter_reader;
ALTER TABLE mail.letter ADD CONSTRAINT ck_letter_reader CHECK (num_nonnulls(person_id, account_id, email) = 1);
GRANT USAGE ON SCHEMA console TO weerzien_mail;
GRANT SELECT ON console.account_address_v1 TO weerzien_mail;
"""


def upgrade() -> None:
    """Let mail write to accounts."""
    op.get_bind().exec_driver_sql(ACCOUNTS)


def downgrade() -> None:
    """Refuse: letters to accounts would be letters to nobody."""
    message = "letters to accounts are not forgotten by a migration"
    raise RuntimeError(message)
