"""What the board reads names nobody: exit may see what that name would be."""

from alembic import op

revision = "exit_0012"
down_revision = "exit_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let exit read the parts of a name."""
    op.execute("GRANT SELECT (given_name, family_name) ON people.contact_v1 TO weerzien_exit")


def downgrade() -> None:
    """Take them back."""
    op.execute("REVOKE SELECT (given_name, family_name) ON people.contact_v1 FROM weerzien_exit")
