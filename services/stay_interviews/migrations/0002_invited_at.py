"""When invitations really left: their reminders count from there."""

from alembic import op

from shared.asking import ddl

revision = "stay_0002"
down_revision = "stay_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for it."""
    op.get_bind().exec_driver_sql(ddl.version_2("stay", subject="interview"))


def downgrade() -> None:
    """Refuse: without it a reminder could leave beside its invitation."""
    message = "when invitations left is never forgotten by a migration"
    raise RuntimeError(message)
