"""A letter may go home first: to who has not begun, and reads no mail at work yet."""

from alembic import op

revision = "mail_0005"
down_revision = "mail_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Allow it."""
    op.execute("ALTER TABLE mail.letter DROP CONSTRAINT ck_letter_address")
    op.execute(
        "ALTER TABLE mail.letter ADD CONSTRAINT ck_letter_address"
        " CHECK (address IN ('work', 'private', 'home', 'any'))"
    )


def downgrade() -> None:
    """Refuse: letters on their way home would have nowhere to go."""
    message = "letters that go home first would be refused"
    raise RuntimeError(message)
