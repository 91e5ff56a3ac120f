"""When invitations really left: their reminders count from there."""

from alembic import op

from shared.asking import ddl

revision = "onboarding_0003"
down_revision = "onboarding_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for it."""
    op.get_bind().exec_driver_sql(ddl.version_2("onboarding", subject="checkin"))


def downgrade() -> None:
    """Refuse: without it a reminder could leave beside its invitation."""
    message = "when invitations left is never forgotten by a migration"
    raise RuntimeError(message)
