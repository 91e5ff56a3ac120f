"""The letters of a newsletter are found by its id as the views name it: they went through those of all newsletters."""

from alembic import op

revision = "mail_0009"
down_revision = "mail_0008"
branch_labels = None
depends_on = None

FOUND = """
DROP INDEX mail.ix_letter_issue;
CREATE INDEX ix_letter_issue ON mail.letter (((params ->> 'issue')::uuid), state) WHERE params ? 'issue';
"""


def upgrade() -> None:
    """Make the index anew, on the id itself."""
    op.get_bind().exec_driver_sql(FOUND)


def downgrade() -> None:
    """Find them by the words of the id again."""
    op.get_bind().exec_driver_sql(
        "DROP INDEX mail.ix_letter_issue;"
        "CREATE INDEX ix_letter_issue ON mail.letter ((params ->> 'issue'), state) WHERE params ? 'issue'"
    )
