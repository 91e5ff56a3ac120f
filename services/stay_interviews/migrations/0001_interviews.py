"""Stay interviews, their invitations and answers, and what others may see of them."""

from alembic import op

from shared.asking import ddl

revision = "stay_0001"
down_revision = None
branch_labels = ("stay",)
depends_on = None


def upgrade() -> None:
    """Make the tables, and publish what others may see of them."""
    statements = ddl.version_1("stay", subject="interview", view="stay_v1")
    op.get_bind().exec_driver_sql(statements.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: answers are not dropped by a migration."""
    message = "stay interviews and answers are never taken down by a migration"
    raise RuntimeError(message)
