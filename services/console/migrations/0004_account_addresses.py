"""Where accounts are written to: mail, and nobody else, knows."""

from alembic import op

revision = "console_0004"
down_revision = "console_0003"
branch_labels = None
depends_on = None

VIEW = """
CREATE VIEW console.account_address_v1 AS
    SELECT id AS account_id, email, name, language FROM console.account WHERE state = 'active';
"""


def upgrade() -> None:
    """Publish the addresses of accounts that are open; mail's migrations grant them to mail."""
    op.execute(VIEW)


def downgrade() -> None:
    """Refuse: mail writes to accounts by it."""
    message = "the view console.account_address_v1 is read by mail"
    raise RuntimeError(message)
