"""People may ask for a talk, from the link in their letter."""

from alembic import op

from shared.asking.wish import ddl

revision = "onboarding_0004"
down_revision = "onboarding_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for what they ask."""
    op.get_bind().exec_driver_sql(ddl.version_1("onboarding", subject="checkin"))


def downgrade() -> None:
    """Refuse: somebody waits to be called."""
    message = "who asked for a talk is never forgotten by a migration"
    raise RuntimeError(message)
