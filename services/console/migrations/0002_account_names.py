"""How whoever has an account is called: every room says who did what."""

from alembic import op

revision = "console_0002"
down_revision = "console_0001"
branch_labels = None
depends_on = None

READERS = ("people", "journey", "onboarding", "mail", "clock", "console")


def upgrade() -> None:
    """Publish names of accounts, and nothing else about them."""
    op.execute("CREATE VIEW console.account_name_v1 AS SELECT id AS account_id, name FROM console.account")
    for reader in READERS:
        op.execute(f"GRANT SELECT ON console.account_name_v1 TO weerzien_{reader}")


def downgrade() -> None:
    """Refuse: the pages at the desk read this view."""
    message = "the view console.account_name_v1 is read by every page at the desk"
    raise RuntimeError(message)
