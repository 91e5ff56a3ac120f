"""The conversation of a leaving."""

from alembic import op

from shared.appointment import ddl

revision = "exit_0006"
down_revision = "exit_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for it."""
    op.get_bind().exec_driver_sql(ddl.version_1("exit"))


def downgrade() -> None:
    """Refuse: who comes when is not dropped by a migration."""
    message = "conversations are never taken down by a migration"
    raise RuntimeError(message)
