"""Forms that HR makes itself: drafts, and published versions that never change."""

from alembic import op

from shared.asking import ddl

revision = "exit_0010"
down_revision = "exit_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and let plans see what there is to ask."""
    op.get_bind().exec_driver_sql(ddl.version_4("exit").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: invitations ask with what was published."""
    message = "published questionnaires are never taken down by a migration"
    raise RuntimeError(message)
